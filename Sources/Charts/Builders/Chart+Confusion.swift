/// The four counts of a decision, and optionally what the clients in each cell cost together.
public struct ConfusionCounts: Sendable, Equatable {
  /// Good clients that were granted.
  public var trueNegatives: Int
  /// Good clients that were refused.
  public var falsePositives: Int
  /// Bad clients that were granted.
  public var falseNegatives: Int
  /// Bad clients that were refused.
  public var truePositives: Int

  /// The four counts of a decision.
  public init(trueNegatives: Int, falsePositives: Int, falseNegatives: Int, truePositives: Int) {
    (self.trueNegatives, self.falsePositives) = (trueNegatives, falsePositives)
    (self.falseNegatives, self.truePositives) = (falseNegatives, truePositives)
  }
}

/// Costs per cell of a confusion matrix, as totals.
public struct ConfusionCosts: Sendable, Equatable {
  /// What the good clients cost that were granted; a gain is negative.
  public var trueNegatives: Double
  /// What the good clients cost that were refused.
  public var falsePositives: Double
  /// What the bad clients cost that were granted.
  public var falseNegatives: Double
  /// What the bad clients cost that were refused.
  public var truePositives: Double

  /// The costs of the four outcomes, all clients together.
  public init(trueNegatives: Double = 0, falsePositives: Double, falseNegatives: Double, truePositives: Double = 0) {
    (self.trueNegatives, self.falsePositives) = (trueNegatives, falsePositives)
    (self.falseNegatives, self.truePositives) = (falseNegatives, truePositives)
  }
}

extension Chart {
  /// A 2 × 2 matrix of what happened (rows) against what was decided (columns).
  ///
  /// - Parameters:
  ///   - threshold: refused from this score on; stands in the subtitle.
  ///   - costs: written into the cells where given.
  ///   - unit: of the costs.
  ///   - actual: the names of the negative and the positive class.
  ///   - decided: the names of the decision for rows under and from the threshold on.
  public static func confusion(
    _ counts: ConfusionCounts, threshold: Double? = nil, costs: ConfusionCosts? = nil, unit: String? = nil,
    actual: (String, String) = ("repaid (0)", "defaulted (1)"), decided: (String, String) = ("granted", "refused")
  ) -> Chart {
    let table = [
      [counts.trueNegatives, counts.falsePositives], [counts.falseNegatives, counts.truePositives],
    ]
    let money = costs.map {
      [[$0.trueNegatives, $0.falsePositives], [$0.falseNegatives, $0.truePositives]]
    }
    let names = [["true negatives", "false positives"], ["false negatives", "true positives"]]
    var cells: [CellMark.Cell] = []
    for row in 0...1 {
      let total = table[row][0] + table[row][1]
      for column in 0...1 {
        let share = total > 0 ? Double(table[row][column]) / Double(total) : 0
        var text = [NumberText.count(table[row][column])]
        text.append((total > 0 ? NumberText.percent(share) : "–") + " of row")
        if let money { text.append(costText(money[row][column], unit: unit)) }
        text.append(names[row][column])
        cells.append(
          CellMark.Cell(row: row, column: column, fill: Palette.sequential(share), strength: share * 0.9, text: text))
      }
    }
    let rows = table.joined().reduce(0, +)
    let cut = threshold.map { "refused from score \(NumberText.value($0)) on; " } ?? ""
    var chart = Chart(
      title: "Confusion matrix", subtitle: cut + NumberText.count(rows) + " clients",
      summary: confusionSummary(counts), x: .bands("decision", [decided.0, decided.1]),
      y: .bands("outcome", [actual.0, actual.1]), marks: [CellMark(cells, textSize: 22)])
    if let money {
      let total = money.joined().reduce(0, +)
      chart.notes.append("Total \(costText(total, unit: unit)).")
    }
    chart.width = 560
    return chart
  }

  private static func costText(_ cost: Double, unit: String?) -> String {
    "cost \(NumberText.value(cost, significant: 4))" + (unit.map { " \($0)" } ?? "")
  }

  private static func confusionSummary(_ counts: ConfusionCounts) -> String {
    "\(counts.trueNegatives) true negatives, \(counts.falsePositives) false positives, "
      + "\(counts.falseNegatives) false negatives, \(counts.truePositives) true positives"
  }
}
