import Columns
import Language

extension Scorecard {
  /// The points of a row as an expression of SQL: a sum of `CASE`s over the raw columns, in the order of the model.
  ///
  /// Numbers have an exponent, which makes them doubles and no decimals: a bound is the same number as here.
  var sql: String {
    let base = """
      -- Points of a scorecard for \(Self.comment(target)): the base, and what each column adds.
      -- \(Self.comment(scaleText))
      -- NaN is no number here and has to be NULL before.
      \(number(model.basePoints))
      """
    return ([base] + features.map { "+ " + sql($0) }).joined(separator: "\n") + "\n"
  }

  /// `600 points at odds of 19 to 1; 20 points more double the odds`
  var scaleText: String {
    func text(_ number: Double) -> String { BandNames.number(number) }
    let scale = model.scale
    return "\(text(scale.base)) points at odds of \(text(scale.odds)) good to 1 bad; \(text(scale.pdo)) points more "
      + "double the odds" + (isReweighted ? " of rows whose classes were weighed: they rank, and are no odds" : "")
      + (isCalibrated ? ", before the model's calibration" : "")
  }

  private func sql(_ feature: Feature) -> String {
    let name = "\"" + feature.name.replacing("\"", with: "\"\"") + "\""
    var cases = ["WHEN \(name) IS NULL THEN \(number(feature.missing))"]
    for (place, special) in feature.bands.specials.enumerated() {
      cases.append("WHEN \(name) = \(Self.double(special)) THEN \(number(feature.special(place)))")
    }
    if let levels = feature.bands.levels {
      for (group, points) in zip(levels, feature.points) {
        cases.append("WHEN \(name) IN (\(group.map(Self.literal).joined(separator: ", "))) THEN \(number(points))")
      }
      cases.append("ELSE \(number(feature.unseen))")
    } else {
      for (bound, points) in zip(feature.bands.breaks, feature.points) {
        cases.append("WHEN \(name) < \(Self.double(bound)) THEN \(number(points))")
      }
      cases.append("ELSE \(number(feature.points[feature.bands.breaks.count]))")
    }
    return (["CASE"] + cases.map { "  " + $0 } + ["END"]).joined(separator: "\n")
  }

  /// Points: whole numbers where they are rounded.
  private func number(_ points: Double) -> String {
    let text = model.isRounded ? String(Int64(points)) : Self.double(points)
    return points < 0 ? "(\(text))" : text
  }

  /// A double as SQL has it: `2.925E1`; where doubles are whole numbers far apart, as one, for columns of those.
  private static func double(_ value: Double) -> String {
    if abs(value) >= 0x1p53, let whole = Int64(exactly: value) { return String(whole) }
    let text = CellFormat.float(value)
    if let mark = text.firstIndex(of: "e") { return text[..<mark] + "E" + text[text.index(after: mark)...] }
    return text + "E0"
  }

  private static func literal(_ cell: Cell) -> String {
    if case .bool(let value) = cell { return value ? "TRUE" : "FALSE" }
    return "'" + CellFormat.plain(cell).replacing("'", with: "''") + "'"
  }

  /// Text that stays in its line.
  private static func comment(_ text: String) -> String { text.replacing("\n", with: " ").replacing("\r", with: " ") }
}
