import Columns
import Kernels

/// What to say of a column of text that looks like numbers but for a few values or a mark.
struct TextHint {
  private let rules: FieldRules
  /// Other ways of writing numbers, with the options that read them; none where the caller chose one.
  private let alternatives: [(rules: FieldRules, option: String, isGrouped: Bool)]

  /// How many distinct texts are looked at, and how many of them may be something else than numbers.
  private static let sampledTexts = 1000
  private static let exceptions = 3

  init(_ options: CSVOptions) {
    rules = FieldRules(options)
    guard options.decimal ?? "." == ".", options.thousands == nil else {
      alternatives = []
      return
    }
    let ways: [(decimal: Character, thousands: Character?, option: String)] = [
      (".", ",", "`thousands: \",\"`"), (",", nil, "`decimal: \",\"`"),
      (",", ".", "`decimal: \",\", thousands: \".\"`"),
    ]
    alternatives = ways.map { way in
      var other = options
      (other.decimal, other.thousands) = (way.decimal, way.thousands)
      return (FieldRules(other), way.option, way.decimal == ".")
    }
  }

  /// The sentence for a column's distinct texts, in order of first appearance; nil for what is text indeed.
  func sentence(_ texts: [String], name: String) -> String? {
    // Files that were put together have the names in the middle.
    let isRepeated = texts.contains(name)
    let sample = texts.prefix(TextHint.sampledTexts).filter { $0 != name }
    guard !sample.isEmpty else { return nil }
    guard let sentence = sentence(sample) else { return isRepeated ? nil : TextHint.dialectSentence(texts, name) }
    return isRepeated ? "\(sentence); a row repeats the header" : sentence
  }

  /// What texts mean in the files of other programs, with what reads them so.
  private static func dialectSentence(_ texts: [String], _ name: String) -> String? {
    if texts.count <= 2, Set(texts).isSubset(of: ["t", "f"]) {
      return "holds t and f, as PostgreSQL writes yes and no; `derive \(name) = \(name) == \"t\"` makes them so"
    }
    for null in ["\\N", "NA", "."] where texts.contains(null) {
      let literal = null == "\\N" ? "\\\\N" : null
      return "holds \"\(literal)\"; say `nulls: [\"\(literal)\"]` if that stands for null"
    }
    let sample = texts.prefix(sampledTexts)
    if sample.allSatisfy({ $0.utf8.count == 9 && $0.utf8.dropFirst(2).prefix(3).allSatisfy { $0 | 0x20 >= 0x61 } }),
      sample.allSatisfy({ text in (Array(text.utf8.prefix(2)) + text.utf8.suffix(4)).allSatisfy { $0 &- 0x30 < 10 } })
    { return "holds dates as SAS writes them; `derive \(name) = date(\(name), format: \"%d%b%Y\")` reads them" }
    return nil
  }

  private func sentence(_ sample: [String]) -> String? {
    let others = sample.filter { !TextHint.isNumber($0, rules) }
    if others.isEmpty { return "is text, though its values are numbers" }
    if others.count * 2 <= sample.count - others.count, others.count <= TextHint.exceptions {
      let list = others.map { $0.debugDescription }.joined(separator: ", ")
      return "is text because of \(list); say `nulls: [\(list)]` if that stands for null"
    }
    let fitting = alternatives.first { way in
      sample.allSatisfy { TextHint.isNumber($0, way.rules) && (!way.isGrouped || TextHint.isGrouped($0)) }
    }
    return fitting.map { "is text; with \($0.option) its values are numbers" }
  }

  private static func isNumber(_ text: String, _ rules: FieldRules) -> Bool {
    switch rules.value(Array(text.utf8)) {
    case .int, .hugeInt: true
    case .float(let value): !value.isNaN
    default: false
    }
  }

  /// Whether three digits follow each comma.
  private static func isGrouped(_ text: String) -> Bool {
    let parts: [ArraySlice<UInt8>] = Array(text.utf8).split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return parts.dropFirst().allSatisfy { part in part.prefix { $0 &- UInt8(ascii: "0") < 10 }.count == 3 }
  }
}
