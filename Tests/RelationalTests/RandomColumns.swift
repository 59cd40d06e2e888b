import Columns
import TestSupport

/// Random columns with few different values, nulls and negative zeros, so that ties and repeated keys are common.
struct RandomColumns {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func column(_ type: ColumnType, rows: Int, values: Int, nulls: Double) -> Column {
    let cells = (0..<rows).map { _ -> Cell in
      if Double.random(in: 0..<1, using: &random) < nulls { return .null }
      return cell(type, Int.random(in: 0..<values, using: &random))
    }
    return Column(cells: cells, type: type)
  }

  private mutating func cell(_ type: ColumnType, _ value: Int) -> Cell {
    switch type {
    case .float: value == 0 ? .float(Bool.random(using: &random) ? 0 : -0.0) : .float(Double(value) - 2.5)
    case .text: .text("t\(value)")
    case .bool: .bool(value % 2 == 1)
    case .date: .date(Int64(value) * 3_000 - 9_000)
    case .datetime: .datetime(Int64(value) * 1_000_000_007_000)
    case .int: .int(Int64(value) * 7 - 20)
    }
  }

  mutating func bitmap(rows: Int, share: Double) -> Bitmap {
    let bits = (0..<rows).map { _ in Double.random(in: 0..<1, using: &random) < share }
    return Bitmap(count: rows) { bits[$0] }
  }
}

extension Column {
  var cells: [Cell] { (0..<count).map { self[$0] } }
}

extension Cell {
  /// The cell as a key: −0 equals 0.
  var key: Cell {
    if case .float(let value) = self, value == 0 { return .float(0) }
    return self
  }

  /// The order of values of one type; null comes last.
  func precedes(_ other: Cell) -> Bool {
    switch (self, other) {
    case (.null, _): false
    case (_, .null): true
    case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.float(let a), .float(let b)): a < b
    default: (integer ?? 0) < (other.integer ?? 0)
    }
  }
}
