/// Why neighbours could not be searched or a table could not be imputed.
public struct NeighbourError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The row at fault, counted from 0.
  public let row: Int?
  /// The column at fault, counted from 0.
  public let column: Int?
  /// One plain sentence that names the column.
  public let sentence: String

  public init(row: Int? = nil, column: Int? = nil, sentence: String) {
    (self.row, self.column, self.sentence) = (row, column, sentence)
  }

  public var description: String { sentence }
}
