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

  /// The parameters that declare it, with the library's name for the metric and its words for log loss and AUC.
  static func parameters(metric: String, alias: String, logLoss: String) -> [ParameterSpec] {
    [
      ParameterSpec(
        "early_stopping_rounds", .int, default: .int(0), in: 0...1_000_000,
        aliases: ["n_iter_no_change"],
        "Stop when the metric on an inner part of the training rows has not improved for so many rounds, and keep the "
          + "best; 0 grows all trees."),
      ParameterSpec(
        "validation_fraction", .float, default: .float(0.1), in: Double.leastNonzeroMagnitude...0.9,
        "The share of the inner part: whole keys, by their hashes, with both classes as in all rows."),
      ParameterSpec(
        metric, .text(choices: [logLoss, "auc"]), default: .text(logLoss), aliases: [alias],
        "What is judged on the inner part."),
    ]
  }

  /// The names of those parameters, which no library is given.
  static func names(metric: String) -> Set<String> { ["early_stopping_rounds", "validation_fraction", metric] }

  /// Nil where all trees are grown.
  ///
  /// - Throws: ``LearningError`` for parameters that would have no effect.
  init?(_ parameters: BoundParameters, metric name: String) throws(LearningError) {
    rounds = Int(parameters.number("early_stopping_rounds"))
    share = parameters.number("validation_fraction")
    metric = parameters[name].description
    if rounds > 0 { return }
    for name in ["validation_fraction", name] where parameters.given.contains(name) {
      throw LearningError(
        "`\(name)` has no effect without early stopping", help: "give early_stopping_rounds as well, or take it away")
    }
    return nil
  }

  /// The rows to learn from, and the inner part to judge on.
  ///
  /// - Throws: ``LearningError`` where one of them has rows of one class only.
  func parts(of training: TrainingSet, seed: UInt64, execution: Execution) throws -> Parts {
    try execution.memory.require(Double(training.features.values.count) * 8)
    let part = try partOfRow(training, seed: seed)
    let rows = (0...1).map { wanted in part.indices.filter { part[$0] == wanted } }
    for (rows, name) in zip(rows, ["rest of the training rows", "inner part"]) {
      guard Set(rows.map { training.labels[$0] }).count < 2 else { continue }
      throw LearningError(
        "early stopping judges on an inner part, and of \(training.labels.count) rows the \(name) would have "
          + "\(rows.count), not of both classes",
        help: "give another validation_fraction, or take early_stopping_rounds away")
    }
    return Parts(learnt: training.selecting(rows: rows[0]), judged: training.selecting(rows: rows[1]))
  }

  /// 0 for the rows to learn from, 1 for the inner part.
  private func partOfRow(_ training: TrainingSet, seed: UInt64) throws -> [Int] {
    let stable = StableHash(seed: seed, purpose: "early stopping")
    let draws = training.draws ?? training.labels.indices.map { stable.hash($0) }
    let (strata, shares) = (training.labels.map { Int($0) }, [1 - share, share])
    var numbers: [UInt64: Int] = [:], hashes: [UInt64] = []
    let keyOfRow = draws.map { draw in
      if let known = numbers[draw] { return known }
      numbers[draw] = hashes.count
      hashes.append(draw)
      return hashes.count - 1
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
    let shown = best.map { "\(($0 * 1e6).rounded() / 1e6)" } ?? "none"
    return "kept the trees of \(round + 1) rounds out of \(grown): the best \(stopping.metric), \(shown), on an inner "
      + "part of \(judged.labels.count) rows that the trees did not learn from"
  }
}
