import Columns
import Kernels

/// Columns with the same values.
enum Twins {
  /// For each column the first one before it with the same type and values, nil where there is none.
  static func of(_ columns: [Column], _ profiles: [ColumnProfile], _ execution: Execution) throws -> [Int?] {
    var buckets: [Sketch: [Int]] = [:]
    return try columns.indices.map { index in
      try execution.checkCancelled()
      let sketch = Sketch(profiles[index])
      let twin = buckets[sketch]?.first { areEqual(columns[$0], columns[index]) }
      if twin == nil { buckets[sketch, default: []].append(index) }
      return twin
    }
  }

  /// What equal columns have in common, so that few pairs are compared row by row.
  private struct Sketch: Hashable {
    let type: ColumnType
    let nulls, distinct, topCount: Int
    let top: Cell
    let figures: [Double?]

    init(_ profile: ColumnProfile) {
      (type, nulls, distinct) = (profile.type, profile.nulls, profile.distinct)
      (top, topCount, figures) = (profile.top, profile.topCount, profile.numbers?.figures ?? [])
    }
  }

  private static func areEqual(_ a: Column, _ b: Column) -> Bool {
    guard a.type == b.type, a.count == b.count else { return false }
    return (0..<a.count).allSatisfy { a[$0] == b[$0] }
  }
}
