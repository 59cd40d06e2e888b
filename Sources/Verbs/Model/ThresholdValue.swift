import Columns
import Language
import Statistics

extension ValueKind {
  static let threshold = ValueKind("threshold")
}

/// The decision of least cost, beside the decisions it has to beat.
struct ThresholdValue: Value {
  let costName: String
  /// What made the scores.
  var record: TrainingRecord?
  private let curves: CostCurves
  private let best: Int

  init(_ curves: CostCurves, costName: String) {
    (self.curves, self.costName) = (curves, costName)
    best = curves.pooled.bestIndex ?? curves.pooled.grantEveryoneIndex
  }

  var kind: ValueKind { .threshold }
  /// Clients who score at least this are refused.
  var threshold: Cell { .float(curves.pooled.thresholds[best]) }
  var cost: Cell { Cell(number: curves.pooled.totals[best]) }
  var thresholdText: String { CellFormat.plain(threshold) }

  /// Whether the best decision is the same for all clients, so that the scores do not help.
  var sameForEveryone: String? {
    if best == curves.pooled.grantEveryoneIndex { return "granting" }
    return best == curves.pooled.refuseEveryoneIndex ? "refusing" : nil
  }

  var fields: [(name: String, cell: Cell)] {
    let names = table.schema.names.dropFirst()
    let own = names.map { (name: $0, cell: table[0, $0] ?? .null) }
    return own + [
      ("grant_everyone", Cell(number: curves.pooled.totals[curves.pooled.grantEveryoneIndex])),
      ("refuse_everyone", Cell(number: curves.pooled.totals[curves.pooled.refuseEveryoneIndex])),
    ]
  }

  var presentation: Presentation {
    var facts = [("cost", costName), ("refuse from", thresholdText)]
    if let low = curves.bestOfFolds.min(), let high = curves.bestOfFolds.max() {
      facts.append(("best in each fold", "\(CellFormat.float(low)) to \(CellFormat.float(high))"))
    }
    return Presentation(facts: facts, tables: [(nil, table)])
  }

  var contents: [(name: String, table: Table)] {
    [("decisions", table), ("folds", Table([("threshold", Column(doubles: curves.bestOfFolds))]))]
  }

  /// A row for each decision: the best one, the usual one, and the two that need no model.
  var table: Table {
    let curve = curves.pooled
    let half = curve.ranked.index(ofThreshold: 0.5)
    let rows = [
      ("best", best, curve.thresholds[best]), ("at 0.5", half, 0.5),
      ("grant everyone", curve.grantEveryoneIndex, nil), ("refuse everyone", curve.refuseEveryoneIndex, nil),
    ] as [(String, Int, Double?)]
    let confusions = rows.map { curve.confusion(at: $0.1) }
    let clients = Double(max(1, curve.rows))
    func counts(_ count: (Confusion) -> Int) -> Column { Column(ints: confusions.map { Int64(count($0)) }) }
    return Table([
      ("decision", Column(texts: rows.map(\.0))), ("threshold", Column(floats: rows.map(\.2))),
      ("cost", Column(doubles: rows.map { curve.totals[$0.1] })),
      ("cost_per_client", Column(doubles: rows.map { curve.totals[$0.1] / clients })),
      ("gain", Column(floats: rows.map { curve.normalisedGain(at: $0.1) })),
      ("tp", counts(\.truePositives)), ("fp", counts(\.falsePositives)),
      ("fn", counts(\.falseNegatives)), ("tn", counts(\.trueNegatives)),
    ])
  }
}
