import Synchronization

/// Rows packed for ``QueryPanel``: float32 terms, row after row, and a constant for each row.
public struct ScoredRows: Sendable {
  /// How many rows there are.
  public let count: Int
  /// Terms per row.
  public let width: Int
  let terms: [Float]
  let constants: [Float]

  /// Packs rows that are made piece by piece on all threads.
  ///
  /// - Parameter pack: Gets consecutive rows and hands over the terms and the constant of each, in their order.
  /// - Throws: What `pack` throws; `Cancelled`.
  public init(
    count: Int, width: Int, execution: Execution,
    _ pack: @Sendable (Range<Int>, (_ terms: [Float], _ constant: Float) -> Void) throws -> Void
  ) throws {
    let size = 4096, padded = Self.padded(count)
    let pieces = max(1, (count + size - 1) / size)
    (self.count, self.width) = (count, width)
    let constants = Mutex<[[Float]]>(Array(repeating: [], count: pieces))
    let padding = padded - count
    terms = try execution.array(count: padded * width, pieces: pieces) { piece, memory in
      let rows = piece * size..<min((piece + 1) * size, count)
      var own: [Float] = []
      own.reserveCapacity(rows.count)
      try pack(rows) { terms, constant in
        precondition(terms.count == width && own.count < rows.count, "each row has its terms")
        // SAFETY: the row is one of this piece, which has room for its terms.
        (memory + (rows.lowerBound + own.count) * width).update(from: terms, count: width)
        own.append(constant)
      }
      precondition(own.count == rows.count, "each row has its terms")
      if piece == pieces - 1 { (memory + count * width).update(repeating: 0, count: padding * width) }
      constants.withLock { $0[piece] = own }
    }
    self.constants = constants.withLock { $0.flatMap { $0 } } + Array(repeating: -.infinity, count: padding)
  }

  /// Rows of padding score −infinity, which reaches no threshold but −infinity (see QueryPanel.everything).
  private static func padded(_ count: Int) -> Int {
    (count + QueryPanel.rowMultiple - 1) / QueryPanel.rowMultiple * QueryPanel.rowMultiple
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
