/// What kind of values a column holds.
public enum ColumnType: String, Sendable, CaseIterable, Codable {
  case int, float, text, bool, date, datetime

  /// Whether the values are numbers: `@num` selects `int` and `float`.
  public var isNumeric: Bool { self == .int || self == .float }
}
