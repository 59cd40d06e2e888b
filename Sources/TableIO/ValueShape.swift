/// What fields look like that hardly are names: fractions, dates and times in any order of their parts.
enum ValueShape: Equatable {
  case fraction
  /// Digits with marks between: the marks, as in `//` of 31/01/2024.
  case marks([UInt8])

  /// Nil for a field that may be a name.
  init?(_ field: [UInt8], _ rules: FieldRules) {
    switch rules.value(field) {
    case .float(let value)
    where value.isFinite && field.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }:
      self = .fraction
      return
    case .int, .hugeInt, .float, .null: return nil
    default: break
    }
    let marks = field.filter { !($0 &- 0x30 < 10) }
    guard (1...7).contains(marks.count), field.count - marks.count >= 3, field.first.map({ $0 &- 0x30 < 10 }) == true,
      marks.allSatisfy({ "-/.: TZ+".utf8.contains($0) })
    else { return nil }
    self = .marks(marks)
  }
}
