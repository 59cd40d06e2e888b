import Kernels

/// How the characters of a field become a value.
struct FieldRules: Sendable {
  enum Value: Equatable {
    case null
    case bool(Bool)
    case int(Int64)
    case hugeInt(Double)
    /// Not finite for `inf`, `nan` and numbers beyond the largest double.
    case float(Double)
    case date(Int64)
    case datetime(Int64)
    case text
  }

  /// What becomes of numbers that no float is, as the end of a sentence.
  static let nonFiniteSentence = "became null, being nan, infinite or beyond the largest float"

  private let nulls: Set<[UInt8]>
  private let decimal: [UInt8]
  private let thousands: [UInt8]?
  /// Whether an empty field in quotes is an empty text where the column is one of texts.
  var keepsEmptyTexts = false
  /// Whether numbers are written plainly and none stands for null, so that the fast readers of numbers apply.
  let isPlain: Bool

  init(_ options: CSVOptions) {
    nulls = Set(options.nulls.map { Array($0.utf8) })
    decimal = Array(String(options.decimal ?? ".").utf8)
    thousands = options.thousands.map { Array(String($0).utf8) }
    isPlain = decimal == [UInt8(ascii: ".")] && thousands == nil
      && nulls.allSatisfy { DecimalParser.parse($0) == .none || DecimalParser.parse($0) == .word }
  }

  func isNull(_ bytes: [UInt8]) -> Bool { bytes.isEmpty || nulls.contains(bytes) }
  var hasNullTexts: Bool { !nulls.isEmpty }

  func value(_ bytes: [UInt8]) -> Value {
    if isNull(bytes) { return .null }
    switch number(bytes) {
    case .integer(let value): return .int(value)
    case .hugeInteger(let value): return .hugeInt(value)
    case .float(let value): return .float(value)
    case .word: return .float(.nan)
    case .none: break
    }
    if let truth = FieldRules.truths[bytes] { return .bool(truth) }
    if let days = CalendarParser.days(bytes) { return .date(days) }
    if let micros = CalendarParser.microseconds(bytes) { return .datetime(micros) }
    return .text
  }

  /// The number in some characters; spaces around it do not matter.
  private func number(_ bytes: [UInt8]) -> ParsedNumber {
    let space = UInt8(ascii: " ")
    var digits = Array(bytes.trimmingPrefix { $0 == space })
    while digits.last == space { digits.removeLast() }
    // Only digits, signs, points and the words for what is not finite start a number.
    guard let first = digits.first,
      first < 0x3A || first | 0x20 == UInt8(ascii: "n") || first | 0x20 == UInt8(ascii: "i")
    else { return .none }
    if let thousands { digits = replacing(thousands, in: digits, by: []) }
    if decimal != [UInt8(ascii: ".")] {
      guard !digits.contains(UInt8(ascii: ".")) else { return .none }
      digits = replacing(decimal, in: digits, by: [UInt8(ascii: ".")])
    }
    return DecimalParser.parse(digits)
  }

  private func replacing(_ old: [UInt8], in bytes: [UInt8], by new: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [], rest = bytes[...]
    while let byte = rest.first {
      if rest.starts(with: old) {
        out += new
        rest = rest.dropFirst(old.count)
      } else {
        out.append(byte)
        rest = rest.dropFirst()
      }
    }
    return out
  }

  private static let truths: [[UInt8]: Bool] = Dictionary(
    uniqueKeysWithValues: ["true", "True", "TRUE", "false", "False", "FALSE"].map { word in
      (Array(word.utf8), word.count == 4)
    })
}
