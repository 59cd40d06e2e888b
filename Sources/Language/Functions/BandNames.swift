/// What the bands between breaks are called, as `cut` and `bin` write them.
public enum BandNames {
  /// `< 25`, `[25, 35)`, …, `>= 65`; `all` where there is no break.
  public static func of(_ breaks: [Double]) -> [String] {
    guard let first = breaks.first, let last = breaks.last else { return ["all"] }
    let middle = zip(breaks, breaks.dropFirst()).map { "[\(short($0)), \(short($1)))" }
    return ["< \(short(first))"] + middle + [">= \(short(last))"]
  }

  private static func short(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : CellFormat.float(number)
  }
}
