import Columns

/// What the bands between breaks are called, as `cut` and `bin` write them.
public enum BandNames {
  /// `< 25`, `[25, 35)`, …, `>= 65`; `all` where there is no break.
  public static func of(_ breaks: [Double]) -> [String] { of(breaks.map(Cell.float)) }

  /// The same for breaks that are whole numbers or floats; a whole number is written with all its digits.
  public static func of(_ breaks: [Cell]) -> [String] {
    guard let first = breaks.first, let last = breaks.last else { return ["all"] }
    let middle = zip(breaks, breaks.dropFirst()).map { "[\(short($0)), \(short($1)))" }
    return ["< \(short(first))"] + middle + [">= \(short(last))"]
  }

  private static func short(_ number: Cell) -> String {
    if case .float(let value) = number { return self.number(value) }
    return CellFormat.plain(number)
  }

  /// A number as bands are named by it: without a decimal point where it is whole.
  public static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : CellFormat.float(value)
  }
}
