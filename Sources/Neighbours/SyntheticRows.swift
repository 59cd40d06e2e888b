import Columns
import Kernels

/// New rows between rows of a class and their nearest of the same class: SMOTE (Chawla, Bowyer, Hall and Kegelmeyer,
/// Journal of Artificial Intelligence Research 16, 2002).
///
/// The rows take turns as the beginning of a new one, so that no two of them begin more than one new row apart. A new
/// row lies on the line from its first row to one of that row's k nearest others, at a drawn share of the way.
public struct SyntheticRows: Sendable {
  /// What is drawn for a new row.
  public struct Draw: Sendable {
    /// Which of the nearest rows it goes towards, from 0 for the nearest.
    public var neighbour: Int
    /// How far, from 0 at the first row up to 1 at the neighbour.
    public var share: Double

    /// A neighbour by its place, and a share of the way to it.
    public init(neighbour: Int, share: Double) { (self.neighbour, self.share) = (neighbour, share) }
  }

  /// A row for each draw.
  public let values: Matrix
  /// The row from which each new one starts, and the row that it goes towards.
  public let ends: [(start: Int, neighbour: Int)]

  /// Makes a row for each draw. Progress counts the rows whose neighbours are looked for.
  ///
  /// Equal distances are ordered by row, so that it matters in which order the rows come only where there are such.
  ///
  /// - Parameters:
  ///   - rows: the rows of the class, without a missing value; more of them than `neighbours`.
  ///   - neighbours: how many nearest others a row may go towards, at least 1.
  ///   - draws: what is drawn for the first row, the second …, and from the first one again.
  /// - Throws: ``NeighbourError`` for a missing or an infinite value and for a matrix without columns; `Cancelled`.
  public init(between rows: Matrix, neighbours: Int, draws: [Draw], execution: Execution) throws {
    precondition(neighbours > 0 && rows.rows > neighbours, "each row has so many others")
    precondition(draws.allSatisfy { (0..<neighbours).contains($0.neighbour) }, "a draw is for one of the neighbours")
    let starts = min(rows.rows, draws.count)
    let nearest = try NearestNeighbours(rows, execution: execution).search(
      rows.selecting(rows: Array(0..<starts)), .init(neighbours: neighbours, ownRows: Array(0..<starts)),
      execution: execution)
    ends = draws.indices.map { place in
      let start = place % rows.rows
      return (start, nearest.rows[nearest.starts[start] + draws[place].neighbour])
    }
    let pairs = ends
    let columns = try execution.map(count: rows.columns) { column in
      zip(pairs, draws).map { pair, draw in
        Self.value(rows[pair.start, column], rows[pair.neighbour, column], draw.share)
      }
    }
    values = Matrix(rows: draws.count, columns: rows.columns, values: Array(columns.joined()))
  }

  /// The value at a share of the way, between both ends whatever rounding does.
  private static func value(_ start: Double, _ end: Double, _ share: Double) -> Double {
    min(max(start + share * (end - start), min(start, end)), max(start, end))
  }
}
