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

  @Test func partsOfAPath() {
    #expect(FileSystem.folder(of: "a/b.txt") == "a")
    #expect(FileSystem.folder(of: "/b.txt") == "/")
    #expect(FileSystem.folder(of: "b.txt") == nil)
    #expect(FileSystem.name(of: "a/b.txt") == "b.txt")
  }
}
