import Language

/// A value that can say how much it relies on columns, such as a fitted model.
package protocol RanksColumns: Value {
  /// One importance for each name, the greater the more important; nil for a column that the value does not know.
  func importance(of names: [String]) throws -> [Double?]
  /// What it learnt from.
  var record: TrainingRecord? { get }
}
