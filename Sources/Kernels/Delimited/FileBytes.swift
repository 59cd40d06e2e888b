#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the system said when a file could not be opened or read.
public struct FileError: Error, Sendable, Equatable {
  public let path: String
  /// The system's error number.
  public let code: Int32

  public init(path: String, code: Int32) { (self.path, self.code) = (path, code) }

  public var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  /// The system's words, such as "Permission denied".
  public var reason: String { String(cString: strerror(code)) }
}

/// The bytes of a file, mapped into memory where that is possible, or bytes made in memory.
public final class FileBytes: @unchecked Sendable {
  // SAFETY: the memory is written only before the reference is shared, and given back once, in `deinit`.
  let base: UnsafePointer<UInt8>
  public let count: Int
  /// How many bytes after the last one may be read, whatever they hold.
  let readableAfterEnd: Int
  private let isMapped: Bool

  /// Maps a regular file; reads any other (a pipe, a device) to its end.
  public init(path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path: path, code: errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError(path: path, code: EISDIR) }
    let size = Int(status.st_size)
    if status.st_mode & S_IFMT == S_IFREG, size > 0,
      let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED
    {
      madvise(memory, size, MADV_SEQUENTIAL)
      madvise(memory, size, MADV_WILLNEED)
      base = UnsafePointer(memory.assumingMemoryBound(to: UInt8.self))
      (count, readableAfterEnd, isMapped) = (size, 0, true)
      return
    }
    (base, count) = try FileBytes.readAll(descriptor, path: path).taken()
    (readableAfterEnd, isMapped) = (FileBytes.padding, false)
  }

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
    (readableAfterEnd, isMapped) = (FileBytes.padding, false)
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: base), count)
    } else {
      free(UnsafeMutableRawPointer(mutating: base))
    }
  }

  public subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count, "byte outside the file")
    return base[index]
  }

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

  private static func readAll(_ descriptor: Int32, path: String) throws(FileError) -> GrowingBytes {
    var bytes = GrowingBytes()
    while true {
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
