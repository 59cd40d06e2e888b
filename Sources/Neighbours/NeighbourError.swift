/// Why neighbours could not be searched or a table could not be imputed.
public struct NeighbourError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The row at fault, counted from 0.
  public let row: Int?
  /// The column at fault, counted from 0.
  public let column: Int?
  /// One plain sentence that names the column.
  public let sentence: String

  /// An error about a cell of the matrix, or about all of it.
  public init(row: Int? = nil, column: Int? = nil, sentence: String) {
    (self.row, self.column, self.sentence) = (row, column, sentence)
  }

  /// The sentence.
  public var description: String { sentence }
}
