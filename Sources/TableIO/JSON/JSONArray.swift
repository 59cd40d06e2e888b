import Kernels

/// One array of objects, `[{…}, {…}]`, made into lines of objects.
struct JSONArray {
  private var text: [UInt8]
  private var offset: Int

  /// A text of the same length in which each object has a line, so that its offsets are those of the source; nil where
  /// the source does not start with `[`.
  /// - Throws: ``JSONFault`` where commas or the bracket are missing; whatever `checkCancelled` throws.
  static func lines(of source: ByteSource, checkCancelled: () throws -> Void) throws -> FileBytes? {
    var offset = source.start
    while offset < source.bytes.count, JSONArray.isSpace(source.bytes[offset]) { offset += 1 }
    guard offset < source.bytes.count, source.bytes[offset] == UInt8(ascii: "[") else { return nil }
    var array = JSONArray(text: source.bytes.bytes(0..<source.bytes.count), offset: offset)
    try array.rewrite(checkCancelled)
    return FileBytes(array.text)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private mutating func rewrite(_ checkCancelled: () throws -> Void) throws {
    let opening = offset
    text[offset] = 0x20
    offset += 1
    var depth = 1, awaitsElement = true, isFirst = true
    while depth > 0 {
      if offset % (1 << 20) == 0 { try checkCancelled() }
      guard offset < text.count else { throw JSONFault(offset: opening, sentence: "this array is never closed") }
      let byte = text[offset]
      switch byte {
      case UInt8(ascii: "\""):
        try skipString()
        awaitsElement = false
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        awaitsElement = false
      case UInt8(ascii: "}"): depth = max(1, depth - 1)
      case UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 {
          if awaitsElement, !isFirst { throw missingElement() }
          text[offset] = 0x20
        }
      case UInt8(ascii: ",") where depth == 1:
        if awaitsElement { throw missingElement() }
        text[offset] = 0x0A
        (awaitsElement, isFirst) = (true, false)
      case 0x0A, 0x0D: text[offset] = 0x20
      case 0x20, 0x09: break
      default: awaitsElement = false
      }
      offset += 1
    }
    while offset < text.count, JSONArray.isSpace(text[offset]) { offset += 1 }
    guard offset >= text.count else { throw JSONFault(offset: offset, sentence: "nothing may follow the array") }
  }

  private func missingElement() -> JSONFault {
    JSONFault(offset: offset, sentence: "an object is missing in front of this")
  }

  /// Goes to the closing quote.
  private mutating func skipString() throws(JSONFault) {
    let opening = offset
    repeat {
      offset += text[offset] == UInt8(ascii: "\\") ? 2 : 1
      guard offset < text.count, text[offset] != 0x0A else {
        throw JSONFault(offset: opening, sentence: "this quote is not closed on its line")
      }
    } while text[offset] != UInt8(ascii: "\"")
  }
}
