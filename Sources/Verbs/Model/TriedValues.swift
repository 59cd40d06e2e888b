import Columns
import Statistics

/// The values of a column that are tried one after another to see how scores go with it.
enum TriedValues {
  /// In rising order: all levels, all numbers if there are no more than `most`, and else as many in equal steps from
  /// the 5 % to the 95 % quantile; nil where the column has no value.
  static func of(_ column: Column, most: Int) -> Column? {
    guard column.nullCount < column.count else { return nil }
    if let coded = CodedColumn(column), column.type == .text || column.type == .bool || coded.occurring.count <= most {
      let rows = firstRows(column, coded)
      return column.taking(coded.sorted.compactMap { rows[$0] })
    }
    let numbers = (column.doubles() ?? []).filter { !$0.isNaN }
    let distinct = Set(numbers)
    if distinct.count <= most { return Column(doubles: distinct.sorted()) }
    let quantiles = Quantiles(numbers)
    guard let low = quantiles(0.05), let high = quantiles(0.95) else { return nil }
    return Column(doubles: (0..<most).map { low + (high - low) * Double($0) / Double(most - 1) })
  }

  /// A row that has each code.
  private static func firstRows(_ column: Column, _ coded: CodedColumn) -> [Int: Int32] {
    var rows: [Int: Int32] = [:]
    let codes = coded.codes.values(0..<column.count)
    for row in codes.indices where !column.isNull(row) && rows[Int(codes[row])] == nil {
      rows[Int(codes[row])] = Int32(row)
    }
    return rows
  }
}
