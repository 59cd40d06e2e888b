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
