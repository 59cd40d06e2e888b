/// Some consecutive rows of a column as memory, for what takes columns block by block.
///
/// Where the values lie in memory as they are, the block is a window onto them; those of an indicator and of a gathered
/// column are written out for the rows of the block alone.
public struct ColumnBlock: Sendable {
  /// The values; a null row holds any.
  public enum Values: Sendable {
    case floats(Elements<Double>)
    case w8(Elements<Int8>), w16(Elements<Int16>), w32(Elements<Int32>), w64(Elements<Int64>)
  }

  /// How many rows there are, at most a block's.
  public let count: Int
  /// The values; what is null has some value there, too.
  public let values: Values
  /// Bit i of the words is set where row i has a value; nil where all have. Bits past the end are arbitrary.
  public let validity: Elements<UInt64>?
}

extension Column {
  /// The rows of a range that starts at a multiple of 64, so that it cuts validity between its words. Texts give codes.
  public func block(_ rows: Range<Int>) -> ColumnBlock {
    precondition(rows.lowerBound & 63 == 0 && rows.upperBound <= count, "blocks start between words of validity")
    let words = rows.lowerBound >> 6..<Bitmap.wordCount(rows.upperBound)
    return ColumnBlock(count: rows.count, values: blockValues(rows), validity: validity?.words.elements(words))
  }

  private func blockValues(_ rows: Range<Int>) -> ColumnBlock.Values {
    let (storage, places) = written(rows)
    switch storage {
    case .floats(let buffer): return .floats(buffer.elements(places))
    case .integers(let values), .text(let values, _): return values.block(places)
    case .indicator, .gathered: preconditionFailure("written values are no view")
    }
  }
}

extension IntegerBuffer {
  fileprivate func block(_ rows: Range<Int>) -> ColumnBlock.Values {
    switch self {
    case .w8(let buffer): .w8(buffer.elements(rows))
    case .w16(let buffer): .w16(buffer.elements(rows))
    case .w32(let buffer): .w32(buffer.elements(rows))
    case .w64(let buffer): .w64(buffer.elements(rows))
    }
  }
}
