/// Which rows each fold of a cross-validation is tested on, and which it is trained on.
public struct Folds: Sendable {
  /// How many folds there are.
  public let count: Int
  /// For each row the fold that tests it, from 0; nil for a row that no fold tests.
  public let ofRow: [Int?]
  /// For each row the first fold that is trained on it, where folds follow each other in time; every later one is, too.
  private let trainedFrom: [Int?]?

  /// Folds of which each is trained on all others.
  public init(_ ofRow: [Int]) {
    (self.ofRow, count, trainedFrom) = (ofRow, (ofRow.max() ?? -1) + 1, nil)
  }

  /// Folds in order of time: whole keys, each fold trained only on earlier rows.
  ///
  /// The rows are cut into one block more than there are folds; see ``TimeBlocks``. The first block is only trained on.
  /// A fold tests the rows of a later block and is trained on the rows of all blocks before that are earlier than each
  /// of the rows it tests.
  ///
  /// - Throws: ``StatisticsError`` for fewer than one fold, and where there are too few times for the blocks.
  public init(times: [Int?], keyOfRow: [Int], folds: Int) throws(StatisticsError) {
    guard folds >= 1 else { throw StatisticsError("there is no fold to test") }
    let shares = [Double](repeating: 1 / Double(folds + 1), count: folds + 1)
    let blocks = TimeBlocks(times: times, keyOfRow: keyOfRow, shares: shares)
    let filled = blocks.starts.count { $0 != nil }
    guard filled == folds + 1 else {
      throw StatisticsError("the times fall into \(filled) blocks, and \(folds) folds need \(folds + 1)")
    }
    count = folds
    ofRow = blocks.blockOfRow.map { block in block.flatMap { $0 > 0 ? $0 - 1 : nil } }
    trainedFrom = ofRow.indices.map { row in blocks.firstBlock(after: row).map { $0 - 1 } }
  }

  /// The rows that a fold tests, ascending.
  public func tested(in fold: Int) -> [Int] { ofRow.indices.filter { ofRow[$0] == fold } }

  /// The rows that a fold is trained on, ascending.
  public func trained(for fold: Int) -> [Int] {
    guard let trainedFrom else { return ofRow.indices.filter { ofRow[$0] != fold } }
    return trainedFrom.indices.filter { row in trainedFrom[row].map { $0 <= fold } ?? false }
  }

  /// The rows that some fold tests, ascending.
  public var testedRows: [Int] { ofRow.indices.filter { ofRow[$0] != nil } }
}

/// Folds of a cross-validation in which every stratum is spread evenly.
public enum StratifiedFolds {
  /// The fold of each row, in `0..<folds`.
  ///
  /// Rows are put in order of stratum and, within it, of hash, and dealt to the folds in turn. So the counts of a
  /// stratum differ by at most one between folds, and so do the folds' sizes (scikit-learn's StratifiedKFold allots
  /// the same counts). A row's fold does not depend on the order of the rows; rows of equal stratum and hash go by
  /// row number. A row more shifts those that are dealt behind it: those of its stratum with a greater hash, and those
  /// of the strata behind.
  ///
  /// - Parameters:
  ///   - strata: one code per row; codes must themselves not depend on row order (the label, or the rank of a level).
  ///   - hashes: one hash per row, from ``StableHash``.
  /// - Throws: ``StatisticsError`` for fewer than two folds, and where a stratum has fewer rows than there are folds.
  public static func assign(strata: [Int], hashes: [UInt64], folds: Int) throws(StatisticsError) -> [Int] {
    precondition(strata.count == hashes.count, "each row has one stratum and one hash")
    guard folds >= 2 else { throw StatisticsError("a cross-validation needs at least 2 folds, not \(folds)") }
    for (stratum, count) in Strata.counts(strata) where count < folds {
      throw StatisticsError("class \(stratum) has \(count) \(count == 1 ? "row" : "rows"), too few for \(folds) folds")
    }
    var fold = [Int](repeating: 0, count: strata.count)
    for (position, row) in Strata.order(strata, hashes).enumerated() { fold[row] = position % folds }
    return fold
  }

  /// The fold of each row for labels 0 and 1.
  public static func assign(labels: [Double], hashes: [UInt64], folds: Int) throws(StatisticsError) -> [Int] {
    try Labels.validate(labels)
    return try assign(strata: labels.map { Int($0) }, hashes: hashes, folds: folds)
  }
}

/// Labels of two classes, 0 and 1.
enum Labels {
  static func validate(_ labels: [Double]) throws(StatisticsError) {
    for (row, label) in labels.enumerated() where label != 0 && label != 1 {
      throw StatisticsError("a label must be 0 or 1, not \(label.isNaN ? "missing" : "\(label)")", row: row)
    }
  }
}

/// Rows by stratum.
enum Strata {
  /// The rows in order of stratum, hash and row number.
  static func order(_ strata: [Int], _ hashes: [UInt64]) -> [Int] {
    strata.indices
      .map { (stratum: strata[$0], hash: hashes[$0], row: $0) }
      .sorted { ($0.stratum, $0.hash, $0.row) < ($1.stratum, $1.hash, $1.row) }
      .map(\.row)
  }

  /// The number of rows of each stratum, in order of the codes.
  static func counts(_ strata: [Int]) -> [(stratum: Int, count: Int)] {
    var counts: [Int: Int] = [:]
    for stratum in strata { counts[stratum, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
