import Columns
import Language
import Statistics

extension ValueKind {
  static let threshold = ValueKind("threshold", mainTable: "its decisions, a row each")
}

/// The decision of least cost, beside the decisions it has to beat.
struct ThresholdValue: Value {
  let costName: String
  /// What made the scores.
  var record: TrainingRecord?
  /// What the decisions cost when the clients are drawn again and again, where that was asked for.
  var intervals: CostIntervals?
  /// The metrics of the scores where the best decision is taken: of all together, and of each fold.
  var decided: (pooled: Evaluation, folds: [Evaluation])?
  private let curves: CostCurves
  private let best: Int

  init(_ curves: CostCurves, costName: String) {
    (self.curves, self.costName) = (curves, costName)
    best = curves.best ?? curves.pooled.grantEveryoneIndex
  }

  var kind: ValueKind { .threshold }
  /// Clients who score at least this are refused.
  var threshold: Cell { .float(curves.pooled.thresholds[best]) }
  var cost: Cell { Cell(number: curves.pooled.totals[best]) }
  var thresholdText: String { CellFormat.plain(threshold) }

  /// `53120 from 0.083 on, 54000 at thresholds of other folds`
  var costText: String {
    "\(cost.brief) from \(threshold.brief) on, \(honestCost.brief) at thresholds of other folds"
  }

  /// Whether the best decision is the same for all clients, so that the scores do not help.
  var sameForEveryone: String? {
    if best == curves.pooled.grantEveryoneIndex { return "granting" }
    return best == curves.pooled.refuseEveryoneIndex ? "refusing" : nil
  }

  var fields: [(name: String, cell: Cell)] {
    func cells(_ row: Int, _ names: some Sequence<String>, _ prefix: String) -> [(name: String, cell: Cell)] {
      names.map { (name: prefix + $0, cell: table[row, $0] ?? .null) }
    }
    let thresholds = curves.honest.thresholds.compactMap { $0 }
    let range = thresholds.count == curves.folds.count ? (thresholds.min(), thresholds.max()) : (nil, nil)
    return cells(0, table.schema.names.dropFirst(), "")
      + cells(1, ["cost", "low", "high", "cost_per_client", "gain"], "honest_")
      + [
        ("honest_threshold_low", Cell(number: range.0)), ("honest_threshold_high", Cell(number: range.1)),
        ("refused", Cell(number: refusedShare)),
        ("grant_everyone", Cell(number: curves.pooled.totals[curves.pooled.grantEveryoneIndex])),
        ("refuse_everyone", Cell(number: curves.pooled.totals[curves.pooled.refuseEveryoneIndex])),
      ] + (intervals?.fields ?? [])
  }

  /// What granting everyone costs, for a line; nil where that has no value.
  var grantEveryone: String? {
    let cost = Cell(number: curves.pooled.totals[curves.pooled.grantEveryoneIndex])
    return cost == .null ? nil : cost.brief
  }

  /// From which score on clients are refused; infinite where granting everyone is best.
  var cutOff: Double { best == curves.pooled.grantEveryoneIndex ? .infinity : curves.pooled.thresholds[best] }

  /// The share of clients that the best decision refuses.
  private var refusedShare: Double {
    let confusion = curves.pooled.confusion(at: best)
    return Double(confusion.truePositives + confusion.falsePositives) / Double(max(1, curves.pooled.rows))
  }

  /// The share of what perfect decisions would gain over granting everyone.
  var gain: Cell { table[0, "gain"] ?? .null }

  /// What the decisions cost at thresholds chosen on the other folds; null where that has no value.
  var honestCost: Cell { Cell(number: curves.honestTotal) }

  /// What to say where choosing on other rows tells another story than the best cost; nil where it tells the same.
  var caution: String? {
    let grant = curves.pooled.totals[curves.pooled.grantEveryoneIndex]
    guard let honest = curves.honestTotal else {
      return "at thresholds chosen on the other folds the cost has no value, so that nothing confirms the best one"
    }
    guard sameForEveryone == nil, curves.pooled.totals[best] < grant, honest >= grant else { return nil }
    return "at thresholds chosen on the other folds the cost is \(CellFormat.float(honest)), no less than granting "
      + "everyone (\(CellFormat.float(grant))): the best cost may be chance"
  }

  var presentation: Presentation {
    var facts = [("cost", costName), ("refuse from", thresholdText)]
    if let range = Self.range(curves.bestOfFolds) { facts.append(("best in each fold", range)) }
    if let range = Self.range(curves.honest.thresholds.compactMap { $0 }) {
      facts.append(("best on the other folds", range))
    }
    if let capacity = curves.capacity {
      let shares = [capacity, refusedShare].map { "\(Cell(number: $0 * 100).brief) %" }
      facts.append(("refuse at most", "\(shares[0]), and \(shares[1]) are"))
    }
    return Presentation(facts: facts + (intervals?.facts ?? []), tables: [(nil, table)])
  }

  private static func range(_ thresholds: [Double]) -> String? {
    guard let low = thresholds.min(), let high = thresholds.max() else { return nil }
    func text(_ threshold: Double) -> String { threshold.isFinite ? CellFormat.float(threshold) : "granting everyone" }
    return low == high ? text(low) : "\(text(low)) to \(text(high))"
  }

  var mainTable: Table? { contents[0].table }
  var contents: [(name: String, table: Table)] { [("decisions", table), ("folds", foldTable)] }

  /// A row for each fold: its own best threshold, the best on the other folds, and what that costs in the fold.
  private var foldTable: Table {
    let best = curves.folds.map { fold in curves.best(ofFold: fold).map { fold.thresholds[$0] } }
    return Table([
      ("fold", Column(ints: curves.folds.indices.map { Int64($0 + 1) })),
      ("rows", Column(ints: curves.folds.map { Int64($0.rows) })), ("threshold", Column(floats: best)),
      ("others_threshold", Column(floats: curves.honest.thresholds)), ("cost", Column(floats: curves.honest.totals)),
    ])
  }

  /// One decision, or what several came to together.
  private struct Decision {
    let name: String
    let threshold: Double?
    let cost: Double?
    /// The cost of each fold.
    let ofFolds: [Double?]
    let confusion: Confusion?
  }

  /// The best decision, what comes of thresholds chosen on other rows, the usual one, and the two that need no model.
  private var decisions: [Decision] {
    let curve = curves.pooled
    func decision(_ name: String, _ index: Int, shown: Double?, at threshold: Double) -> Decision {
      Decision(
        name: name, threshold: shown, cost: curve.totals[index],
        ofFolds: curves.folds.map { $0.total(atThreshold: threshold) }, confusion: curve.confusion(at: index))
    }
    let (grant, refuse, top) = (curve.grantEveryoneIndex, curve.refuseEveryoneIndex, curve.thresholds[best])
    return [
      decision("best", best, shown: top, at: best == grant ? .infinity : top),
      Decision(
        name: "chosen on other folds", threshold: nil, cost: curves.honestTotal, ofFolds: curves.honest.totals,
        confusion: curves.honest.confusion),
      decision("at 0.5", curve.ranked.index(ofThreshold: 0.5), shown: 0.5, at: 0.5),
      decision("grant everyone", grant, shown: nil, at: .infinity),
      decision("refuse everyone", refuse, shown: nil, at: -.infinity),
    ]
  }

  /// A row for each decision; `low` and `high` are the cheapest and the dearest fold, as if it had all rows.
  var table: Table {
    let decisions = decisions, curve = curves.pooled
    let clients = Double(max(1, curve.rows))
    let folds = decisions.map { curves.scaled($0.ofFolds).compactMap { $0.flatMap { $0.isFinite ? $0 : nil } } }
    func counts(_ count: (Confusion) -> Int) -> Column {
      Column(ints: decisions.map { $0.confusion.map { Int64(count($0)) } })
    }
    return Table([
      ("decision", Column(texts: decisions.map(\.name))), ("threshold", Column(floats: decisions.map(\.threshold))),
      ("cost", Column(floats: decisions.map(\.cost))),
      ("low", Column(floats: folds.map { $0.min() })), ("high", Column(floats: folds.map { $0.max() })),
      ("cost_per_client", Column(floats: decisions.map { $0.cost.map { $0 / clients } })),
      ("gain", Column(floats: decisions.map { $0.cost.flatMap { curve.normalisedGain(of: $0) } })),
      ("tp", counts(\.truePositives)), ("fp", counts(\.falsePositives)),
      ("fn", counts(\.falseNegatives)), ("tn", counts(\.trueNegatives)),
    ])
  }
}
