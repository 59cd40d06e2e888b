/// How the gaps of a table were filled, column by column.
public struct ImputationReport: Sendable, Equatable {
  /// How the gaps of one column were filled, in cells.
  public struct Column: Sendable, Equatable {
    /// Gaps filled from neighbours.
    public var byNeighbours = 0
    /// Gaps without an eligible donor, filled with the fallback.
    public var byFallback = 0

    /// How many gaps were filled in either way.
    public init(byNeighbours: Int = 0, byFallback: Int = 0) {
      (self.byNeighbours, self.byFallback) = (byNeighbours, byFallback)
    }
  }

  /// One entry per column of the table.
  public internal(set) var columns: [Column]

  /// A report with one entry for each column of the matrix.
  public init(columns: [Column]) { self.columns = columns }

  /// All gaps together.
  public var total: Column {
    columns.reduce(into: Column()) { sum, column in
      sum.byNeighbours += column.byNeighbours
      sum.byFallback += column.byFallback
    }
  }
}
