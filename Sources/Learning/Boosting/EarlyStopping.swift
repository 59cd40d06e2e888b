import Columns
import Kernels
import Statistics

/// When a booster stops to grow trees: once a metric on an inner part of the training rows, from which it does not
/// learn, has not become better for some rounds. The trees up to the best round are kept.
struct EarlyStopping {
  /// For how many rounds the metric may fail to improve.
  let rounds: Int
  /// The share of the inner part.
  let share: Double
  /// The metric in the library's own words.
  let metric: String

  /// What it goes by where no metric can be named.
  static let logLoss = "log loss"

  /// The parameters that declare it, with the library's name for the metric and its words for log loss and AUC.
  static func parameters(metric: String, alias: String, logLoss: String) -> [ParameterSpec] {
    rounds + [
      ParameterSpec(
        metric, .text(choices: [logLoss, "auc"]), default: .text(logLoss), aliases: [alias],
        "What is judged on the inner part."),
    ]
  }

  /// The parameters that declare it where log loss is judged.
  static var rounds: [ParameterSpec] {
    [
      ParameterSpec(
        "early_stopping_rounds", .int, default: .int(0), in: 0...1_000_000,
        aliases: ["n_iter_no_change"],
        "Stop when the metric on an inner part of the training rows has not improved for so many rounds, and keep the "
          + "best; 0 grows all trees."),
      ParameterSpec(
        "validation_fraction", .float, default: .float(0.1), in: Double.leastNonzeroMagnitude...0.9,
        "The share of the inner part: whole keys, by their hashes, with both classes as in all rows; the latest ones "
          + "where rows are in order of time."),
    ]
  }

  /// The names of those parameters, which no library is given.
  static func names(metric: String) -> Set<String> { Set(rounds.map(\.name) + [metric]) }

  /// Parameters that would have no effect.
  static func conflicts(in parameters: BoundParameters, metric: String? = nil) -> [ParameterConflict] {
    guard parameters.number("early_stopping_rounds") == 0 else { return [] }
    return ParameterConflict.idle(
      ["validation_fraction"] + (metric.map { [$0] } ?? []), given: parameters, beside: ["early_stopping_rounds"],
      "without early stopping",
      help: "give early_stopping_rounds as well, or take it away")
  }

  /// Nil where all trees are grown.
  init?(_ parameters: BoundParameters, metric name: String? = nil) {
    rounds = Int(parameters.number("early_stopping_rounds"))
    share = parameters.number("validation_fraction")
    metric = name.map { parameters[$0].description } ?? Self.logLoss
    if rounds == 0 { return nil }
  }

  /// The rows to learn from, and the inner part to judge on: the latest rows where all are in order of time, else rows
  /// that are drawn by their hashes.
  ///
  /// - Throws: ``LearningError`` where one of them has rows of one class only.
  func parts(of training: TrainingSet, seed: UInt64, execution: Execution) throws -> Parts {
    try execution.memory.require(Double(training.features.values.count) * 8)
    let rows = try rows(labels: training.labels, draws: training.draws, times: training.times, seed: seed)
    return Parts(learnt: training.selecting(rows: rows.learnt), judged: training.selecting(rows: rows.judged))
  }

  /// The places of the rows to learn from, and of the inner part.
  ///
  /// - Throws: ``LearningError`` where one of them has rows of one class only.
  func rows(
    labels: [Double], draws: [UInt64]?, times: [Int?]?, seed: UInt64
  ) throws -> (learnt: [Int], judged: [Int]) {
    let part = try partOfRow(labels, draws, times, seed: seed)
    let rows = (0...1).map { wanted in part.indices.filter { part[$0] == wanted } }
    for (rows, name) in zip(rows, ["rest of the training rows", "inner part"]) {
      guard Set(rows.map { labels[$0] }).count < 2 else { continue }
      throw LearningError(
        "early stopping judges on an inner part, and of \(labels.count) rows the \(name) would have "
          + "\(rows.count), not of both classes",
        help: "give another validation_fraction, or take early_stopping_rounds away")
    }
    return (rows[0], rows[1])
  }

  /// 0 for the rows to learn from, 1 for the inner part; nil for rows that belong to neither: without a time, or of a
  /// key of the earlier rows when the inner part has begun already.
  private func partOfRow(
    _ labels: [Double], _ draws: [UInt64]?, _ times: [Int?]?, seed: UInt64
  ) throws -> [Int?] {
    let stable = StableHash(seed: seed, purpose: "early stopping")
    let draws = draws ?? labels.indices.map { stable.hash($0) }
    let (strata, shares) = (labels.map { Int($0) }, [1 - share, share])
    var numbers: [UInt64: Int] = [:], hashes: [UInt64] = []
    let keyOfRow = draws.map { draw in
      if let known = numbers[draw] { return known }
      numbers[draw] = hashes.count
      hashes.append(draw)
      return hashes.count - 1
    }
    if let times {
      let blocks = TimeBlocks(times: times, keyOfRow: keyOfRow, shares: shares)
      return blocks.blockOfRow.enumerated().map { row, block in blocks.isOvertaken(row) ? nil : block }
    }
    if hashes.count == draws.count {
      return try StratifiedSplit.assign(strata: strata, hashes: draws, fractions: shares)
    }
    let partOfKey = WholeKeyParts(
      .init(keyOfRow: keyOfRow, strata: strata, hashes: hashes, shares: shares, phase: stable.unit("phase"))).partOfKey
    return keyOfRow.map { partOfKey[$0] }
  }

  /// Training rows in two parts.
  struct Parts {
    let learnt: TrainingSet
    let judged: TrainingSet
  }
}

/// The round with the best value of a metric so far.
struct BestRound {
  private let stopping: EarlyStopping
  private(set) var round = 0
  private var best: Double?

  init(_ stopping: EarlyStopping) { self.stopping = stopping }

  /// Takes the value of a round, and tells whether it is time to stop.
  mutating func isOver(_ value: Double, at round: Int) -> Bool {
    let isBetter = best.map { stopping.metric == "auc" ? value > $0 : value < $0 } ?? true
    if isBetter { (best, self.round) = (value, round) }
    return round - self.round >= stopping.rounds
  }

  /// What a note says of it.
  func remark(grown: Int, judged: TrainingSet) -> String {
    remark(grown: grown, judged: judged.labels.count, isLatest: judged.times != nil)
  }

  /// What a note says of it.
  ///
  /// - Parameter judged: how many rows the inner part has.
  func remark(grown: Int, judged: Int, isLatest: Bool) -> String {
    let shown = best.map { "\(($0 * 1e6).rounded() / 1e6)" } ?? "none"
    return "kept the trees of \(round + 1) rounds out of \(grown): the best \(stopping.metric), \(shown), on an inner "
      + "part of \(judged) rows that the trees did not learn from" + (isLatest ? ", the latest ones" : "")
  }
}
