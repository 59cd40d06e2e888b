/// Rows packed for ``QueryPanel``: float32 terms, row after row, and a constant for each row.
public struct ScoredRows: Sendable {
  /// How many rows there are.
  public let count: Int
  /// Terms per row.
  public let width: Int
  let terms: [Float]
  let constants: [Float]

  /// Packs rows whose terms and constants are given; both must be finite.
  ///
  /// - Parameter terms: `terms[row * width + term]`.
  public init(count: Int, width: Int, terms: consuming [Float], constants: consuming [Float]) {
    precondition(terms.count == count * width && constants.count == count, "each row has its terms and a constant")
    (self.count, self.width) = (count, width)
    // Rows of padding score −infinity, which reaches no threshold but −infinity (see QueryPanel.everything).
    let padding = QueryPanel.rowMultiple - 1 - (count + QueryPanel.rowMultiple - 1) % QueryPanel.rowMultiple
    terms.append(contentsOf: repeatElement(0, count: padding * width))
    constants.append(contentsOf: repeatElement(-.infinity, count: padding))
    (self.terms, self.constants) = (terms, constants)
  }

  /// The constants of some rows, less the sum of some of their terms: what a panel adds to every lane alike.
  ///
  /// Rounded in float32, once for each term.
  public func constants(of rows: Range<Int>, less folded: [Int]) -> [Float] {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= count, "the rows exist")
    precondition(folded.allSatisfy { $0 >= 0 && $0 < width }, "the terms exist")
    return rows.map { row in
      var constant = constants[row]
      for term in folded { constant -= terms[row * width + term] }
      return constant
    }
  }
}
