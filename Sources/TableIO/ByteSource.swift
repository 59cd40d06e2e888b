import Kernels

/// The bytes of a file as UTF-8 text without a byte order mark, whatever they were in the file.
struct ByteSource {
  let bytes: FileBytes
  /// Where the text starts, after a byte order mark.
  let textStart: Int
  /// Where the table starts, after the lines that are skipped.
  let start: Int
  let notes: [ReadNote]

  /// - Parameter skippedLines: how many lines stand before the table.
  init(_ file: FileBytes, skippedLines: Int = 0) {
    let head = file.bytes(0..<min(3, file.count))
    if head == [0xEF, 0xBB, 0xBF] {
      (bytes, textStart, notes) = (file, 3, [])
    } else if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      let (text, repairs) = ByteSource.decodeUTF16(file, isLittleEndian: head[0] == 0xFF)
      let note = ReadNote(count: repairs, "characters that are not valid UTF-16 became U+FFFD")
      (bytes, textStart, notes) = (FileBytes(text), 0, repairs > 0 ? [note] : [])
    } else {
      (bytes, textStart, notes) = (file, 0, [])
    }
    var offset = textStart
    for _ in 0..<max(0, skippedLines) {
      while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
      let isPair = offset + 1 < bytes.count && bytes[offset] == 0x0D && bytes[offset + 1] == 0x0A
      offset = min(bytes.count, offset + (isPair ? 2 : 1))
    }
    start = offset
  }

  /// The UTF-8 of UTF-16 after its mark, and how many ill-formed units became U+FFFD.
  private static func decodeUTF16(_ file: FileBytes, isLittleEndian: Bool) -> (text: [UInt8], repairs: Int) {
    var units = stride(from: 2, to: file.count - 1, by: 2).lazy.map { index in
      let (first, second) = (UInt16(file[index]), UInt16(file[index + 1]))
      return isLittleEndian ? first | second << 8 : first << 8 | second
    }.makeIterator()
    var text: [UInt8] = [], decoder = UTF16(), repairs = file.count % 2
    text.reserveCapacity(file.count)
    while true {
      switch decoder.decode(&units) {
      case .scalarValue(let scalar): UTF8.encode(scalar) { text.append($0) }
      case .emptyInput: return (text, repairs)
      case .error:
        repairs += 1
        text += [0xEF, 0xBF, 0xBD]
      }
    }
  }
}
