import Columns
import Diagnostics
import Language
import Statistics

/// What it costs to bring groups together by cuts of their own.
enum MitigationVerb: Verb {
  static let goal = Parameter<String>(
    "goal", default: FairnessMeasure.selectionRate.rawValue, "The rate in which groups are brought together.",
    choices: goals.map(\.rawValue))
  static let cost = Parameter<CostArgument?>("cost", default: nil, "A cost, for what each step takes.")
  static let steps = Parameter<Int>("steps", default: 10, in: 1...1_000, "In how many steps rates become equal.")
  private static let goals: [FairnessMeasure] = [.selectionRate, .truePositiveRate, .falsePositiveRate]
  static let signature = Signature(
    "mitigation", inputs: ScoredRows.inputs, output: .table, positional: [GroupDecisions.protected.declaration],
    options: [
      goal.declaration, GroupDecisions.cut.declaration, cost.declaration, steps.declaration,
      RowGroups.fewest.declaration, ScoredRows.score.declaration, ScoredRows.target.declaration,
    ], synonyms: ["threshold_optimizer", "ThresholdOptimizer", "group_thresholds"])
  static let summary = "Shows what it costs to bring groups' rates together by a cut for each group."
  static let discussion = """
    The first row is one cut for all, the last one cuts by which all groups have the rate that all clients have at \
    the one cut, as nearly as their scores allow. Between them groups go the way in equal steps: at `share` 0.3 each \
    has its own rate to 70 % and that of all to 30 %. A client is accepted who scores below the cut of the group; \
    rows of one score stay together. `goal:` is the share of clients who are accepted, or that of those who repaid \
    (equal opportunity) or defaulted.

    `ratio` and `difference` are the least ratio and the greatest difference of that rate between groups. `accepted` \
    are clients, `defaulted` those of them who default, `default_rate` their share, and `refused_good` clients who \
    would have repaid. With a cost, `cost` is that of all decisions, and `price` how much more that is than with one \
    cut. `cut_…` is the cut of each group, null where all of it is accepted. A group with fewer rows than \
    `min_rows:` keeps the one cut, and a note names it. `plot line(share, price)` draws the curve.

    Cuts by group treat clients differently by the protected attribute itself, which law may forbid: this table tells \
    the price of a goal, and is no advice to decide so.
    """
  static let examples = [
    Example(
      "\(FairnessVerb.table) | mitigation sex, score: pd, target: bad, cut: 0.2, steps: 2 "
        + "| select share, ratio, accepted, defaulted, cut_F, cut_M", "From one cut to equal selection rates.",
      gives: .table(
        "share float, ratio float, accepted int, defaulted int, cut_F float, cut_M float",
        "0.0 0.625 272 35 0.2 0.2\n0.5 0.7877094972067039 273 37 0.2275 0.185\n"
          + "1.0 0.9969512195121951 273 39 0.2475 0.1725")),
    Example(
      "\(FairnessVerb.table) | mitigation sex, score: pd, target: bad, cut: 0.2, goal: true_positive_rate, steps: 1, "
        + "cost: cost { fn = 4, fp = 1 } | select ratio, cost, price", "What equal opportunity costs.",
      gives: .table(
        "ratio float, cost float, price float", "0.6463529411764707 233.0 0.0\n0.9891598915989159 254.0 21.0")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try GroupDecisions.check(input, arguments)
    return Step(.local { value, context in
      let decisions = try GroupDecisions(value, arguments, context)
      return try MitigationTable(decisions, arguments, context).table(context)
    }, output: nil)
  }
}

/// The result of `mitigation`: a row for each step.
private struct MitigationTable {
  private let decisions: GroupDecisions
  private let goal: FairnessMeasure
  private let shares: [Double]
  /// The groups that get cuts of their own.
  private let moved: [Int]
  private let cuts: GroupCuts
  private let measure: CostMeasure?

  init(_ decisions: GroupDecisions, _ arguments: BoundArguments, _ context: RunContext) throws {
    self.decisions = decisions
    let goal = FairnessMeasure(rawValue: arguments[MitigationVerb.goal]) ?? .selectionRate
    let count = arguments[MitigationVerb.steps], fewest = arguments[RowGroups.fewest]
    self.goal = goal
    shares = (0...count).map { Double($0) / Double(count) }
    moved = (0..<decisions.groups.count).filter { group in
      goal.share(of: decisions.decisions(of: group)).rows >= max(1, fewest)
    }
    cuts = GroupCuts(moved.map { decisions.ranked[$0] }, cut: decisions.cut, goal: goal)
    measure = try arguments[MitigationVerb.cost].map { loss in
      try CostMeasure(loss.cost, over: decisions.rows.table, labels: decisions.rows.labels, at: loss.span, context)
    }
    let kept = (0..<decisions.groups.count).filter { !moved.contains($0) }.map(decisions.groups.name)
    if !kept.isEmpty {
      context.note(
        "mitigation: \(Prose.list(kept)) \(kept.count == 1 ? "has" : "have") fewer rows than \(fewest) and "
          + "\(kept.count == 1 ? "keeps" : "keep") the one cut")
    }
  }

  func table(_ context: RunContext) throws -> Table {
    let steps = shares.map(step), whole = steps.map { Confusion(summing: $0.map(\.decisions)) }
    func counts(_ count: (Confusion) -> Int) -> Column { Column(ints: whole.map { Int64(count($0)) }) }
    let rates = steps.map { step in moved.map { goal.share(of: step[$0].decisions).value }.compactMap { $0 } }
    let accepted = whole.map { Share($0.falseNegatives, of: $0.trueNegatives + $0.falseNegatives) }
    return Table([
      ("share", Column(doubles: shares)), ("ratio", Column(floats: rates.map(Self.ratio))),
      ("difference", Column(floats: rates.map(Self.difference))),
      ("accepted", Column(ints: accepted.map { Int64($0.rows) })), ("defaulted", counts(\.falseNegatives)),
      ("default_rate", Column(floats: accepted.map(\.value))), ("refused_good", counts(\.falsePositives)),
    ] + (try costs(steps, context)) + decisions.groups.rows.indices.map { group in
      let own = steps.map { $0[group].threshold.flatMap { $0.isFinite ? $0 : nil } }
      return ("cut_\(decisions.groups.name(of: group))", Column(floats: own))
    })
  }

  /// The cut of every group, in their order.
  private func step(_ share: Double) -> [GroupCuts.Cut] {
    let own = cuts.cuts(share)
    return decisions.ranked.enumerated().map { group, ranked in
      if let place = moved.firstIndex(of: group) { return own[place] }
      let index = ranked.index(ofThreshold: decisions.cut)
      return GroupCuts.Cut(threshold: decisions.cut, index: index, decisions: ranked.confusion(from: index))
    }
  }

  private static func ratio(_ rates: [Double]) -> Double? {
    guard rates.count > 1, let least = rates.min(), let most = rates.max(), most > 0 else { return nil }
    return least / most
  }

  private static func difference(_ rates: [Double]) -> Double? {
    guard rates.count > 1, let least = rates.min(), let most = rates.max() else { return nil }
    return most - least
  }

  private func costs(
    _ steps: [[GroupCuts.Cut]], _ context: RunContext
  ) throws -> [(name: String, column: Column)] {
    guard let measure else { return [] }
    let curves = try decisions.ranked.map { try measure.curve($0, context.execution) }
    let totals = try steps.map { try measure.total(curves, at: $0.map(\.index), context.execution) }
    let prices = totals.map { total in totals[0].flatMap { first in total.map { $0 - first } } }
    return [("cost", Column(floats: totals)), ("price", Column(floats: prices))]
  }
}
