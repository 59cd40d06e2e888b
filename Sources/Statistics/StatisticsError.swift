/// Why a statistic cannot be computed from the values it was given.
public struct StatisticsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One plain sentence without a full stop.
  public let sentence: String
  /// The row at fault, counted from 0.
  public let row: Int?

  /// An error about a row, or about all of them.
  public init(_ sentence: String, row: Int? = nil) {
    (self.sentence, self.row) = (sentence, row)
  }

  /// The sentence, with the row where it is about one.
  public var description: String { row.map { "\(sentence) (row \($0))" } ?? sentence }
}
