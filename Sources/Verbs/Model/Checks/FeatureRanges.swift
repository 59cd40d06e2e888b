import Columns
import Diagnostics
import Kernels
import Language

/// The least and greatest value that a model saw of each feature, to know a sentinel that training did not have.
struct FeatureRanges: Sendable {
  private let ranges: [(name: String, range: ClosedRange<Double>)]

  init(_ table: Table, features: [Int], _ execution: Execution) throws {
    let found = try execution.map(count: features.count) { index -> ClosedRange<Double>? in
      let column = table.columns[features[index]]
      guard column.type.isNumeric, let values = column.doubles() else { return nil }
      var low = Double.infinity, high = -Double.infinity
      for value in values {
        if value < low { low = value }
        if value > high { high = value }
      }
      return low <= high ? low...high : nil
    }
    ranges = zip(features, found).compactMap { position, range in
      range.map { (table.schema.fields[position].name, $0) }
    }
  }

  /// A note about values that stand for something else than a number, where training had none of them.
  func note(_ table: Table, _ verb: String, _ execution: Execution) throws -> String? {
    let found = try execution.map(count: ranges.count) { index -> (value: Double, rows: Int)? in
      let (name, range) = ranges[index]
      guard let values = table[name]?.doubles() else { return nil }
      let odd = values.filter { !range.contains($0) && Sentinel.isUsual($0) }
      return odd.first.map { value in (value, odd.count { $0 == value }) }
    }
    let shown = zip(ranges, found).compactMap { range, sentinel in
      sentinel.map { "`\(range.name)` \(CellFormat.short($0.value)) in \(Prose.count($0.rows, "row"))" }
    }
    guard !shown.isEmpty else { return nil }
    let list = shown.prefix(5).joined(separator: ", ") + (shown.count > 5 ? ", … (\(shown.count) columns)" : "")
    return "\(verb): numbers that seem to stand for something else, and that training did not have: \(list)"
  }
}
