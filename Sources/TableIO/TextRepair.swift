/// Distinct texts made valid UTF-8.
struct TextRepair {
  /// What becomes of bytes that are not UTF-8.
  enum Fallback {
    /// U+FFFD in place of them.
    case replacement
    /// The whole value as `\x` and two digits a byte.
    case hexadecimal
  }

  /// The texts, with what was not UTF-8 replaced.
  let texts: [[UInt8]]
  /// Whether the text of a code was not UTF-8.
  let wasBroken: [Bool]

  /// What became of texts that were not UTF-8, as the end of a sentence.
  static let sentence = "got U+FFFD in place of bytes that are not UTF-8"
  /// The same where the encoding may be another one.
  static let sentenceWithHelp = sentence + "; try `encoding: \"windows-1252\"`"
  /// What became of values that are bytes and no text.
  static let hexadecimalSentence = "of bytes that are not UTF-8 became hexadecimal: `\\x…`"

  var isNeeded: Bool { wasBroken.contains(true) }

  init(_ contents: [[UInt8]], fallback: Fallback = .replacement) {
    wasBroken = contents.map { String(validating: $0, as: UTF8.self) == nil }
    texts = zip(contents, wasBroken).map { content, isBroken in
      guard isBroken else { return content }
      switch fallback {
      case .replacement: return Array(String(decoding: content, as: UTF8.self).utf8)
      case .hexadecimal: return Array("\\x".utf8) + content.flatMap { [Self.digit($0 >> 4), Self.digit($0 & 15)] }
      }
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
