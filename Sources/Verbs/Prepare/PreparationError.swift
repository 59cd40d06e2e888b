import Columns
import Diagnostics
import Language

/// A table that does not fit what a preparation learnt.
struct PreparationError: DescribedError {
  let code: DiagnosticCode
  let message: String
  var notes: [String] = []
  var help: String?

  /// The column is not there.
  static func missing(_ name: String) -> PreparationError {
    PreparationError(
      code: .unknownColumn, message: "the preparation was fitted with a column `\(name)`, which these rows do not have")
  }

  /// The column is of another type now.
  static func retyped(_ name: String, from fitted: ColumnType, to type: ColumnType) -> PreparationError {
    PreparationError(
      code: .wrongType,
      message: "`\(name)` was \(fitted.rawValue) when the preparation was fitted, and is \(type.rawValue) here",
      help: "bring it to one type before")
  }
}

extension Table {
  /// The position of a column that a preparation was fitted with.
  func fittedPosition(of name: String) throws -> Int {
    guard let position = schema.index(of: name) else { throw PreparationError.missing(name) }
    return position
  }

  /// The positions of those of some columns that are there.
  func positions(of names: [String]) -> [Int] { names.compactMap { schema.index(of: $0) } }
}
