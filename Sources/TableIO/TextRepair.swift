/// Distinct texts made valid UTF-8.
struct TextRepair {
  /// The texts, with U+FFFD in place of what was not UTF-8.
  let texts: [[UInt8]]
  /// Whether the text of a code was not UTF-8.
  let wasBroken: [Bool]

  /// What became of texts that were not UTF-8, as the end of a sentence.
  static let sentence = "got U+FFFD in place of bytes that are not UTF-8"
  /// The same where the encoding may be another one.
  static let sentenceWithHelp = sentence + "; try `encoding: \"windows-1252\"`"

  var isNeeded: Bool { wasBroken.contains(true) }

  init(_ contents: [[UInt8]]) {
    wasBroken = contents.map { String(validating: $0, as: UTF8.self) == nil }
    texts = zip(contents, wasBroken).map { content, isBroken in
      isBroken ? Array(String(decoding: content, as: UTF8.self).utf8) : content
    }
  }
}
