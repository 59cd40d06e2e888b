extension Table {
  /// How many bytes the values take in memory; memory that columns share counts for each of them.
  public var byteCount: Int { columns.reduce(0) { $0 + $1.byteCount } }
}

extension Column {
  /// How many bytes the values take, with their validity and the texts of a dictionary.
  public var byteCount: Int {
    let bitmap = validity == nil ? 0 : (count + 7) / 8
    switch storage {
    case .integers(let values): return bitmap + count * values.byteWidth
    case .floats: return bitmap + count * 8
    case .text(let codes, let dictionary):
      let texts = dictionary.values.reduce(0) { $0 + MemoryLayout<String>.stride + $1.utf8.count }
      return bitmap + count * codes.byteWidth + texts
    case .indicator(let codes, _, _): return bitmap + count * codes.byteWidth
    case .gathered(let column, _): return column.byteCount + count * MemoryLayout<Int32>.stride
    }
  }
}

extension Column {
  /// How many bytes a row takes where the values are written out, with the bit that says whether there is one.
  public var bytesPerRow: Double {
    let value = switch storage {
    case .integers(let values), .text(let values, _): Double(values.byteWidth)
    case .floats: 8.0
    case .indicator: 1.0
    case .gathered(let base, _): base.bytesPerRow
    }
    return value + (validity == nil ? 0 : 0.125)
  }

  /// About how many different values there are, told from the texts of a dictionary, the width of numbers, and how
  /// often some rows meet others with the same value; null counts as one.
  public var roughDistinctCount: Int {
    switch storage {
    case .text(_, let dictionary): return min(count, dictionary.count)
    case .indicator: return min(count, 2)
    case .gathered(let base, _): return min(count, base.roughDistinctCount)
    case .integers(let values):
      return min(sampledDistinctCount, values.byteWidth < 4 ? 1 << (8 * values.byteWidth) : count)
    case .floats: return sampledDistinctCount
    }
  }

  private static let sample = 4096

  /// Of some rows that stand for all: the fewer of their pairs are equal, the more values there are.
  private var sampledDistinctCount: Int {
    guard count > Column.sample else { return count }
    var seen: [Cell: Int] = [:], values = 0, pairs = 0
    // Every row of a stretch, and stretches everywhere, at no regular distance: values may repeat near each other, far
    // away, or in a rhythm.
    let stretch = 64
    for index in 0..<UInt64(Column.sample / stretch) {
      let start = Int(index &* 0x9E37_79B9_7F4A_7C15 % UInt64(count - stretch))
      for cell in Set((start..<start + stretch).map { self[$0] }) {
        pairs += seen[cell, default: 0]
        seen[cell, default: 0] += 1
        values += 1
      }
    }
    let most = Double(count) * Double(values) / Double(Column.sample)
    if pairs == 0 { return Int(most) }
    return min(Int(most), max(seen.count, values * values / (2 * pairs)))
  }
}
