import Diagnostics
import Files
import Kernels
import Session
import Testing

struct RecorderTests {
  @Test func savesWhatSucceededAndItsLock() throws {
    let path = try temporaryFolder() + "/x/y.carnet"
    let session = Session.sample()
    for line in ["seed 42", "param k: int=2   \"rows\"", "a=numbers 5", "| keep $k"] { session.enter(line) }
    _ = session.run("oops = nothing", .serial)
    try session.save(to: path, .serial)
    let script = try FileSystem.readText(path)
    #expect(Pairing(script).text == "carnet 1\nseed 42\nparam k: int = 2 \"rows\"\n\na = numbers 5 | keep $k\n")
    let text = try FileSystem.readText(path + ".lock")
    let lock = try #require(Lock(text: text))
    #expect(lock.text == text, "a lock reads back as it was written")
    #expect(lock.cells.map(\.binding) == [nil, "k", "a"])
    #expect(lock.cells[2].values.first?.rowCount == 2)
    #expect(lock.cells[2].values.first?.columns.first?.type == "int")
    #expect(FileSystem.names(in: FileSystem.folder(of: path) ?? "") == ["y.carnet", "y.carnet.blocks", "y.carnet.lock"])
  }

  @Test func savesForOneNameOnlyWhatItDependsOn() throws {
    let session = Session.sample()
    for line in [
      "seed 1", "param k: int = 2", "param unused: int = 3", "a = numbers 5", "b = numbers 6 | keep $k",
      "define short(x) = keep $x", "c = a | keep like: b", "d = a | short($k)", "a = numbers 1",
    ] { session.enter(line) }
    #expect(session.recordedCells(for: "c").map(\.number) == [2, 4, 5, 7], "nothing of it draws from the seed")
    #expect(session.recordedCells(for: "d").map(\.number) == [2, 4, 6, 8])
    #expect(session.recordedCells(for: "a").map(\.number) == [9])
    let error = #expect(throws: Diagnostic.self) { try session.save(to: "/tmp/none", for: "cc", .serial) }
    #expect(error?.code == "E83")
    #expect(error?.help == "did you mean `c`?")
  }

  @Test func theLockDoesNotDependOnThreads() throws {
    let texts = try [1, 2].map { threads in
      let session = Session.sample()
      session.enter("a = numbers 300000\nb = a | keep 70000")
      return try session.lock(Execution(threads: threads)).text
    }
    #expect(texts[0] == texts[1])
  }

  @Test func anythingElseThanALockIsNone() {
    let deep = String(repeating: "[", count: 100_000)
    for text in ["", "{}", "[", deep, "{\"format\": 2}", "{\"format\": 1, \"cells\": [3]}"] {
      #expect(Lock(text: text) == nil)
    }
  }

  @Test func sessionsOfOneDayAreNumbered() throws {
    let folder = try temporaryFolder()
    let first = Session.nextPath(in: folder)
    #expect(first.hasSuffix("-1.carnet"))
    try AtomicFile.write("", to: first)
    #expect(Session.nextPath(in: folder).hasSuffix("-2.carnet"))
  }
}
