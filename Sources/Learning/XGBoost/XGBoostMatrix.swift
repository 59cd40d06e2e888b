import CXGBoost
import Columns

/// Rows inside XGBoost's library, in single precision.
final class XGBoostMatrix {
  let library: XGBoostLibrary
  let handle: OpaquePointer

  /// The library's copy of some rows; all of them, where none are named.
  init(_ features: Matrix, rows: Range<Int>? = nil, threads: Int) throws {
    let library = try XGBoostLibrary.shared()
    self.library = library
    let rows = rows ?? 0..<features.rows
    var made: OpaquePointer?
    try library.check(
      features.values.withUnsafeBufferPointer { values in
        xgb_matrix_create(library.handle, features.lent(values, rows), Int32(threads), &made)
      })
    guard let made else { throw LearningError("XGBoost made no matrix and gave no reason") }
    handle = made
  }

  deinit { _ = xgb_matrix_free(library.handle, handle) }

  /// Sets the labels and the weights.
  func describe(_ training: TrainingSet) throws {
    try set("label", training.labels)
    if let weights = training.weights { try set("weight", weights) }
  }

  private func set(_ field: String, _ values: [Double]) throws {
    try library.check(xgb_matrix_set_field(library.handle, handle, field, values, UInt64(values.count)))
  }
}

extension Matrix {
  /// Some rows as the library takes them, for the length of a call.
  func lent(_ values: UnsafeBufferPointer<Double>, _ rows: Range<Int>) -> xgb_rows {
    xgb_rows(
      values: values.baseAddress, height: UInt64(self.rows), first: UInt64(rows.lowerBound), rows: UInt64(rows.count),
      columns: UInt64(columns))
  }

  /// The library stops at values that are infinite in single precision when it trains, and takes them when it predicts.
  ///
  /// - Throws: ``LearningError`` that names the first value beyond single precision, with its feature and row.
  func requireSinglePrecision(names: [String]) throws(LearningError) {
    guard let index = values.firstIndex(where: { Float($0).isInfinite }) else { return }
    let (column, row) = index.quotientAndRemainder(dividingBy: rows)
    let sign = values[index] < 0 ? "-" : ""
    throw LearningError(
      "XGBoost computes in single precision, up to 3.4e38, and `\(names[column])` is \(values[index]) in row \(row)",
      row: row, feature: names[column], help: "clip it first, for instance to \(sign)1e38")
  }
}
