import Charts
import TestSupport

/// Charts of made-up data: each is a golden file, and each is checked for its structure.
enum ChartSamples {
  static let all: [(name: String, chart: Chart)] =
    distributions + correlations + models + importances + generic + panels + heats + evaluations + explanations
    + searches + drifts

  static var distributions: [(name: String, chart: Chart)] {
    var draw = Draws(seed: 1)
    let ages = (0..<3000).map { _ in (43 + 12 * draw.normal()).rounded() }
    let withGaps = ages.enumerated().map { $0.offset % 11 == 0 ? Double.nan : $0.element }
    let defaulted = (0..<400).map { _ in (37 + 10 * draw.normal()).rounded() }
    let income = (0..<3000).map { _ in 60_000 * (1 + draw.uniform() * 4) * (0.6 + draw.uniform()) }
    let groups = (0..<10).map { group in
      NumericSeries("Organisation type \(group)", (0..<(60 + group * 7)).map { _ in draw.normal() + Double(group) / 3 })
    }
    return [
      ("hist", .histogram([NumericSeries("AGE", withGaps)], of: "AGE", unit: "years")),
      (
        "hist-groups",
        .histogram([NumericSeries("0", ages), NumericSeries("1", defaulted)], of: "AGE", unit: "years", by: "TARGET")
      ),
      ("hist-outliers", .histogram([NumericSeries("", income + [117_000_000])], of: "AMT_INCOME_TOTAL", unit: "EUR")),
      ("hist-many-groups", .histogram(groups, of: "EXT_SOURCE_1", by: "ORGANIZATION_TYPE", bins: 25)),
      ("hist-empty", .histogram([NumericSeries("", [.nan, .nan])], of: "OWN_CAR_AGE")),
      ("hist-single-value", .histogram([NumericSeries("", [42])], of: "X")),
      ("hist-all-equal", .histogram([NumericSeries("", Array(repeating: -0.125, count: 500))], of: "X & <Y>")),
      ("hist-huge-range", .histogram([NumericSeries("", [-1e300, 0, 1, 1e300, .infinity])], of: "X")),
      ("hist-negative", .histogram([NumericSeries("", ages.map { -365 * $0 })], of: "DAYS_BIRTH", unit: "days")),
    ]
  }

  static var correlations: [(name: String, chart: Chart)] {
    let names = ["EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3", "AGE", "CREDIT_TO_INCOME"]
    let long = (0..<15).map { "bureau_CREDIT_ACTIVE_Closed_AMT_CREDIT_SUM_\($0)" }
    var constant = matrix(5)
    for index in 0..<5 { (constant[index * 5 + 3], constant[15 + index]) = (.nan, .nan) }
    return [
      ("corr", .correlation(names: names, values: matrix(5), rows: 307_511)),
      ("corr-15-long", .correlation(names: long, values: matrix(15))),
      ("corr-60", .correlation(names: (0..<60).map { "prev_AMT_ANNUITY_MEAN_\($0)" }, values: matrix(60))),

      ("corr-constant", .correlation(names: names, values: constant)),
      ("corr-one", .correlation(names: ["AGE"], values: [1])),
    ]
  }

  static var models: [(name: String, chart: Chart)] {
    let scored = Scored(rows: 3000, seed: 3)
    let folds = (0..<5).map { scored.part($0, of: 5) }
    var perClient = CostChartOptions()
    (perClient.name, perClient.unit, perClient.perClient, perClient.band) = ("money", "EUR", true, .quartiles)
    var loss = CostChartOptions()
    loss.name = "loss"
    let counts = scored.counts(at: 0.091)
    let rich = scored.costs(falseNegative: 450_000, falsePositive: 85_500)
    return [
      (
        "roc",
        .roc(
          pooled: RateCurve(scores: scored.scores, positives: scored.labels),
          folds: folds.compactMap { RateCurve(scores: $0.scores, positives: $0.labels) }, model: "lightgbm")
      ),
      ("roc-one-class", .roc(pooled: RateCurve(scores: [0.1, 0.2], positives: [false, false]))),
      ("roc-perfect", .roc(pooled: RateCurve(scores: [0.1, 0.2, 0.8], positives: [false, false, true]))),
      (
        "cost",
        .cost(
          pooled: scored.costs(), folds: folds.map { $0.costs() }, grantEveryone: 10 * Double(scored.positives),
          refuseEveryone: Double(3000 - scored.positives), options: loss)
      ),
      (
        "cost-per-client",
        .cost(
          pooled: rich, folds: folds.map { $0.costs(falseNegative: 450_000, falsePositive: 85_500) },
          grantEveryone: 450_000 * Double(scored.positives), refuseEveryone: 85_500 * Double(3000 - scored.positives),
          options: perClient)
      ),
      (
        "cost-gain",
        .cost(
          pooled: scored.costs(falseNegative: 40, falsePositive: 4, trueNegative: -6),
          grantEveryone: 40 * Double(scored.positives) - 6 * Double(3000 - scored.positives),
          refuseEveryone: 4 * Double(3000 - scored.positives))
      ),
      (
        "cost-single",
        .cost(
          pooled: StepCurve(thresholds: [0.5], costs: [12], clients: 10), grantEveryone: 12, refuseEveryone: 12)
      ),
      ("confusion", .confusion(counts, threshold: 0.091)),
      (
        "confusion-cost",
        .confusion(
          counts, threshold: 0.091,
          costs: ConfusionCosts(
            falsePositives: 85_500 * Double(counts.falsePositives),
            falseNegatives: 450_000 * Double(counts.falseNegatives)), unit: "EUR")
      ),
      (
        "confusion-empty-row",
        .confusion(ConfusionCounts(trueNegatives: 1_200_000, falsePositives: 7, falseNegatives: 0, truePositives: 0))
      ),
    ]
  }

  static var importances: [(name: String, chart: Chart)] {
    var draw = Draws(seed: 5)
    let names = (0..<200).map { index in
      index % 3 == 0 ? "prev_NAME_CONTRACT_STATUS_Unused_offer_MEAN_\(index)" : "EXT_SOURCE_\(index)"
    }
    let gains = (0..<200).map { 52_000 / Double($0 + 1) * (0.8 + 0.4 * draw.uniform()) }
    return [
      ("importance", .importance(names: names, values: gains, measure: "gain", top: 30, model: "ranker")),
      (
        "importance-folds",
        .importance(
          names: Array(names.prefix(6)), values: [0.31, 0.22, 0.14, 0.09, 0.03, 0], measure: "share of the total gain",
          spreads: [0.29...0.35, 0.2...0.23, 0.1...0.2, 0.08...0.1, 0.02...0.05, 0...0])
      ),
      (
        "importance-coefficients",
        .importance(names: ["AGE", "DEBT", "JOB"], values: [-0.8, 0.5, .nan], measure: "coefficient")
      ),
      ("importance-zero", .importance(names: ["A", "B"], values: [0, 0], measure: "gain")),
      (
        "parameter-importance",
        .parameterImportance(
          names: ["num_leaves", "learning_rate", "min_child_samples", "boosting_type"],
          shares: [0.213, 0.652, 0.101, 0.034], best: 5, trials: 30, goal: "auc", model: "lightgbm")
      ),
      (
        "parameter-importance-few",
        .parameterImportance(names: ["l2", "l1"], shares: [1, 0], best: 2, trials: 4, goal: "cost", model: "logistic")
      ),
      ("parameter-importance-none",
        .parameterImportance(names: ["l2"], shares: nil, best: 1, trials: 1, goal: "auc")),
    ]
  }

  static var generic: [(name: String, chart: Chart)] {
    var draw = Draws(seed: 7)
    let series = (0..<7).map { index in
      PointSeries("series \(index)", (0..<40).map { ChartPoint(Double($0), Double(index) + draw.uniform()) })
    }
    let cloud = (0..<2).map { index in
      PointSeries("group \(index)", (0..<150).map { _ in
        ChartPoint(draw.normal() + Double(index), 1e6 * draw.normal())
      })
    }
    let regions = (0..<12).map { "Region number \($0)" }
    return [
      ("line", .line(series, x: "iteration", y: "value", yUnit: "units")),
      ("line-gap", .line([PointSeries("", x: [1, 2, 3, 4, 5], y: [1, 2, .nan, 2, 1])], x: "month", y: "balance")),
      ("scatter", .scatter(cloud, x: "z", y: "AMT_CREDIT", yUnit: "EUR")),
      ("bar", .bar(categories: regions, values: (0..<12).map { 1_500 - 170 * Double($0) }, category: "region",
        measure: "clients")),
      ("bar-200", .bar(categories: (0..<200).map { "c\($0)" }, values: (0..<200).map(Double.init), category: "c",
        measure: "rows", top: 40)),
      (
        "box",
        .box(
          (0..<4).map { level in
            NumericSeries("level \(level)", (0..<200).map { _ in draw.normal() * Double(level) })
          }, of: "EXT_SOURCE_2", by: "REGION_RATING")
      ),
      (
        "long-title",
        .line(
          [PointSeries("", x: [0, 1], y: [0, 1])],
          x: "an axis title that goes on and on without any good reason at all", y: "y",
          title: String(repeating: "A long title with <markup> & \"quotes\" ", count: 5))
      ),
    ]
  }

  static var panels: [(name: String, chart: Chart)] {
    var draw = Draws(seed: 13)
    let days = (0..<36).map { Double(16_071 + 30 * $0) }
    func series(_ count: Int) -> [PointSeries] {
      (0..<count).map { index in
        PointSeries("product \(index)", days.map { ChartPoint($0, 0.05 + 0.02 * Double(index) + draw.uniform() / 50) })
      }
    }
    let regions = ["north", "south", "a region with a long name", "null", "west"]
    let bands = ["[.., 25)", "[25, 35)", "[35, 45)", "[45, 55)", "[55, ..]"]
    let lines = regions.map { Facet($0, series(2)) }
    let cloud = regions.prefix(4).map { region in
      Facet(region, (0..<2).map { group in
        PointSeries("\(group)", (0..<80).map { _ in ChartPoint(draw.normal() * 40_000 + 200_000, draw.normal()) })
      })
    }
    let boxes = regions.prefix(2).map { region in
      Facet(region, bands.map { band in NumericSeries(band, (0..<60).map { _ in draw.normal() }) })
    }
    let bars = regions.prefix(3).enumerated().map { index, region in
      Facet(region, bands.indices.map { $0 == index ? Double.nan : 0.2 - 0.03 * Double($0) + 0.01 * Double(index) })
    }
    let many = (0..<16).map { Facet("segment \($0)", [Double($0), 16 - Double($0), 3]) }
    return [
      ("line-dates", .line([Facet("", series(3))], by: nil, x: .dates("month"), y: "default rate")),
      ("line-names", .line(
        [Facet("", [PointSeries("", [0.1, 0.08, 0.05, .nan, 0.02].enumerated().map { ChartPoint(Double($0), $1) })])],
        by: nil, x: .names("band", bands), y: "default rate")),
      ("line-panels", .line(lines, by: "region", x: .dates("month"), y: "default rate")),
      ("scatter-panels", .scatter(
        Array(cloud), by: "region", x: .numbers("AMT_CREDIT", unit: "EUR"), y: "EXT_SOURCE_2")),
      ("box-panels", .box(Array(boxes), by: "region", of: "EXT_SOURCE_2", groups: "age")),
      ("bar-panels", .bar(bars, by: "region", categories: bands, category: "age", measure: "default rate")),
      ("bar-16-panels", .bar(
        many, by: "segment", categories: ["low", "middle", "high"], category: "risk", measure: "clients")),
    ]
  }

  static var heats: [(name: String, chart: Chart)] {
    func cells(_ columns: Int, _ rows: Int, _ scale: Double) -> [HeatCell] {
      (0..<rows).flatMap { row in
        (0..<columns).filter { $0 != row }.map { column in
          HeatCell(column: column, row: row, value: scale * Double(row * columns + column) / Double(rows * columns))
        }
      }
    }
    let ages = ["18–25", "25–35", "35–45", "45–55", "55+"], types = ["Cash loans", "Revolving loans", "Consumer loans"]
    func names(_ count: Int) -> [String] { (0..<count).map { "level \($0)" } }
    return [
      ("heat", .heat(
        [Facet("", cells(5, 3, 0.2))], by: nil, x: "age", columns: ages, y: "contract", rows: types,
        measure: "default rate")),
      ("heat-40", .heat(
        [Facet("", cells(40, 40, 1_500_000))], by: nil, x: "a", columns: names(40), y: "b", rows: names(40),
        measure: "rows")),
      ("heat-panels", .heat(
        ["F", "M", "null"].enumerated().map { Facet($1, cells(5, 3, 0.1 * Double($0 + 1))) }, by: "gender", x: "age",
        columns: ages, y: "contract", rows: types, measure: "default rate")),
      ("heat-one", .heat(
        [Facet("", [HeatCell(column: 0, row: 0, value: 7)])], by: nil, x: "a", columns: ["x"], y: "b", rows: ["y"],
        measure: "rows")),
    ]
  }

  /// Correlations that fall with the distance between columns and alternate in sign.
  private static func matrix(_ count: Int) -> [Double] {
    (0..<count * count).map { index in
      let (row, column) = (index / count, index % count)
      let distance = row > column ? row - column : column - row
      let sign: Double = distance % 2 == 0 ? 1 : -1
      let decay = Double(distance * (1 + (row + column) % 4))
      return sign / (1 + 0.35 * decay)
    }
  }
}

/// Random numbers made without a mathematical library, so that golden files are the same everywhere.
struct Draws {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  mutating func uniform() -> Double { Double.random(in: 0..<1, using: &generator) }

  /// Nearly normal: the sum of twelve uniform numbers.
  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
}

/// Made-up scores with labels that they predict moderately well.
struct Scored {
  var scores: [Double] = []
  var labels: [Bool] = []

  init(rows: Int, seed: UInt64) {
    var draw = Draws(seed: seed)
    for _ in 0..<rows {
      let label = draw.uniform() < 0.081
      let strength = draw.normal() + (label ? 0.95 : 0)
      scores.append(0.05 * (1 + strength / 4) * (1 + strength / 4) * (1 + max(0, strength)))
      labels.append(label)
    }
  }

  var positives: Int { labels.count { $0 } }

  func part(_ index: Int, of parts: Int) -> Scored {
    var part = self
    part.scores = scores.enumerated().filter { $0.offset % parts == index }.map(\.element)
    part.labels = labels.enumerated().filter { $0.offset % parts == index }.map(\.element)
    return part
  }

  func counts(at threshold: Double) -> ConfusionCounts {
    var counts = ConfusionCounts(trueNegatives: 0, falsePositives: 0, falseNegatives: 0, truePositives: 0)
    for (score, label) in zip(scores, labels) {
      switch (score >= threshold, label) {
      case (true, true): counts.truePositives += 1
      case (true, false): counts.falsePositives += 1
      case (false, true): counts.falseNegatives += 1
      case (false, false): counts.trueNegatives += 1
      }
    }
    return counts
  }

  func costs(falseNegative: Double = 10, falsePositive: Double = 1, trueNegative: Double = 0) -> StepCurve {
    let sorted = zip(scores, labels).sorted { $0.0 < $1.0 }
    var cost = falsePositive * Double(labels.count - positives)
    var (thresholds, costs) = ([Double](), [Double]())
    for (score, label) in sorted {
      thresholds.append(score)
      costs.append(cost)
      cost += label ? falseNegative : trueNegative - falsePositive
    }
    return StepCurve(thresholds: thresholds + [.infinity], costs: costs + [cost], clients: labels.count)
  }
}

extension RateCurve {
  /// The rates from each score on; nil where a class has no rows.
  fileprivate init?(scores: [Double], positives: [Bool]) {
    let counts = (bad: positives.count { $0 }, good: positives.count { !$0 })
    guard counts.bad > 0, counts.good > 0 else { return nil }
    var (x, y, thresholds, area) = ([0.0], [0.0], [Double.infinity], 0.0)
    var (bad, good) = (0, 0)
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    for (place, row) in order.enumerated() {
      if positives[row] { bad += 1 } else { good += 1 }
      // A point stands behind the last of equal scores.
      if place + 1 < order.count, scores[order[place + 1]] == scores[row] { continue }
      (x, y) = (x + [Double(good) / Double(counts.good)], y + [Double(bad) / Double(counts.bad)])
      thresholds.append(scores[row])
      area += (x[x.count - 1] - x[x.count - 2]) * (y[y.count - 1] + y[y.count - 2]) / 2
    }
    self.init(falsePositiveRates: x, truePositiveRates: y, thresholds: thresholds, area: area)
  }
}
