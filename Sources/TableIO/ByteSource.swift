import Kernels

/// The bytes of a file as UTF-8 text without a byte order mark, whatever they were in the file.
struct ByteSource {
  let bytes: FileBytes
  /// Where the text starts, after a byte order mark.
  let textStart: Int
  /// Where the table starts, after the lines that are skipped.
  let start: Int
  private(set) var notes: [ReadNote] = []

  /// - Parameters:
  ///   - encoding: nil finds it out from the first bytes.
  ///   - skippedLines: how many lines stand before the table.
  init(_ file: FileBytes, encoding: TextEncoding? = nil, skippedLines: Int = 0) {
    let guess = TextEncoding.guessed(file)
    if encoding == nil, guess.encoding != .utf8, !guess.hasMark {
      notes = [ReadNote(count: 1, "the file has no mark of its encoding and was read as \(guess.encoding.rawValue)")]
    }
    if let (text, repairs) = (encoding ?? guess.encoding).decoded(file) {
      bytes = FileBytes(text)
      if repairs > 0 {
        let name = (encoding ?? guess.encoding).rawValue
        notes.append(ReadNote(repairs, "character", "became U+FFFD, not being valid \(name)"))
      }
    } else {
      bytes = file
    }
    textStart = bytes.bytes(0..<min(3, bytes.count)) == [0xEF, 0xBB, 0xBF] ? 3 : 0
    var offset = textStart, lines = skippedLines
    // No more lines than there are: the number may be any.
    while lines > 0, offset < bytes.count {
      lines -= 1
      while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
      let isPair = offset + 1 < bytes.count && bytes[offset] == 0x0D && bytes[offset + 1] == 0x0A
      offset = min(bytes.count, offset + (isPair ? 2 : 1))
    }
    start = offset
  }
}
