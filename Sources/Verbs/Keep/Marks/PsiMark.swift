import Charts
import Diagnostics
import Language

/// The population stability index of each column, or what each bin of one adds to it.
enum PsiMark: ChartMark {
  static let name = "psi"
  static let summary = "The population stability index of each column; of one column, by bin, or by part of the rows."
  static let examples = [
    Example(
      DriftSample.text + "now | drift before | plot psi", "All columns.",
      gives: .value(.chart, ["title": .text("Population stability of 3 columns")])),
    Example(
      DriftSample.text + "now | drift before | plot psi(half)", "The bins of one column.",
      gives: .value(.chart, ["title": .text("Population stability of half: 2.49")])),
    Example(
      DriftSample.text + "now | drift before, by: late | plot psi(half)", "One column in each part.",
      gives: .value(.chart, ["title": .text("Population stability of half by late")])),
  ]
  static let inputs = [ValueKind.drift]
  static let options: Set = [PlotVerb.top.name]
  static let parameters = [column.declaration]
  private static let column = Parameter<ColumnName?>(
    "column", default: nil, shows: "all columns", "The column whose bins are drawn.")
  /// What shifts are customarily called from there on.
  private static let limits = [(value: 0.1, label: "0.1: moderate"), (value: 0.25, label: "0.25: major")]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let wanted = call[column], top = arguments[PlotVerb.top]
    return { value, _ in
      guard let drift = value as? DriftValue else { throw NeedsData() }
      guard let wanted else {
        let own = drift.cutting.map { " by \($0)" } ?? ""
        let count = "\(drift.columns.count) column\(drift.columns.count == 1 ? "" : "s")"
        return chart(drift, drift.drifts, "Population stability of \(count)\(own)", top) { drift.name(of: $0) }
      }
      let parts = try parts(of: wanted, in: drift)
      guard let cutting = drift.cutting else { return bins(of: parts[0]) }
      return chart(drift, parts, "Population stability of \(wanted.name.text) by \(cutting)", top) {
        drift.partName($0.part) ?? ""
      }
    }
  }

  private static func chart(
    _ value: DriftValue, _ drifts: [ColumnDrift], _ title: String, _ top: Int, name: (ColumnDrift) -> String
  ) -> Chart {
    let bars = drifts.map { drift in
      let index = drift.stabilityIndex
      return DriftBar(
        name(drift), value: index ?? .nan, label: index.map(ShortNumber.text) ?? "",
        isDrifted: (index ?? 0) >= limits[1].value)
    }
    return .drift(
      bars, title: title, measure: "population stability index", limits: limits,
      counts: ("shifted majorly", "less"), top: top)
  }

  private static func bins(of drift: ColumnDrift) -> Chart {
    let index = drift.stabilityIndex.map { ": \(ShortNumber.text($0))" } ?? ""
    return .pairs(
      drift.stability.map(\.name), SampleShares("reference", drift.stability.map(\.reference)),
      SampleShares("current", drift.stability.map(\.current)),
      title: "Population stability of \(drift.column)\(index)", additions: drift.stability.map { $0.stability ?? 0 })
  }

  /// The parts of a column by its name.
  private static func parts(of column: ColumnName, in drift: DriftValue) throws -> [ColumnDrift] {
    let wanted = column.name.text
    if let found = drift.columns.first(where: { $0.name == wanted }) { return Array(found.drifts) }
    let names = drift.columns.map(\.name), near = Suggestions.nearest(to: wanted, in: names)
    throw Diagnostic(
      code: ModelCodes.mark, "no compared column is called `\(wanted)`",
      at: Label(column.name.span, "not among the \(Prose.count(names.count, "column"))"),
      help: near.first.map { "did you mean `\($0)`?" } ?? "the columns are \(Prose.names(names))",
      fixIts: near.prefix(1).map { FixIt(column.name.span, $0) })
  }
}
