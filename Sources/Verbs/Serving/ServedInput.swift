import Columns
import Forms

/// A column that a served model takes, with what training saw of it.
package struct ServedInput: Sendable {
  package let name: String
  package let type: ColumnType
  /// Whether a score depends on it: the first steps of the recipe may leave columns out.
  package let isUsed: Bool
  /// The share of the training rows in which it was null.
  package let nullShare: Double
  /// The least and the greatest number that training saw.
  package let range: ClosedRange<Double>?
  /// The texts that training saw; nil where there were very many.
  package let levels: [String]?

  /// Whether a request has to name it: a score depends on it, and no training row was without it.
  package var isRequired: Bool { isUsed && nullShare == 0 }

  init(_ seen: SeenColumn, rows: Int, isUsed: Bool) {
    (name, type, self.isUsed, range, levels) = (seen.name, seen.type, isUsed, seen.range, seen.levels)
    nullShare = rows > 0 ? Double(seen.nulls) / Double(rows) : 0
  }

  /// Numbers that stand for something else than a number where they are the least or the greatest of a column.
  package static func isSentinel(_ value: Double) -> Bool { Sentinel.isUsual(value) }

  /// For whoever asks what to send.
  package var form: JSONValue {
    .members([
      "name": .text(name), "type": .text(type.rawValue), "required": .bool(isRequired), "used": .bool(isUsed),
      "null_share": .double(nullShare), "low": range.map { .double($0.lowerBound) },
      "high": range.map { .double($0.upperBound) }, "levels": levels.map { .texts($0) },
    ])
  }
}
