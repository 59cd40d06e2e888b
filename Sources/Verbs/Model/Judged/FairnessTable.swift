import Columns
import Diagnostics
import Language
import Statistics

/// The result of `fairness`: a row for each measure and group.
struct FairnessTable {
  private static let fourFifths = 0.8

  private struct Figure {
    let measure: String
    let group: Int
    let rows: Int
    var value: Double?
    var interval: ClosedRange<Double>?
    var comparison: ShareComparison?
    var isReference = false
    var note: String?
  }

  private let decisions: GroupDecisions
  private let fewest: Int
  private let figures: [Figure]

  init(_ decisions: GroupDecisions, fewest: Int) {
    (self.decisions, self.fewest) = (decisions, fewest)
    let confusions = (0..<decisions.groups.count).map(decisions.decisions)
    figures = FairnessMeasure.allCases.flatMap { measure in
      Self.compared(measure, confusions.map(measure.share), fewest: fewest)
    } + Self.rates(confusions, fewest: fewest) + Self.gaps(decisions, fewest: fewest)
  }

  private static func compared(_ measure: FairnessMeasure, _ shares: [Share], fewest: Int) -> [Figure] {
    let reference = GroupDecisions.reference(shares, fewest: fewest)
    return shares.enumerated().map { group, share in
      guard share.rows >= max(1, fewest) else { return few(measure.rawValue, group, share.rows, fewest) }
      var figure = Figure(
        measure: measure.rawValue, group: group, rows: share.rows, value: share.value, interval: share.interval)
      guard let reference else {
        figure.note = "no other group to compare with"
        return figure
      }
      figure.comparison = ShareComparison(share, to: shares[reference])
      figure.isReference = group == reference
      figure.note = figure.isReference ? "the reference" : note(measure, figure.comparison)
      return figure
    }
  }

  /// Whether a selection rate is below four fifths, and whether that is sure.
  private static func note(_ measure: FairnessMeasure, _ comparison: ShareComparison?) -> String? {
    guard measure == .selectionRate, let comparison, let ratio = comparison.ratio, ratio < fourFifths
    else { return nil }
    let isSure = comparison.ratioInterval.map { $0.upperBound < fourFifths } ?? false
    return isSure ? "below four fifths" : "below four fifths, which chance may explain"
  }

  private static func rates(_ confusions: [Confusion], fewest: Int) -> [Figure] {
    confusions.enumerated().map { group, confusion in
      let share = Share(confusion.positives, of: confusion.rows)
      guard share.rows >= max(1, fewest) else { return few("default_rate", group, share.rows, fewest) }
      return Figure(
        measure: "default_rate", group: group, rows: share.rows, value: share.value, interval: share.interval)
    }
  }

  /// What happened less what was to be expected, with the interval of what happened.
  private static func gaps(_ decisions: GroupDecisions, fewest: Int) -> [Figure] {
    let measure = "calibration_gap", obstacle = decisions.rows.obstacle
    return decisions.groups.rows.enumerated().map { group, rows in
      guard rows.count >= max(1, fewest) else { return few(measure, group, rows.count, fewest) }
      if let obstacle { return Figure(measure: measure, group: group, rows: rows.count, note: obstacle) }
      let share = Share(rows.count { decisions.rows.labels[$0] == 1 }, of: rows.count)
      let mean = PairwiseSummation.sum(decisions.rows.scores(of: rows)) / Double(rows.count)
      return Figure(
        measure: measure, group: group, rows: rows.count, value: share.value.map { $0 - mean },
        interval: share.interval.map { $0.lowerBound - mean...$0.upperBound - mean })
    }
  }

  private static func few(_ measure: String, _ group: Int, _ rows: Int, _ fewest: Int) -> Figure {
    Figure(measure: measure, group: group, rows: rows, note: "\(Prose.count(rows, "row")), fewer than \(fewest)")
  }

  /// Who is accepted, and how far the selection rates are apart.
  var summary: String {
    let accepted = decisions.cut.isFinite
      ? "accepted is who scores below \(Cell(number: decisions.cut).brief)" : "everyone is accepted"
    let rates = figures.filter { $0.measure == FairnessMeasure.selectionRate.rawValue }
    guard let reference = rates.first(where: \.isReference),
      let least = rates.filter({ !$0.isReference && $0.comparison?.ratio != nil })
        .min(by: { ($0.comparison?.ratio ?? 0) < ($1.comparison?.ratio ?? 0) })
    else {
      let isNobody = rates.contains { $0.value != nil } && rates.allSatisfy { ($0.value ?? 0) == 0 }
      return accepted
        + (isNobody ? "; nobody is, in any group" : "; there are no two groups of \(fewest) rows to compare")
    }
    let groups = decisions.groups, ratio = Cell(number: least.comparison?.ratio).brief
    return "\(accepted); selection rates of \(groups.name(of: least.group)) and "
      + "\(groups.name(of: reference.group)) have the ratio \(ratio)" + (least.note.map { ", \($0)" } ?? "")
  }

  var table: Table {
    func floats(_ value: (Figure) -> Double?) -> Column { Column(floats: figures.map(value)) }
    /// The interval of a comparison, which the reference has with none.
    func ends(_ end: (ShareComparison) -> Double?) -> Column {
      floats { figure in figure.isReference ? nil : figure.comparison.flatMap(end) }
    }
    return Table([
      ("measure", Column(texts: figures.map(\.measure))),
      ("group", Column(texts: figures.map { decisions.groups.name(of: $0.group) })),
      ("rows", Column(ints: figures.map { Int64($0.rows) })), ("value", floats(\.value)),
      ("low", floats { $0.interval?.lowerBound }), ("high", floats { $0.interval?.upperBound }),
      ("ratio", floats { $0.comparison?.ratio }), ("ratio_low", ends { $0.ratioInterval?.lowerBound }),
      ("ratio_high", ends { $0.ratioInterval?.upperBound }), ("difference", floats { $0.comparison?.difference }),
      ("difference_low", ends(\.differenceInterval.lowerBound)),
      ("difference_high", ends(\.differenceInterval.upperBound)), ("note", Column(texts: figures.map(\.note))),
    ])
  }
}
