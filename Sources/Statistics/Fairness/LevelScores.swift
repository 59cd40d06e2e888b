/// How well the levels of a column tell a class, without rows being told by themselves.
public enum LevelScores {
  /// For each row that a fold tests the share of class 1 among the rows of its level that the fold is trained on; among
  /// all of those where none has the level. NaN for other rows.
  ///
  /// - Parameters:
  ///   - levels: the level of each row, numbered from 0.
  ///   - labels: 0 or 1 for each row.
  public static func outOfFold(levels: [Int], labels: [Double], folds: Folds) -> [Double] {
    precondition(levels.count == labels.count && folds.ofRow.count == labels.count, "each row has a level and a label")
    var scores = [Double](repeating: .nan, count: labels.count)
    let count = (levels.max() ?? -1) + 1
    for fold in 0..<folds.count {
      var rows = [Int](repeating: 0, count: count), ones = rows
      for row in folds.trained(for: fold) {
        rows[levels[row]] += 1
        if labels[row] == 1 { ones[levels[row]] += 1 }
      }
      let all = Double(ones.reduce(0, +)) / Double(max(1, rows.reduce(0, +)))
      for row in folds.tested(in: fold) {
        let level = levels[row]
        scores[row] = rows[level] > 0 ? Double(ones[level]) / Double(rows[level]) : all
      }
    }
    return scores
  }
}
