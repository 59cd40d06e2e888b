import Columns
import Kernels

extension Windows {
  /// The place of each value among those of its group, from 1; equal values share the lowest, the next one skips (SQL's
  /// `RANK`, pandas' `method="min"`). Null for null. The order of the window plays no part.
  public func ranks(_ column: Column) throws -> Column {
    let sorted = try grouping.rows(
      order: SortOrder.rows([SortKey(column)], rowCount: grouping.rowCount, execution: execution), execution: execution)
    let values = column.materialised()
    let out = Scratch<Int64>(count: grouping.rowCount)
    let parts = Aggregation.parts(sorted.offsets)
    try execution.forEach(count: parts.count) { part in
      let slots = out.slots
      for group in parts[part] {
        let entries = sorted.entries(of: group)
        var rank: Int64 = 0
        for entry in entries {
          let row = sorted.row(entry)
          let isTied = entry > entries.lowerBound && values[row] == values[sorted.row(entry - 1)]
          if !isTied { rank = Int64(entry - entries.lowerBound + 1) }
          slots[row] = values.isNull(row) ? 0 : rank
        }
      }
    }
    return Column(
      type: .int, count: out.count, validity: column.validity,
      storage: .integers(try IntegerBuffer(packing: out.frozen(), execution: execution)))
  }
}
