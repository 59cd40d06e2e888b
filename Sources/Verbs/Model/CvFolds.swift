import Columns
import Diagnostics
import Language
import Statistics

/// The folds of a `cv`.
enum CvFolds {
  static let repeats = Parameter<Int>(
    "repeats", default: 1, in: 1...1000, "How often the folds are drawn anew, for metrics over all of them.")

  /// What a discussion tells of drawing folds anew.
  static let promise = """
    `repeats: 10` draws the folds ten times, by hashes of their own, as scikit-learn's `RepeatedStratifiedKFold`: \
    `…_mean`, `…_sd`, `min` and `max` are over all folds of all times, and so are intervals, corrected for training \
    rows that folds share (Nadeau and Bengio; Bouckaert and Frank). Scores, pooled metrics and thresholds are those of \
    the first time, which is that without `repeats:`: means of several models' scores would judge no single model.
    """

  /// - Throws: `Diagnostic` for folds that would be the same each time.
  static func checkRepeats(_ plan: TrainingPlan, _ arguments: BoundArguments) throws {
    guard plan.time != nil, arguments[repeats] > 1 else { return }
    throw arguments.outOfRange(
      repeats, "has no effect on folds that are in order of time", help: "take `repeats:` away, or `by:`")
  }

  /// - Throws: `Diagnostic` where the table does not have so many folds.
  static func of(
    _ table: Table, _ labels: [Double], _ plan: TrainingPlan, _ count: Int, _ arguments: BoundArguments,
    _ context: RunContext
  ) throws -> Folds {
    let keys = try WholeKeys(table, plan.group ?? plan.keys, purpose: "folds", context)
    let maker = FoldMaker(
      labels: labels, keys: keys,
      times: try plan.time.map { try TimeSplit.ranks(table.columns[$0], execution: context.execution) })
    let folds: Folds
    do {
      folds = try maker.folds(count)
    } catch let error as StatisticsError {
      let most = maker.most(below: count)
      throw arguments.outOfRange(
        CvVerb.folds, "does not fit this table: \(error.sentence)",
        help: most.map { most in
          plan.time == nil ? "each fold needs a row of both classes: at most `folds: \(most)`"
            : "the blocks of time allow at most `folds: \(most)`"
        } ?? (keys.repeats ? "keep rows together by a column of more values: `group: COLUMN`" : nil))
    }
    keys.explain("cv", isKey: plan.group == nil, context)
    if plan.group != nil {
      try WholeKeys.explain(parted: folds.ofRow, keys: plan.keys, of: table, what: "folds", "cv", context)
    }
    if let time = plan.time { explain(folds, table, time, labels, context) }
    return folds
  }

  /// Folds of the same table that are drawn anew.
  ///
  /// - Parameter turn: the first folds, those of ``of(_:_:_:_:_:_:)``, are of turn 1.
  /// - Throws: `StatisticsError` where keys that stay whole do not allow so many folds in this draw.
  static func again(
    _ table: Table, _ labels: [Double], _ plan: TrainingPlan, _ count: Int, turn: Int, _ context: RunContext
  ) throws -> Folds {
    let keys = try WholeKeys(table, plan.group ?? plan.keys, purpose: "folds \(turn)", context)
    return try FoldMaker(labels: labels, keys: keys, times: nil).folds(count)
  }

  /// The folds inside of training rows, drawn apart from those that the rows are themselves trained for.
  ///
  /// - Throws: `StatisticsError` where the rows do not have so many folds.
  static func inner(
    _ table: Table, _ labels: [Double], _ plan: TrainingPlan, _ count: Int, _ context: RunContext
  ) throws -> Folds {
    let keys = try WholeKeys(table, plan.group ?? plan.keys, purpose: "inner folds", context)
    let times = try plan.time.map { try TimeSplit.ranks(table.columns[$0], execution: context.execution) }
    return try FoldMaker(labels: labels, keys: keys, times: times).folds(count)
  }

  /// Folds of a table by labels of one's own, without a plan.
  ///
  /// - Throws: `StatisticsError` where the table does not have so many.
  static func of(
    _ table: Table, _ labels: [Double], keys: [Int], _ count: Int, _ context: RunContext
  ) throws -> Folds {
    try FoldMaker(labels: labels, keys: WholeKeys(table, keys, purpose: "folds", context), times: nil).folds(count)
  }

  /// What an evaluation shows of its folds.
  static func text(_ folds: Folds, _ plan: TrainingPlan, _ table: Table) -> String {
    func names(_ positions: [Int]) -> String { positions.map { table.schema.fields[$0].name }.joined(separator: ", ") }
    let whole = plan.group.map { ", whole \(names($0))" } ?? ""
    return "\(folds.count)\(whole)" + (plan.time.map { ", in order of \(names([$0]))" } ?? "")
  }

  /// Says which rows take no part in folds that are in order of time.
  private static func explain(
    _ folds: Folds, _ table: Table, _ time: Int, _ labels: [Double], _ context: RunContext
  ) {
    let column = table.columns[time], name = table.schema.fields[time].name
    if column.nullCount > 0 {
      context.note("cv: \(Prose.count(column.nullCount, "row")) without `\(name)` are neither trained on nor scored")
    }
    let untested = folds.ofRow.count { $0 == nil } - column.nullCount
    context.note("cv: the first \(Prose.count(untested, "row")) by `\(name)` are only trained on, and have no scores")
    let poor = (0..<folds.count).filter { Set(folds.tested(in: $0).map { labels[$0] }).count < 2 }
    if !poor.isEmpty {
      let list = Prose.list(poor.map { String($0 + 1) })
      context.note(
        "cv: \(poor.count == 1 ? "fold \(list) tests" : "folds \(list) test") rows of one class only, so that metrics "
          + "such as the AUC have no value there")
    }
  }
}

/// Makes folds of some number, where the table has so many.
private struct FoldMaker {
  let labels: [Double]
  let keys: WholeKeys
  /// The rank of each row's time, where folds are in order of time.
  let times: [Int?]?

  func folds(_ count: Int) throws -> Folds {
    if let times { return try inOrder(times, count) }
    if !keys.repeats { return Folds(try StratifiedFolds.assign(labels: labels, hashes: keys.hashes, folds: count)) }
    return try ofWholeKeys(count)
  }

  /// The greatest number of folds below a number that the table has; nil where it has none.
  func most(below count: Int) -> Int? {
    let fewest = (0...1).map { carriers(Double($0)).count }.min() ?? 0
    let start = times == nil ? min(fewest, count - 1) : min(count - 1, 100)
    return stride(from: start, to: 1, by: -1).first { (try? folds($0)) != nil }
  }

  /// The keys that have a row of a class.
  private func carriers(_ label: Double) -> Set<Int> {
    Set(labels.indices.lazy.filter { labels[$0] == label }.map { keys.keyOfRow[$0] })
  }

  private func ofWholeKeys(_ count: Int) throws -> Folds {
    for label in 0...1 {
      let found = carriers(Double(label)).count
      guard found >= count else {
        throw StatisticsError(
          "class \(label) occurs in \(Prose.count(found, "key")) of \(keys.names), too few for \(count) folds")
      }
    }
    let shares = [Double](repeating: 1 / Double(count), count: count)
    let partOfKey = WholeKeyParts(
      .init(keyOfRow: keys.keyOfRow, strata: labels.map { Int($0) }, hashes: keys.hashes, shares: shares)).partOfKey
    let folds = keys.keyOfRow.map { partOfKey[$0] }
    for fold in 0..<count {
      let own = Set(folds.indices.lazy.filter { folds[$0] == fold }.map { labels[$0] })
      guard own.count == 2 else {
        let missing = own.contains(0) ? 1 : 0
        throw StatisticsError(
          "fold \(fold + 1) would have no row of class \(missing), as keys of \(keys.names) stay whole")
      }
    }
    return Folds(folds)
  }

  private func inOrder(_ times: [Int?], _ count: Int) throws -> Folds {
    let folds = try Folds(times: times, keyOfRow: keys.keyOfRow, folds: count)
    // Every later fold is trained on these rows, too.
    let classes = Set(folds.trained(for: 0).map { labels[$0] })
    guard classes.count == 2 else {
      throw StatisticsError("the rows before the first fold are of one class only")
    }
    return folds
  }
}
