import Columns
import Kernels

/// Pairs of rows of two classes that are each other's nearest (Tomek, IEEE Transactions on Systems, Man, and
/// Cybernetics 6, 1976): noise, or the border between the classes.
public enum TomekLinks {
  /// The links, each once, the row of the chosen class first, in the order of these.
  ///
  /// A row that equals another one has that as its nearest, and is in no link. Of several nearest rows the first one
  /// counts. Only the rows of one class, and what is nearest to them, are looked for: a link has a row of each.
  ///
  /// - Parameters:
  ///   - rows: the rows, without a missing value.
  ///   - isChosen: for each row whether it is of the chosen class, best the one with fewer rows.
  /// - Throws: ``NeighbourError`` for a missing or an infinite value and for a matrix without columns; `Cancelled`.
  public static func find(
    _ rows: Matrix, isChosen: [Bool], execution: Execution
  ) throws -> [(chosen: Int, other: Int)] {
    precondition(isChosen.count == rows.rows, "each row has a class")
    let search = try NearestNeighbours(rows, execution: execution)
    func nearest(of queries: [Int]) throws -> [Int?] {
      let found = try search.search(
        rows.selecting(rows: queries), .init(neighbours: 1, ownRows: queries), execution: execution)
      return queries.indices.map { place in
        let entry = found.starts[place]
        // Whatever equals the row lies at distance 0.
        return entry < found.starts[place + 1] && found.distances[entry] > 0 ? found.rows[entry] : nil
      }
    }
    let chosen = isChosen.indices.filter { isChosen[$0] }
    let pairs = zip(chosen, try nearest(of: chosen)).compactMap { row, other in
      other.flatMap { isChosen[$0] ? nil : (chosen: row, other: $0) }
    }
    let back = try nearest(of: pairs.map(\.other))
    return zip(pairs, back).filter { $0.chosen == $1 }.map(\.0)
  }
}
