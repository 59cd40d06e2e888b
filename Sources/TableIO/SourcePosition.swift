import Kernels

/// A place in a text file, for people: lines and characters counted from 1.
struct SourcePosition {
  let line: Int
  let column: Int

  /// The place of the byte at `offset` of a text that starts at `start`. Lines end with LF, CR LF or CR.
  init(_ offset: Int, in bytes: FileBytes, from start: Int) {
    var line = 1, lineStart = start, index = start
    while index < offset {
      let byte = bytes[index]
      index += 1
      let isSplitPair = byte == UInt8(ascii: "\r") && index < bytes.count && bytes[index] == UInt8(ascii: "\n")
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && !isSplitPair {
        line += 1
        lineStart = index
      }
    }
    self.line = line
    let before = bytes.bytes(min(lineStart, offset)..<offset)
    column = before.count { $0 & 0xC0 != 0x80 } + 1
  }
}
