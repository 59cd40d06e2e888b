import Columns
import Diagnostics
import Foundation
import Language

/// What the features of a training show, column by column, as notes that name them.
struct FeatureChecks {
  let notes: [String]

  init(_ table: Table, features: [Int], labels: [Double], target: String, _ context: RunContext) throws {
    var rows: (ones: [Int32], zeros: [Int32]) = ([], [])
    for (row, label) in labels.enumerated() {
      if label == 1 { rows.ones.append(Int32(row)) } else { rows.zeros.append(Int32(row)) }
    }
    let known = rows
    let checks = try context.execution.map(count: features.count) { index in
      FeatureCheck(table.schema.fields[features[index]], table.columns[features[index]], known)
    }
    notes = [Self.telling(checks, target), Self.identifiers(checks), Self.sentinels(checks)].compactMap { $0 }
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
