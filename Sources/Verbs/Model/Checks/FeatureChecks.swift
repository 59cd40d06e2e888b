import Columns
import Diagnostics
import Foundation
import Kernels
import Language

/// What the features of a training show, column by column, as notes that name them.
struct FeatureChecks {
  let notes: [String]

  /// - Parameter known: numbers that a recipe knows to stand for something else.
  init(
    _ table: Table, features: [Int], labels: [Double], target: String, known: [String: Set<Double>] = [:],
    _ context: RunContext
  ) throws {
    var rows: (ones: [Int32], zeros: [Int32]) = ([], [])
    for (row, label) in labels.enumerated() {
      if label == 1 { rows.ones.append(Int32(row)) } else { rows.zeros.append(Int32(row)) }
    }
    let classes = rows
    let checks = try context.execution.map(count: features.count) { index in
      FeatureCheck(table.schema.fields[features[index]], table.columns[features[index]], classes)
    }
    let unknown = checks.filter { check in
      check.sentinel.map { known[check.name]?.contains($0.value) != true } ?? false
    }
    notes = [Self.telling(checks, target), Self.identifiers(checks), Self.sentinels(unknown)].compactMap { $0 }
  }

  private static func telling(_ checks: [FeatureCheck], _ target: String) -> String? {
    let found = checks.filter { ($0.auc ?? 0) > FeatureCheck.telling }.sorted { ($0.auc ?? 0) > ($1.auc ?? 0) }
    guard !found.isEmpty else { return nil }
    let list = list(found) { "`\($0.name)` (AUC \(String(format: "%.3f", $0.auc ?? 0)))" }
    return
      "\(list) alone \(found.count == 1 ? "tells" : "tell") the target `\(target)`: was it known before the outcome?"
  }

  private static func identifiers(_ checks: [FeatureCheck]) -> String? {
    let found = checks.filter(\.isIdentifier)
    guard !found.isEmpty else { return nil }
    return found.count == 1
      ? "the feature `\(found[0].name)` looks like an identifier: declare it, `key: \(found[0].name.asColumn)`, or "
        + "drop it"
      : "features that look like identifiers: \(list(found) { "`\($0.name)`" }); declare them as `key:`, or drop them"
  }

  private static func sentinels(_ checks: [FeatureCheck]) -> String? {
    let found = checks.filter { $0.sentinel != nil }
    guard let first = found.first, let own = first.sentinel else { return nil }
    let list = list(found) { check in
      check.sentinel.map { "`\(check.name)` \(CellFormat.short($0.value)) in \(Prose.count($0.rows, "row"))" } ?? ""
    }
    return "numbers that seem to stand for something else are left in the features: \(list); make them missing, "
      + "`| replace \(first.name.asColumn), values: [\(CellFormat.short(own.value))], with: null`"
  }

  private static func list(_ found: [FeatureCheck], _ text: (FeatureCheck) -> String) -> String {
    found.prefix(5).map(text).joined(separator: ", ") + (found.count > 5 ? ", … (\(found.count) columns)" : "")
  }
}

extension CellFormat {
  /// A whole number without its fraction.
  static func short(_ value: Double) -> String { Int64(exactly: value).map { String($0) } ?? float(value) }
}

/// What one feature shows by itself that should be known before a model learns from it.
struct FeatureCheck: Sendable {
  let name: String
  /// The area under the ROC curve of the feature alone, in its better direction; nil with too few rows of a class.
  private(set) var auc: Double?
  /// Whether each row has a whole number of its own, or the name says that the column identifies something.
  private(set) var isIdentifier = false
  /// A least or greatest value that seems to stand for something else than a number, and how many rows have it.
  private(set) var sentinel: (value: Double, rows: Int)?

  /// A single column that tells this much has usually been made from the target.
  static let telling = 0.95
  /// Fewer rows of a class say nothing about a column.
  private static let fewest = 8
  /// So many rows of each class tell whether it is worth while to look at all.
  private static let sample = 8000

  /// - Parameters:
  ///   - rows: which rows are of class 1, and which of class 0.
  init(_ field: Field, _ column: Column, _ rows: (ones: [Int32], zeros: [Int32])) {
    name = field.name
    guard field.type.isNumeric || field.type == .bool, let values = column.doubles() else { return }
    auc = Self.auc(values, rows)
    if field.type == .int {
      isIdentifier = Self.identifies(values, field.name, hasNulls: column.nullCount > 0)
    }
    if field.type.isNumeric { sentinel = Sentinel.find(values) }
  }

  /// The area, of some rows first and of all where those make it likely; a gap counts as the least or the greatest
  /// value.
  private static func auc(_ values: [Double], _ rows: (ones: [Int32], zeros: [Int32])) -> Double? {
    guard min(rows.ones.count, rows.zeros.count) >= fewest else { return nil }
    func some(_ rows: [Int32]) -> [Int32] {
      guard rows.count > sample else { return rows }
      let step = Double(rows.count) / Double(sample)
      return (0..<sample).map { rows[Int(Double($0) * step)] }
    }
    let (ones, zeros) = (some(rows.ones), some(rows.zeros))
    let first = area(values, ones, zeros)
    let isWhole = ones.count == rows.ones.count && zeros.count == rows.zeros.count
    return isWhole || first < telling - 0.02 ? first : area(values, rows.ones, rows.zeros)
  }

  private static func area(_ values: [Double], _ ones: [Int32], _ zeros: [Int32]) -> Double {
    let a = RadixSort.sorted(ones.map { values[Int($0)] }), b = RadixSort.sorted(zeros.map { values[Int($0)] })
    var won = 0.0, below = 0, upTo = 0
    for value in a {
      while below < b.count, b[below] < value { below += 1 }
      while upTo < b.count, b[upTo] <= value { upTo += 1 }
      won += Double(below) + Double(upTo - below) / 2
    }
    let gaps = (Double(ones.count - a.count), Double(zeros.count - b.count))
    let ties = won + gaps.0 * gaps.1 / 2, pairs = Double(ones.count) * Double(zeros.count)
    let areas = [(ties + Double(a.count) * gaps.1) / pairs, (ties + gaps.0 * Double(b.count)) / pairs]
    return areas.map { max($0, 1 - $0) }.max() ?? 0.5
  }

  /// A short look at the first rows spares the long one for nearly all columns.
  private static func identifies(_ values: [Double], _ name: String, hasNulls: Bool) -> Bool {
    guard values.count >= 100, !hasNulls else { return false }
    let some = Set(values.prefix(1000))
    // Counts of days lie below 0 at times, numbers of clients never.
    if isIdentifierName(name), (some.min() ?? 0) >= 0, some.count > min(values.count, 1000) / 20, some.count > 20 {
      return true
    }
    guard some.count == min(values.count, 1000), Set(values).count == values.count else { return false }
    // Amounts may all differ as well, but leave more space between them, and come in any order.
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let isDense = high - low < 3 * Double(values.count)
    return isDense || zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
      || zip(values, values.dropFirst()).allSatisfy { $0 > $1 }
  }

  /// `SK_ID_CURR`, `client_id`, `id`
  private static func isIdentifierName(_ name: String) -> Bool {
    name.lowercased().split { !$0.isLetter }.contains { ["id", "uuid", "guid"].contains($0) }
  }
}

/// Values such as 365243 or −999 that stand for something else than a number.
enum Sentinel {
  /// The greatest or least value, where it lies far from all others and several rows have it.
  static func find(_ values: [Double]) -> (value: Double, rows: Int)? {
    var low = Double.infinity, high = -Double.infinity
    for value in values {
      if value < low { low = value }
      if value > high { high = value }
    }
    guard low < high else { return nil }
    var (nextLow, nextHigh, lows, highs) = (Double.infinity, -Double.infinity, 0, 0)
    for value in values {
      if value == low { lows += 1 } else if value < nextLow { nextLow = value }
      if value == high { highs += 1 } else if value > nextHigh { nextHigh = value }
    }
    if stands(high, rows: highs, gap: high - nextHigh, range: nextHigh - low) { return (high, highs) }
    return stands(low, rows: lows, gap: nextLow - low, range: high - nextLow) ? (low, lows) : nil
  }

  private static func stands(_ value: Double, rows: Int, gap: Double, range: Double) -> Bool {
    // A column of two values has none.
    guard range > 0 else { return false }
    return isUsual(value) ? gap > range / 4 && gap > 1 : rows >= 5 && gap > 5 * range
  }

  /// 365243 of Home Credit, 999, −9999 …
  static func isUsual(_ value: Double) -> Bool {
    guard let whole = Int64(exactly: value.magnitude), whole >= 99 else { return false }
    var rest = whole
    while rest % 10 == 9 { rest /= 10 }
    return whole == 365_243 || rest == 0
  }
}
