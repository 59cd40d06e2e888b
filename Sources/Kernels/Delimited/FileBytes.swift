import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the system said when a file could not be opened or read.
public struct FileError: Error, Sendable, Equatable {
  /// The file that it is about.
  public let path: String
  /// The system's error number.
  public let code: Int32

  /// The failure of a system call on a file, by its `errno`.
  public init(path: String, code: Int32) { (self.path, self.code) = (path, code) }

  /// Whether there is no such file.
  public var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  /// The system's words, such as "Permission denied".
  public var reason: String { String(cString: strerror(code)) }
}

/// The bytes of a file, mapped into memory where that is possible, or bytes made in memory.
///
/// A file may change while it is read; bytes that are gone read as zeros. So what was read holds only where ``change``
/// says afterwards that nothing has happened.
public final class FileBytes: @unchecked Sendable {
  // SAFETY: the memory is written only before the reference is shared, and given back once, in `deinit`.
  let base: UnsafePointer<UInt8>
  /// How many bytes there are.
  public let count: Int
  /// How many bytes after the last one may be read, whatever they hold.
  let readableAfterEnd: Int
  /// What the mapping is known by; nil for bytes in memory.
  private let mapping: Int32?
  /// The file as it was when it was opened; nil for what is no regular file, or was never one.
  private let origin: (path: String, identity: FileIdentity)?

  private var isMapped: Bool { mapping != nil }
  /// Where the bytes were read from, if from a regular file.
  public var path: String? { origin?.path }

  /// Maps a regular file; reads any other (a pipe, a device) to its end.
  ///
  /// - Throws: `FileError`; `InsufficientMemory` where there is none, not even addresses, for the bytes.
  public init(path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(descriptor) }
    guard let (status, identity) = FileIdentity.settled(descriptor) else { throw FileError(path: path, code: errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError(path: path, code: EISDIR) }
    let size = Int(status.st_size), isRegular = status.st_mode & S_IFMT == S_IFREG
    var slot: Int32 = 0
    if isRegular, let left = SystemMemory.addressSpace(), size > left {
      throw InsufficientMemory(needed: Double(size), available: left)
    }
    if isRegular, size > 0, let memory = cplatform_map(descriptor, size, &slot) {
      let start = UnsafeMutableRawPointer(mutating: memory)
      madvise(start, size, MADV_SEQUENTIAL)
      madvise(start, size, MADV_WILLNEED)
      base = UnsafePointer(memory.assumingMemoryBound(to: UInt8.self))
      (count, readableAfterEnd, mapping, origin) = (size, 0, slot, (path, identity))
      return
    }
    (base, count) = try FileBytes.readAll(descriptor, path: path).taken()
    (readableAfterEnd, mapping) = (FileBytes.padding, nil)
    // Files that the system makes up as they are read say that they are empty.
    origin = isRegular && size == count ? (path, identity) : nil
  }

  /// Bytes that are in memory already.
  public convenience init(_ bytes: [UInt8]) {
    var copy = GrowingBytes()
    copy.append(upTo: bytes.count) { room in
      _ = room.update(fromContentsOf: bytes)
      return bytes.count
    }
    self.init(copy)
  }

  /// Takes bytes over where they lie.
  public init(_ bytes: consuming GrowingBytes) {
    (base, count) = bytes.taken()
    (readableAfterEnd, mapping, origin) = (FileBytes.padding, nil, nil)
  }

  deinit {
    if let mapping {
      cplatform_unmap(mapping)
    } else {
      free(UnsafeMutableRawPointer(mutating: base))
    }
  }

  /// What has happened to the file since it was opened, in words that begin with "it"; nil where nothing has.
  ///
  /// - Parameter hash: that of the bytes as they were read, where it is known.
  public func change(knowing hash: UInt64? = nil) -> String? {
    guard let origin else { return nil }
    if let change = origin.identity.change(at: origin.path, isSame: { hash == nil || hash == self.hash() }) {
      return change
    }
    return mapping.map { cplatform_lost($0) != 0 } == true ? "its bytes could not be read" : nil
  }

  /// A byte; an index outside stops the program.
  public subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count, "byte outside the file")
    return base[index]
  }

  /// A copy of some bytes.
  public func bytes(_ range: Range<Int>) -> [UInt8] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes outside the file")
    return Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// Where the bytes lie, for a C library that reads them.
  // SAFETY: callers hold the reference for as long as they use the address; nothing writes to the bytes.
  public var address: UnsafeRawPointer { UnsafeRawPointer(base) }

  /// The XXH64 of all bytes.
  public func hash() -> UInt64 {
    var hash = XXH64()
    for start in stride(from: 0, to: count, by: FileBytes.hashedBytes) {
      let end = min(count, start + FileBytes.hashedBytes)
      hash.update(UnsafeRawBufferPointer(start: base + start, count: end - start))
      release(start..<end)
    }
    return hash.digest()
  }

  /// How many bytes are hashed before their memory is let go.
  private static let hashedBytes = 1 << 23

  /// Has some bytes in memory before they are read, at less cost than page by page as they are touched.
  func fetch(_ range: Range<Int>) {
    #if os(Linux)
      guard isMapped, !range.isEmpty else { return }
      let page = Int(getpagesize()), start = range.lowerBound / page * page
      // SAFETY: advice about a part of the mapping, which starts at a page; it may be refused without harm.
      madvise(UnsafeMutableRawPointer(mutating: base + start), range.upperBound - start, FileBytes.populateForReading)
    #endif
  }

  /// Linux's MADV_POPULATE_READ, which not all headers have.
  private static let populateForReading: Int32 = 22

  /// Lets go of the memory behind some bytes, so that a large file does not fill it. Whoever reads them again gets them
  /// from the file again.
  public func release(_ range: Range<Int>) {
    guard isMapped, !range.isEmpty else { return }
    let page = Int(getpagesize()), start = (range.lowerBound + page - 1) / page * page
    let end = range.upperBound / page * page
    // SAFETY: whole pages inside a mapping of a file that is never written to; they come back with the same bytes.
    if start < end { madvise(UnsafeMutableRawPointer(mutating: base + start), end - start, MADV_DONTNEED) }
  }

  /// How far past its end a block of fields reads.
  static let padding = 64

  private static func readAll(_ descriptor: Int32, path: String) throws -> GrowingBytes {
    var bytes = GrowingBytes()
    while true {
      try bytes.reserve(1 << 16, within: .system)
      var got = 0
      bytes.append(upTo: 1 << 16) { room in
        // SAFETY: the system writes no more bytes than it is told there is room for.
        got = read(descriptor, room.baseAddress, room.count)
        return max(0, got)
      }
      if got == 0 { return bytes }
      if got < 0, errno != EINTR { throw FileError(path: path, code: errno) }
    }
  }
}
