import Columns

/// How often the values of a column occur.
struct ValueCounts {
  /// Null not counted.
  let distinct: Int
  /// The most frequent value, the first in row order among equals; null where there is no value.
  let top: Cell
  let topCount: Int

  init(_ column: Column) {
    var counts: [Int], firsts: [Int]
    let column = column.materialised()
    switch column.storage {
    case .text(let codes, let dictionary):
      (counts, firsts) = ([Int](repeating: 0, count: dictionary.count), [Int](repeating: -1, count: dictionary.count))
      for (row, code) in codes.values(0..<column.count).enumerated() where !column.isNull(row) {
        if counts[Int(code)] == 0 { firsts[Int(code)] = row }
        counts[Int(code)] += 1
      }
    case .floats(let values): (counts, firsts) = ValueCounts.count(column) { values[$0] }
    case .integers, .indicator, .gathered:
      let values = column.integers(0..<column.count) ?? []
      (counts, firsts) = ValueCounts.count(column) { values[$0] }
    }
    distinct = counts.count { $0 > 0 }
    let best = counts.indices.max { counts[$0] < counts[$1] || counts[$0] == counts[$1] && firsts[$0] > firsts[$1] }
    if let best, counts[best] > 0 {
      (top, topCount) = (column[firsts[best]], counts[best])
    } else {
      (top, topCount) = (.null, 0)
    }
  }

  /// The count and the first row of each value, in order of first appearance.
  private static func count<Value: Hashable>(_ column: Column, _ value: (Int) -> Value) -> ([Int], [Int]) {
    var numberOf: [Value: Int] = [:], counts: [Int] = [], firsts: [Int] = []
    for row in 0..<column.count where !column.isNull(row) {
      let number = numberOf[value(row), default: counts.count]
      if number == counts.count {
        numberOf[value(row)] = number
        counts.append(0)
        firsts.append(row)
      }
      counts[number] += 1
    }
    return (counts, firsts)
  }
}
