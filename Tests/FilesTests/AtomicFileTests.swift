import Files
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct AtomicFileTests {
  private let folder = "/tmp/carnet-files-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"

  @Test func writesWholeFilesAndMakesTheirFolders() throws {
    let path = "\(folder)/a/b/x.txt"
    try AtomicFile.write("first", to: path)
    try AtomicFile.write("second", to: path)
    #expect(try FileSystem.readText(path) == "second")
    #expect(FileSystem.names(in: "\(folder)/a/b") == ["x.txt"], "nothing temporary stays behind")
    #expect(FileSystem.byteCount(path) == 6)
  }

  @Test func aFailedWriteLeavesNothingBehindAndSaysWhy() throws {
    try FileSystem.makeFolder("\(folder)/taken/inner")
    let error = #expect(throws: FileFailure.self) { try AtomicFile.write("x", to: "\(folder)/taken") }
    #expect(error?.action == "write")
    #expect(error?.reason.isEmpty == false)
    #expect(FileSystem.names(in: folder) == ["taken"])
  }

  @Test func writersOfOneFileDoNotDisturbEachOther() async throws {
    let path = "\(folder)/shared.txt"
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<32 {
        group.addTask { try AtomicFile.write(String(repeating: "\(writer) ", count: 20_000), to: path) }
      }
      try await group.waitForAll()
    }
    let words = Set(try FileSystem.readText(path).split(separator: " "))
    #expect(words.count == 1, "the file holds the bytes of one writer, not of \(words.count)")
  }

  @Test func aPipeGetsTheBytesAndStaysAPipe() throws {
    try FileSystem.makeFolder(folder)
    let path = "\(folder)/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    // Open for both, so that neither side waits for the other.
    let reader = open(path, O_RDWR | O_NONBLOCK)
    defer { close(reader) }
    try AtomicFile.write("through", to: path)
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = read(reader, &bytes, bytes.count)
    #expect(count == 7 && bytes.starts(with: Array("through".utf8)))
    #expect(FileSystem.names(in: folder) == ["pipe"])
    try AtomicFile.write("nowhere", to: "/dev/null")
  }

  @Test func aPipeThatNobodyReadsAnyMoreIsAnError() throws {
    try FileSystem.makeFolder(folder)
    let path = "\(folder)/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    var file = try AtomicFile(path: path)
    close(reader)
    var reason: String?
    do {
      try file.write([1, 2, 3])
    } catch {
      reason = error.reason
    }
    #expect(reason == "Broken pipe")
  }

  @Test func linksStayAndTheFilesBehindThemAreReplaced() throws {
    try AtomicFile.write("old", to: "\(folder)/far/real.txt")
    try #require(symlink("far/real.txt", "\(folder)/near") == 0)
    try #require(symlink("near", "\(folder)/nearest") == 0)
    try #require(symlink("far/new.txt", "\(folder)/dangling") == 0)
    try AtomicFile.write("new", to: "\(folder)/nearest")
    try AtomicFile.write("first", to: "\(folder)/dangling")
    #expect(try FileSystem.readText("\(folder)/far/real.txt") == "new")
    #expect(try FileSystem.readText("\(folder)/far/new.txt") == "first")
    #expect(FileSystem.names(in: "\(folder)/far") == ["new.txt", "real.txt"])
    try #require(symlink("circle", "\(folder)/circle") == 0)
    #expect(throws: FileFailure.self) { try AtomicFile.write("x", to: "\(folder)/circle") }
  }

  @Test(arguments: [0o600, 0o666, 0o755] as [mode_t]) func permissionsStay(_ permissions: mode_t) throws {
    let path = "\(folder)/kept.txt"
    try AtomicFile.write("old", to: path)
    try #require(chmod(path, permissions) == 0)
    try AtomicFile.write("new", to: path)
    var facts = stat()
    #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == permissions)
  }

  @Test func nothingIsWrittenThroughAnotherFileOfTheTemporaryName() throws {
    let path = "\(folder)/x.txt", victim = "\(folder)/victim"
    try AtomicFile.write("mine", to: victim)
    var open: AtomicFile? = try AtomicFile(path: path)
    let name = try #require(FileSystem.names(in: folder).first { $0.hasSuffix(".partial") })
    let serial = try #require(name.split(separator: "-").last.flatMap { Int($0.dropLast(8)) })
    open = nil
    _ = consume open
    for next in serial + 1...serial + 500 {
      try #require(symlink(victim, "\(folder)/.x.txt.\(getpid())-\(next).partial") == 0)
    }
    try AtomicFile.write("new", to: path)
    #expect(try FileSystem.readText(victim) == "mine")
    #expect(try FileSystem.readText(path) == "new")
  }

  @Test func aMissingFileIsAnErrorWithItsPath() {
    let error = #expect(throws: FileFailure.self) { try FileSystem.read("\(folder)/none") }
    #expect(error?.description == "cannot read \(folder)/none: No such file or directory")
  }

  @Test func aLockedFileHasOneOwnerAtATime() throws {
    try FileSystem.makeFolder(folder)
    let path = "\(folder)/journal"
    var owner = try LockedFile(appendingTo: path)
    #expect(owner != nil)
    try owner?.append(Array("one\n".utf8))
    #expect(try LockedFile(appendingTo: path) == nil)
    owner = nil
    try LockedFile(appendingTo: path)?.append(Array("two\n".utf8))
    #expect(try FileSystem.readText(path) == "one\ntwo\n")
  }

  @Test func aNameIsClaimedOnce() throws {
    let path = "\(folder)/x.txt"
    try AtomicFile.write("mine", to: path, replaces: false)
    let error = #expect(throws: FileFailure.self) { try AtomicFile.write("yours", to: path, replaces: false) }
    #expect(error?.isTaken == true)
    #expect(try FileSystem.readText(path) == "mine")
    #expect(FileSystem.names(in: folder) == ["x.txt"])
  }

  @Test func onlyWhatADeadWriterLeftIsSwept() throws {
    let living = try AtomicFile(path: "\(folder)/a.txt")
    let dead = [".b.txt.999999999-1.partial", ".c.d.999999999-22.partial"]
    // Names that only look alike, and a file that this process might have just begun.
    let others = [
      ".b.txt.partial", "b.txt.999999999-1.partial", ".b.txt.999999999-x.partial", ".e.\(getpid())-900000.partial",
    ]
    for name in dead + others { close(open("\(folder)/\(name)", O_WRONLY | O_CREAT, 0o600)) }
    PartialFile.sweep(folder)
    let names = FileSystem.names(in: folder)
    #expect(names.count == others.count + 1 && Set(others).isSubset(of: names), "\(names)")
    // An hour later nobody writes to it any more, whatever has the number of its process by then.
    var times = [timeval(tv_sec: 1_000_000, tv_usec: 0), timeval(tv_sec: 1_000_000, tv_usec: 0)]
    utimes("\(folder)/\(others[3])", &times)
    PartialFile.sweep(folder)
    #expect(FileSystem.names(in: folder).count == others.count)
    _ = consume living
  }

  @Test func aJournalThatWasRemovedMeanwhileIsNoLockedFile() throws {
    try FileSystem.makeFolder(folder)
    #expect(throws: FileFailure.self) { try LockedFile(appendingTo: "\(folder)/none", makes: false) }
    #expect(!FileSystem.exists("\(folder)/none"))
  }

  @Test func partsOfAPath() {
    #expect(FileSystem.folder(of: "a/b.txt") == "a")
    #expect(FileSystem.folder(of: "/b.txt") == "/")
    #expect(FileSystem.folder(of: "b.txt") == nil)
    #expect(FileSystem.name(of: "a/b.txt") == "b.txt")
  }
}
