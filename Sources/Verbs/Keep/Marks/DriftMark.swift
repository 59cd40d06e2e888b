import Charts
import Foundation
import Language

/// How far each column has moved from the reference.
enum DriftMark: ChartMark {
  static let name = "drift"
  static let summary = "How far each column has moved from the reference of `drift`, the furthest on top."
  static let examples = [
    Example(
      DriftSample.text + "now | drift before | plot drift, top: 5", "The furthest on top.",
      gives: .value(.chart, ["title": .text("Drift of 3 columns")])),
    Example(
      DriftSample.text + "now | drift before, method: wasserstein, by: late | plot drift", "Each part of the rows.",
      gives: .value(.chart, ["title": .text("Drift of 2 columns by late")])),
  ]
  static let inputs = [ValueKind.drift]
  static let options: Set = [PlotVerb.top.name]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let top = arguments[PlotVerb.top]
    return { value, _ in
      guard let drift = value as? DriftValue else { throw NeedsData() }
      return drift.chart(top: top)
    }
  }
}

/// Two small tables, for examples.
enum DriftSample {
  static let text = "before = range 400 | derive { half = n / 2, late = n % 4 == 0 }\n"
    + "now = range 400 | derive { half = n / 2 + 60, late = n % 3 == 0 }\n"
}

extension DriftValue {
  /// Adjusted p-values below this look the same.
  private static let leastP = 1e-20

  /// `half, yes`
  func name(of drift: ColumnDrift) -> String { drift.column + (partName(drift.part).map { ", \($0)" } ?? "") }

  /// The distances of all columns with their threshold; where tests decide about some, their p-values.
  func chart(top: Int) -> Chart {
    let title = "Drift of \(columns.count) column\(columns.count == 1 ? "" : "s")" + (cutting.map { " by \($0)" } ?? "")
    let areDistances = drifts.allSatisfy { $0.method?.isTest != true }
    let bars = drifts.map { drift in
      let own = areDistances ? drift.statistic : drift.adjusted.map { -log10(max(Self.leastP, $0)) }
      return DriftBar(
        name(of: drift), value: own ?? .nan, label: drift.statistic.map(ShortNumber.text) ?? "",
        isDrifted: drift.verdict == .drifted)
    }
    let (measure, limit, label) = areDistances
      ? ("distance", settings.threshold, "threshold \(ShortNumber.text(settings.threshold))")
      : ("−log₁₀ of the adjusted p-value", -log10(max(Self.leastP, settings.alpha)),
         "p = \(ShortNumber.text(settings.alpha))")
    var chart = Chart.drift(bars, title: title, measure: measure, limits: [(limit, label)], top: top)
    if !areDistances { chart.notes.append("At the bars: the statistic of each column.") }
    return chart
  }
}
