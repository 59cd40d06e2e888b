/// Reading many values of a column at once.
extension Column {
  /// The values as doubles, NaN for null: `int`, `float`, `bool` (0 or 1), dates as days. Nil for text.
  public func doubles() -> [Double]? { doubles(0..<count) }

  /// The values of a range as doubles, NaN for null. Nil for text.
  public func doubles(_ range: Range<Int>) -> [Double]? {
    var out: [Double]
    switch storage {
    case .floats(let buffer): out = Array(buffer.view[range])
    case .integers(let values): out = values.values(range).map(Double.init)
    case .indicator: out = indicatorInts(range).map(Double.init)
    case .text: return nil
    }
    if let validity {
      for row in range where !validity[row] { out[row - range.lowerBound] = .nan }
    }
    return out
  }

  /// The values of a range as integers, 0 for null. Nil for float and text.
  public func integers(_ range: Range<Int>) -> [Int64]? {
    switch storage {
    case .integers(let values): values.values(range)
    case .indicator: indicatorInts(range)
    case .floats, .text: nil
    }
  }

  /// The 0 and 1 of an indicator that is not written out.
  private func indicatorInts(_ range: Range<Int>) -> [Int64] {
    guard case .indicator(let codes, let codeValidity, let code) = storage else { return [] }
    guard let code else { return range.map { row in (codeValidity.map { $0[row] } ?? true) ? 0 : 1 } }
    var out = codes.values(range)
    for offset in out.indices {
      let isPresent = codeValidity.map { $0[range.lowerBound + offset] } ?? true
      out[offset] = isPresent && out[offset] == code ? 1 : 0
    }
    return out
  }

  /// The column with its values written out: an indicator becomes ordinary integers, all else stays as it is.
  public func materialised() -> Column {
    guard case .indicator = storage else { return self }
    return Column(
      type: type, count: count, validity: nil, storage: .integers(IntegerBuffer(indicatorInts(0..<count))))
  }
}
