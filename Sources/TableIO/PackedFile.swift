import CInflate
import Kernels

/// Files packed by gzip or Zstandard, known by their first bytes.
enum PackedFile {
  /// How much is unpacked before the next look at whether to go on.
  private static let blockBytes = 1 << 20

  /// The bytes of a file as they were before it was packed; those of any other file as they are.
  ///
  /// - Parameter compression: nil goes by the first bytes.
  /// - Throws: ``ReadError`` for a file that is broken or cut off; `InsufficientMemory`; `Cancelled`.
  static func unpacked(
    _ file: FileBytes, path: String, as compression: Compression? = nil, execution: Execution
  ) throws -> FileBytes {
    let found = Compression(firstBytesOf: file)
    if let compression, compression != .plain, compression != found {
      throw ReadError(path: path, sentence: "the file does not start as one packed by \(compression.rawValue) does")
    }
    guard let format = (compression ?? found).format else { return file }
    guard let stream = inflate_open(format, file.address, Int64(file.count)) else {
      throw ReadError(path: path, sentence: "there is not enough memory to unpack the file")
    }
    defer { inflate_free(stream) }
    execution.monitor.begin("unpacking \(path)", total: file.count)
    var bytes = GrowingBytes(), done = 0
    while true {
      try execution.checkCancelled()
      // How much there will be is known at the end alone, and a small file may hold more than there is room for.
      try bytes.reserve(blockBytes, within: execution.memory)
      var state = INFLATE_MORE
      bytes.append(upTo: blockBytes) { room in
        var written: Int64 = 0
        // SAFETY: the library writes no more bytes than it is told there is room for.
        state = inflate_next(stream, room.baseAddress, Int64(room.count), &written)
        return Int(written)
      }
      execution.monitor.advance(by: Int(inflate_position(stream)) - done)
      done = Int(inflate_position(stream))
      switch state {
      case INFLATE_MORE: continue
      case INFLATE_END: return FileBytes(bytes)
      case INFLATE_CUT: throw ReadError(path: path, sentence: "the packed file ends too early")
      default: throw ReadError(path: path, sentence: "the packed file is broken behind its byte \(done)")
      }
    }
  }
}
