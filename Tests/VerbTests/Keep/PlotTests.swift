import Language
import Testing

@Suite struct PlotTests {
  @Test("a chart in characters fits the terminal", arguments: [
    "plot hist(n)", "plot hist(n), by: odd", "plot corr(@num)", "cv dummy, target: odd | plot roc",
    "cv dummy, target: odd | plot confusion, threshold: 0.5",
    "cv dummy, target: odd | plot precision_recall", "cv dummy, target: odd | plot gains",
    "cv dummy, target: odd | plot lift", "cv dummy, target: odd | plot ks", "cv dummy, target: odd | plot scores",
    "cv dummy, target: odd | plot calibration", "cv dummy, target: odd | plot profit, cost: cost { fn = 5, fp = 1 }",
  ])
  func width(_ stages: String) throws {
    let chart = try #require(try Run.script("range 200 | derive { odd = n % 2, m = n * n } | \(stages)"))
    for width in [30, 40, 60, 76, 100, 200] {
      let lines = chart.presentation.preview(width)
      #expect(lines.count > 3)
      #expect(lines.allSatisfy { $0.count <= min(width, 76) }, "\(width): \(lines.map(\.count))")
    }
  }

  private static let explained = """
    d = range 80 | derive { x = n * 37 % 60, y = n % 7, bad = x + y * 4 + n * 53 % 31 > 65 } | drop n
    m = d | fit lightgbm(n_estimators: 5, min_child_samples: 5), target: bad
    e = m | explain d

    """

  @Test("a chart of an explanation fits the terminal", arguments: [
    "plot beeswarm", "plot dependence(x), by: y", "plot dependence(y)", "plot waterfall(3)", "plot importance",
  ])
  func explanations(_ stage: String) throws {
    let chart = try #require(try Run.script(Self.explained + "e | " + stage))
    let lines = chart.presentation.preview(76)
    #expect(lines.count > 3 && lines.allSatisfy { $0.count <= 76 }, "\(lines)")
  }

  /// A mark of tables draws the main table of another result.
  @Test("a result's main table is drawn", arguments: [
    "cv dummy, target: odd | plot bar(pooled), by: metric",
    "compare { dummy, logistic }, target: odd | plot bar(auc), by: model",
    "cv dummy, target: odd | threshold cost: cost { fn = 5, fp = 1 } | plot bar(cost), by: decision",
  ])
  func mainTables(_ stages: String) throws {
    let chart = try #require(try Run.script("range 90 | derive { odd = n % 2, m = n * n % 7 } | \(stages)"))
    #expect(chart.kind.name == "chart")
  }

  /// The bands are those of the scores, whatever else a mark draws.
  @Test func profitCountsAllRows() throws {
    let evaluation = "range 90 | derive { x = n * 37 % 90, bad = x + n * 53 % 31 > 80 } | cv logistic, target: bad"
    let chart = try #require(try Run.script(evaluation + " | plot profit, cost: cost { tn = -1, fn = 4 }, bins: 1"))
    let bad = try Run.table(evaluation + " | scores | agg { rows = count(), bad = sum(label) }")
    let (rows, defaulted) = (try #require(bad[0, "rows"]?.number), try #require(bad[0, "bad"]?.number))
    let lines = chart.presentation.preview(76)
    let band = try #require(lines.first { $0.contains("│") })
    let words = band.split(separator: " ").map(String.init)
    #expect(words.contains("\(Int(rows))") && words.contains("\(Int(defaulted))"), "\(band)")
    #expect(words.contains("\(Int(rows - defaulted - 4 * defaulted))".replacing("-", with: "\u{2212}")), "\(band)")
  }

  /// The waterfall ends at the score of the row.
  @Test func waterfallEndsAtTheScore() throws {
    let chart = try #require(try Run.script(Self.explained + "e | plot waterfall(3)"))
    let score = try #require(try Run.table(Self.explained + "e | where row == 3 | select score")[0, "score"]?.number)
    let last = try #require(chart.presentation.preview(76).last { $0.contains("│") })
    let percent = "\((score * 1_000).rounded() / 10)"
    #expect(last.contains(percent), "\(last) has \(percent)")
  }
}
