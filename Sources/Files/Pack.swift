#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file of records that only grows, in which each is found by its key.
///
/// Behind eight bytes that name the format follow the records: the key and the number of bytes, 64 bits each in
/// little-endian order, and the bytes. There is no index in the file: it is made by going from record to record, so a
/// file that was cut off in the middle of a record keeps what stands before. What lies at the path and is no pack is
/// replaced by the first record.
public final class Pack {
  /// Where the file lies.
  public let path: String
  /// The size of the file up to the end of its last whole record; 0 where there is none.
  public private(set) var byteCount = 0
  private var places: [UInt64: Range<Int>] = [:]

  private static let mark = Array("CARNETP1".utf8)
  private static let headBytes = 16

  /// Open and locked from the first record that was added on.
  private var writer: Int32?
  /// What is replaced in the end by a pack that is made anew.
  private let target: String?

  /// Reads what there is; a missing file is an empty pack.
  public init(path: String) {
    (self.path, target) = (path, nil)
    load()
  }

  /// A new pack that takes the place of what lies at a path when it is published. Otherwise nothing stays of it.
  public init(replacing path: String) {
    PartialFile.sweepOnce(FileSystem.folder(of: path) ?? ".")
    (self.path, target) = (PartialFile.path(for: path), path)
  }

  deinit {
    // A pack that was published is not there any more.
    if target != nil { FileSystem.remove(path) }
    stopWriting()
  }

  /// Gives a new pack its name. Without a record nothing lies there afterwards.
  public func publish() {
    guard let target else { return }
    if byteCount == 0 {
      FileSystem.remove(target)
    } else if rename(path, target) == 0 {
      // From now on it can be read there alone.
      (places, byteCount) = ([:], 0)
    }
  }

  /// Whether the file at a path is a pack.
  public static func isPack(_ path: String) -> Bool {
    guard let descriptor = try? open(path, O_RDONLY) else { return false }
    defer { close(descriptor) }
    return read(descriptor, 0..<mark.count) == mark
  }

  /// Finds the records that the file holds.
  private func load() {
    (places, byteCount) = ([:], 0)
    guard let size = FileSystem.byteCount(path), let descriptor = try? Self.open(path, O_RDONLY) else { return }
    defer { close(descriptor) }
    guard Self.read(descriptor, 0..<Self.mark.count) == Self.mark else { return }
    byteCount = Self.mark.count
    while let head = Self.read(descriptor, byteCount..<byteCount + Self.headBytes) {
      let (key, start) = (Self.number(head[..<8]), byteCount + Self.headBytes)
      guard let length = Int(exactly: Self.number(head[8...])), length <= size - start else { return }
      places[key] = start..<start + length
      byteCount = start + length
    }
  }

  /// Whether it holds nothing.
  public var isEmpty: Bool { places.isEmpty }
  /// Whether it holds something under a key.
  public func contains(_ key: UInt64) -> Bool { places[key] != nil }

  /// How many bytes lie under a key; nil where there is nothing.
  public func byteCount(of key: UInt64) -> Int? { places[key]?.count }

  /// What a pack takes besides its records.
  public static let markBytes = mark.count

  /// How much larger a record of some bytes makes the file.
  public static func cost(ofBytes count: Int) -> Int { headBytes + count }

  /// The bytes of a record; nil where there is none or the file has changed meanwhile.
  public func bytes(of key: UInt64) -> [UInt8]? {
    guard let place = places[key], let descriptor = try? Self.open(path, O_RDONLY) else { return nil }
    defer { close(descriptor) }
    return Self.read(descriptor, place)
  }

  /// Adds records in their order, all of them in one write.
  ///
  /// - Throws: `FileFailure`, also where another process adds records.
  public func append(_ records: [(key: UInt64, bytes: [UInt8])]) throws(FileFailure) {
    if records.isEmpty { return }
    let descriptor = try startWriting()
    var added = byteCount == 0 ? Self.mark : [], found: [(UInt64, Range<Int>)] = []
    added.reserveCapacity(added.count + records.reduce(0) { $0 + Self.cost(ofBytes: $1.bytes.count) })
    for record in records {
      added += Self.head(record.key, record.bytes.count)
      let start = byteCount + added.count
      added += record.bytes
      found.append((record.key, start..<start + record.bytes.count))
    }
    // What a crash left half-written goes.
    guard ftruncate(descriptor, off_t(byteCount)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
      throw FileFailure("write", path)
    }
    try AtomicFile.writeAll(added, to: descriptor, path: path)
    byteCount += added.count
    for (key, place) in found { places[key] = place }
  }

  /// Drops all other records. The file is replaced as a whole, and removed where nothing stays; where that
  /// fails, everything stays as it was.
  public func keepOnly(_ wanted: Set<UInt64>) throws(FileFailure) {
    let gone = places.keys.filter { !wanted.contains($0) }
    if !gone.isEmpty || places.isEmpty { stopWriting() }
    if gone.count == places.count {
      if byteCount > 0 { FileSystem.remove(path) }
      (places, byteCount) = ([:], 0)
    } else if !gone.isEmpty {
      let whole = try FileSystem.read(path)
      var kept = Self.mark, keptPlaces: [UInt64: Range<Int>] = [:]
      for (key, place) in places.sorted(by: { $0.value.lowerBound < $1.value.lowerBound })
      where wanted.contains(key) && place.upperBound <= whole.count {
        kept += Self.head(key, place.count)
        keptPlaces[key] = kept.count..<kept.count + place.count
        kept += whole[place]
      }
      try AtomicFile.write(kept, to: path, isSynced: false)
      // Only now: a file that could not be replaced holds its records where it did.
      (places, byteCount) = (keptPlaces, kept.count)
    }
  }

  private func startWriting() throws(FileFailure) -> Int32 {
    if let writer { return writer }
    if let folder = FileSystem.folder(of: path) { try FileSystem.makeFolder(folder) }
    removeFolder()
    let descriptor = try Self.open(path, O_WRONLY | O_CREAT)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let failure = FileFailure("lock", path)
      close(descriptor)
      throw failure
    }
    writer = descriptor
    load()
    return descriptor
  }

  private func stopWriting() {
    if let writer { close(writer) }
    writer = nil
  }

  /// Makes place: an earlier version kept each record in a file of its own, called by its key, in a folder.
  private func removeFolder() {
    let names = FileSystem.names(in: path)
    guard names.allSatisfy({ $0.utf8.count == 16 && UInt64($0, radix: 16) != nil }) else { return }
    for name in names { FileSystem.remove("\(path)/\(name)") }
    if !names.isEmpty { FileSystem.remove(path) }
  }

  private static func head(_ key: UInt64, _ count: Int) -> [UInt8] {
    [key, UInt64(count)].flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) } }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func open(_ path: String, _ mode: Int32) throws(FileFailure) -> Int32 {
    let descriptor = systemOpen(path, mode | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFailure("open", path) }
    return descriptor
  }

  /// Some bytes of a file; nil where they are not all there.
  private static func read(_ descriptor: Int32, _ range: Range<Int>) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: range.count)
    return pread(descriptor, &bytes, range.count, off_t(range.lowerBound)) == range.count ? bytes : nil
  }
}

// The class's own `open` hides the system's.
private func systemOpen(_ path: String, _ mode: Int32, _ permissions: mode_t) -> Int32 { open(path, mode, permissions) }
