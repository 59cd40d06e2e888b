/// How strongly two columns of levels depend on each other.
public enum Association {
  /// Cramér's V, √(χ² ÷ (n · (min(r, c) − 1))), without correction for bias; from 0 to 1. Nil where one of the columns
  /// has fewer than two levels on the rows in which both are present.
  ///
  /// - Parameter pairs: the level of each row in both columns, numbered from 0; a negative number is missing.
  public static func cramersV(_ first: [Int], _ second: [Int]) -> Double? {
    precondition(first.count == second.count, "both columns have the same rows")
    var cells: [Pair: Int] = [:], rows: [Int: Int] = [:], columns: [Int: Int] = [:], total = 0
    for (a, b) in zip(first, second) where a >= 0 && b >= 0 {
      cells[Pair(a: a, b: b), default: 0] += 1
      rows[a, default: 0] += 1
      columns[b, default: 0] += 1
      total += 1
    }
    let least = min(rows.count, columns.count)
    guard least > 1 else { return nil }
    // χ² ÷ n = Σ observed² ÷ (row · column) − 1, summed in a fixed order, so that the last digit is the same each time.
    let sum = cells.sorted { ($0.key.a, $0.key.b) < ($1.key.a, $1.key.b) }.reduce(0.0) { sum, cell in
      let (observed, row, column) = (
        Double(cell.value), Double(rows[cell.key.a] ?? 1), Double(columns[cell.key.b] ?? 1)
      )
      return sum + observed / row * (observed / column)
    }
    return min(1, (max(0, sum - 1) / Double(least - 1)).squareRoot())
  }

  private struct Pair: Hashable {
    let a, b: Int
  }
}
