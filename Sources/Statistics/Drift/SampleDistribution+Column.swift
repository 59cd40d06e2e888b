import Columns

extension SampleDistribution {
  /// Whole numbers over at most so many values are counted, and others sorted.
  private static let leastRange = 1 << 16

  /// The values of a column as doubles, null left out: numbers, days, microseconds, 0 and 1. Nil for text.
  public init?(_ column: Column) {
    let column = column.materialised()
    switch column.storage {
    case .integers(let values): self = Self.counted(values, column)
    case .floats: self.init(column.doubles() ?? [])
    case .text, .indicator, .gathered: return nil
    }
  }

  private static func counted(_ values: IntegerBuffer, _ column: Column) -> SampleDistribution {
    func counted<Cells: RandomAccessCollection>(_ cells: Cells) -> SampleDistribution?
    where Cells.Index == Int, Cells.Element: FixedWidthInteger {
      var low = Int64.max, high = Int64.min
      for row in cells.indices where !column.isNull(row) {
        let value = Int64(cells[row])
        (low, high) = (min(low, value), max(high, value))
      }
      guard low <= high else { return SampleDistribution(sorted: []) }
      let (range, isTooWide) = high.subtractingReportingOverflow(low)
      guard !isTooWide, range < max(leastRange, 2 * column.count) else { return nil }
      var counts = [Int](repeating: 0, count: Int(range) + 1)
      for row in cells.indices where !column.isNull(row) { counts[Int(Int64(cells[row]) - low)] += 1 }
      return SampleDistribution(counts: counts, from: low)
    }
    let found = switch values {
    case .w8(let buffer): counted(buffer.view)
    case .w16(let buffer): counted(buffer.view)
    case .w32(let buffer): counted(buffer.view)
    case .w64(let buffer): counted(buffer.view)
    }
    return found ?? SampleDistribution(column.doubles() ?? [])
  }
}
