import Kernels

/// Numbers the lines of a text for places that are asked for in ascending order.
struct LineCounter {
  private let bytes: FileBytes
  private var offset: Int
  private var line = 1

  /// - Parameter start: where the text starts.
  init(_ bytes: FileBytes, from start: Int) { (self.bytes, offset) = (bytes, start) }

  /// The line of a place, from 1. Lines end with LF, CR LF or CR.
  mutating func line(at place: Int) -> Int {
    while offset < place {
      let byte = bytes[offset]
      offset += 1
      let isSplitPair = byte == 0x0D && offset < bytes.count && bytes[offset] == 0x0A
      if byte == 0x0A || byte == 0x0D && !isSplitPair { line += 1 }
    }
    return line
  }
}
