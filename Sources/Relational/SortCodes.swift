import Columns
import Kernels

/// A sort key as a code of `bits` bits: smaller codes come first, and null has the greatest.
struct SortCodes: Sendable {
  let bits: Int
  private let codes: KeyCodes
  private let ranks: Buffer<Int32>?
  private let limit: UInt64
  private let descending: Bool
  private let validity: Bitmap?

  /// The codes of a key: one, or two where the values leave no code for null.
  static func of(_ key: SortKey, execution: Execution) throws -> [SortCodes] {
    let column = try key.column.materialised(execution: execution)
    if case .integers(let values) = column.storage {
      let bounds = try KeyCodes.integerBounds(values, column.validity, execution)
      if UInt64(bitPattern: bounds.upperBound &- bounds.lowerBound) >= UInt64.max - 2 {
        let isNull = Column(bools: (0..<column.count).map { column.isNull($0) })
        let codes = KeyCodes(
          count: column.count, domain: .max,
          source: .integers(values, base: .min, limit: .max, nulls: .matchesNothing(nil)))
        return try of(SortKey(isNull), execution: execution)
          + [SortCodes(codes, limit: .max, descending: key.descending, validity: nil, ranks: nil)]
      }
    }
    let codes = try KeyCodes.of(column, nullsMatch: false, execution: execution)
    var ranks: Buffer<Int32>?
    if case .text(_, let dictionary) = column.storage { ranks = Buffer(dictionary.ranks()) }
    return [
      SortCodes(
        codes, limit: codes.domain - 1, descending: key.descending, validity: column.validity, ranks: ranks)
    ]
  }

  private init(_ codes: KeyCodes, limit: UInt64, descending: Bool, validity: Bitmap?, ranks: Buffer<Int32>?) {
    (self.codes, self.limit, self.descending, self.validity, self.ranks) = (codes, limit, descending, validity, ranks)
    bits = UInt64.bitWidth - (validity == nil ? limit : limit + 1).leadingZeroBitCount
  }

  /// Writes the codes of a range of rows into `out`.
  func decode(_ rows: Range<Int>, into out: Slots<UInt64>) {
    codes.decode(rows, into: out)
    if let ranks {
      let view = ranks.view
      for offset in 0..<rows.count where out[offset] < UInt64(view.count) {
        out[offset] = UInt64(view[Int(out[offset])])
      }
    }
    if descending {
      for offset in 0..<rows.count { out[offset] = limit &- out[offset] }
    }
    guard let validity else { return }
    for (offset, row) in rows.enumerated() where !validity[row] { out[offset] = limit + 1 }
  }
}
