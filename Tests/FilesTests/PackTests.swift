import Files
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct PackTests {
  private let path = "/tmp/carnet-files-\(getpid())-\(UInt32.random(in: 0...UInt32.max))/pack"

  @Test func recordsAreFoundByTheirKeysAlsoByAnotherReader() throws {
    let pack = Pack(path: path)
    try pack.append([(7, [1, 2, 3]), (8, [])])
    try pack.append([(UInt64.max, [4])])
    for reader in [pack, Pack(path: path)] {
      #expect(reader.bytes(of: 7) == [1, 2, 3])
      #expect(reader.bytes(of: 8) == [])
      #expect(reader.bytes(of: UInt64.max) == [4])
      #expect(reader.bytes(of: 9) == nil)
      #expect(reader.byteCount == FileSystem.byteCount(path))
    }
  }

  @Test func whatWasCutOffIsDroppedAndWrittenOver() throws {
    try Pack(path: path).append([(1, [1, 1]), (2, [2, 2])])
    let whole = try FileSystem.read(path)
    for count in 0..<whole.count {
      try AtomicFile.write(Array(whole[..<count]), to: path, isSynced: false)
      let pack = Pack(path: path)
      #expect(!pack.contains(2))
      #expect(pack.contains(1) == (count >= whole.count - 18))
      try pack.append([(3, [3])])
      let again = Pack(path: path)
      #expect(again.bytes(of: 3) == [3] && again.contains(1) == pack.contains(1))
    }
  }

  @Test func onlyWantedRecordsAreKept() throws {
    let pack = Pack(path: path)
    try pack.append((0..<10).map { (UInt64($0), [UInt8](repeating: UInt8($0), count: $0)) })
    try pack.keepOnly([3, 9, 100])
    try pack.append([(20, [20])])
    for reader in [pack, Pack(path: path)] {
      #expect((0..<10).filter { reader.contains($0) } == [3, 9])
      #expect(reader.bytes(of: 9) == [UInt8](repeating: 9, count: 9))
      #expect(reader.bytes(of: 20) == [20])
    }
    try pack.keepOnly([])
    #expect(!FileSystem.exists(path) && pack.isEmpty)
  }

  @Test func recordsAreFoundWhereTheFileCouldNotBeReplaced() throws {
    // So long a name that the file can be made, but nothing beside it with a longer one.
    let pack = Pack(path: path + String(repeating: "k", count: 240))
    try pack.append([(1, [1, 1, 1]), (2, [2, 2])])
    #expect(throws: FileFailure.self) { try pack.keepOnly([2]) }
    #expect(pack.bytes(of: 1) == [1, 1, 1] && pack.bytes(of: 2) == [2, 2])
    #expect(pack.byteCount == FileSystem.byteCount(pack.path))
  }

  @Test func aFolderOfRecordsIsReplacedAndAnyOtherIsLeftAlone() throws {
    try AtomicFile.write("x", to: "\(path)/0123456789abcdef")
    try Pack(path: path).append([(1, [1])])
    #expect(Pack(path: path).bytes(of: 1) == [1])
    let other = path + "2"
    try AtomicFile.write("x", to: "\(other)/notes.txt")
    #expect(throws: FileFailure.self) { try Pack(path: other).append([(1, [1])]) }
    #expect(FileSystem.names(in: other) == ["notes.txt"])
  }

  @Test func twoWritersDoNotMix() throws {
    let (first, second) = (Pack(path: path), Pack(path: path))
    try first.append([(1, [1])])
    #expect(throws: FileFailure.self) { try second.append([(2, [2])]) }
    #expect(Pack(path: path).bytes(of: 1) == [1])
  }
}

struct NewPackTests {
  private let folder = "/tmp/carnet-files-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"

  @Test func aNewPackTakesThePlaceOfTheOldOneWhenItIsPublished() throws {
    let path = folder + "/pack"
    try Pack(path: path).append([(1, [1])])
    var new: Pack? = Pack(replacing: path)
    try new?.append([(2, [2, 2])])
    #expect(Pack(path: path).contains(1), "the old one is there until then")
    new?.publish()
    new = nil
    let reader = Pack(path: path)
    #expect(reader.bytes(of: 2) == [2, 2] && !reader.contains(1))
    #expect(FileSystem.names(in: folder) == ["pack"])
  }

  @Test func ofANewPackThatIsNotPublishedNothingStays() throws {
    let path = folder + "/pack"
    try Pack(path: path).append([(1, [1])])
    var new: Pack? = Pack(replacing: path)
    try new?.append([(2, [2, 2])])
    new = nil
    #expect(Pack(path: path).contains(1))
    #expect(FileSystem.names(in: folder) == ["pack"])
  }

  @Test func anEmptyOnePublishedLeavesNone() throws {
    let path = folder + "/pack"
    try Pack(path: path).append([(1, [1])])
    Pack(replacing: path).publish()
    #expect(!FileSystem.exists(path))
  }
}
