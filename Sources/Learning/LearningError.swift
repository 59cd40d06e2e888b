import Columns

/// Why a model cannot be fitted, applied, or read.
public struct LearningError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One plain sentence without a full stop.
  public let sentence: String
  /// The row at fault, counted from 0.
  public let row: Int?
  /// The feature at fault.
  public let feature: String?
  /// What to do about it, if that is known.
  public let help: String?
  /// Whether a gap is at fault, so that whoever knows the table can tell of all of them.
  public let isGap: Bool

  /// An error with the row and feature it is about, and what to do.
  public init(
    _ sentence: String, row: Int? = nil, feature: String? = nil, help: String? = nil, isGap: Bool = false
  ) {
    (self.sentence, self.row, self.feature, self.help, self.isGap) = (sentence, row, feature, help, isGap)
  }

  /// The sentence, with what to do behind it.
  public var description: String { help.map { "\(sentence); \($0)" } ?? sentence }
}

extension Matrix {
  /// - Throws: ``LearningError`` that names the first missing or infinite value's feature and row.
  func requireFinite(names: [String], for estimator: String) throws(LearningError) {
    guard let index = values.firstIndex(where: { !$0.isFinite }) else { return }
    let (column, row) = index.quotientAndRemainder(dividingBy: rows)
    throw LearningError(
      "\(estimator) cannot take missing values, and `\(names[column])` is missing in row \(row)", row: row,
      feature: names[column], help: "impute it first", isGap: true)
  }
}
