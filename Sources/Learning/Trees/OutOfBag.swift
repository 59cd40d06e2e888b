import Columns
import Kernels
import Statistics

/// Which rows a tree drew.
struct DrawnRows: Sendable {
  private var words: [UInt64]

  /// - Parameter counts: how often each row was drawn.
  init(_ counts: [Int]) {
    words = [UInt64](repeating: 0, count: (counts.count + 63) / 64)
    for (row, count) in counts.enumerated() where count > 0 { words[row >> 6] |= 1 << UInt64(row & 63) }
  }

  func contains(_ row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }
}

/// How well a forest scores its training rows, each by the trees alone that did not draw it.
///
/// As scikit-learn's `oob_score`: a row's score is the mean over those trees, and the accuracy is of scores above 0.5.
/// Rows that every tree drew have no score and are left out; scikit-learn counts them as class 0. Rows count alike,
/// whatever they weigh.
struct OutOfBag: Codable, Sendable {
  private enum CodingKeys: String, CodingKey { case area = "auc", accuracy, rows, unscored }

  /// The area under the ROC curve; nil where scored rows are of one class.
  let area: Double?
  /// The share of scored rows that are on the right side of 0.5; nil without any.
  let accuracy: Double?
  /// How many rows have a score, and how many have none.
  let rows: Int
  let unscored: Int

  /// - Parameter drawn: the rows of each tree.
  init(
    _ ensemble: TreeEnsemble, drawn: [DrawnRows], _ training: TrainingSet, _ execution: Execution
  ) throws {
    let scores = try Self.scores(ensemble, drawn: drawn, training.features, execution)
    let known = scores.indices.filter { scores[$0] != nil }
    let labels = known.map { training.labels[$0] }, values = known.compactMap { scores[$0] }
    area = Set(labels).count == 2 ? try Evaluation(labels: labels, scores: values)[.auc] : nil
    let right = zip(labels, values).count { ($1 > 0.5) == ($0 == 1) }
    accuracy = known.isEmpty ? nil : Double(right) / Double(known.count)
    (rows, unscored) = (known.count, scores.count - known.count)
  }

  /// The score of each row; nil for those that every tree drew.
  static func scores(
    _ ensemble: TreeEnsemble, drawn: [DrawnRows], _ features: Matrix, _ execution: Execution
  ) throws -> [Double?] {
    try RowBlocks.map(features, execution) { block in
      var sums = [Double](repeating: 0, count: block.count), counts = [Int](repeating: 0, count: block.count)
      for (tree, drawn) in zip(ensemble.trees, drawn) {
        for row in 0..<block.count where !drawn.contains(block.first + row) {
          sums[row] += tree.nodes[tree.leaf(block.numbers, row * block.width)].value
          counts[row] += 1
        }
      }
      return zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : nil }
    }.flatMap { $0 }
  }

  var facts: [(name: String, value: Double)] {
    [("oob_auc", area), ("oob_accuracy", accuracy)].compactMap { name, value in value.map { (name, $0) } }
  }

  var remarks: [String] {
    guard unscored > 0 else { return [] }
    return ["\(unscored) of \(rows + unscored) rows were drawn by every tree and have no score out of bag"]
  }
}
