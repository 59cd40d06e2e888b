import Kernels

/// Reading many values of a column at once.
extension Column {
  /// The values as doubles, NaN for null: `int`, `float`, `bool` (0 or 1), dates as days. Nil for text.
  public func doubles() -> [Double]? { doubles(0..<count) }

  /// The values of a range as doubles, NaN for null. Nil for text.
  public func doubles(_ range: Range<Int>) -> [Double]? {
    var out: [Double]
    switch written(range) {
    case (.floats(let buffer), let rows): out = Array(buffer.view[rows])
    case (.integers(let values), let rows): out = values.values(rows).map(Double.init)
    default: return nil
    }
    if let validity {
      for row in range where !validity[row] { out[row - range.lowerBound] = .nan }
    }
    return out
  }

  /// How many rows hold a whole number that no double holds; of those that `counts` allows.
  public func rowsBeyondDoubles(_ counts: Bitmap? = nil) -> Int {
    guard type == .int, storage.isWide, case .integers(.w64(let buffer)) = materialised().storage,
      IntegerBits.count(buffer.view) > IntegerBits.ofDouble
    else { return 0 }
    return (0..<count).count { row in
      !buffer.view[row].fitsDouble && !isNull(row) && (counts.map { $0[row] } ?? true)
    }
  }

  /// The values of a range as integers, 0 for null. Nil for float and text.
  public func integers(_ range: Range<Int>) -> [Int64]? {
    guard case (.integers(let values), let rows) = written(range) else { return nil }
    return values.values(rows)
  }

  /// The values of a range written out, as `integers`, `floats` or `text`, and the rows of that storage that hold them:
  /// those of the column itself where it is written out already. Which of them are null is told by the column.
  public func written(_ range: Range<Int>) -> (storage: Storage, rows: Range<Int>) {
    switch storage {
    case .integers, .floats, .text: return (storage, range)
    case .indicator(let codes, let codeValidity, let code):
      let values = Column.indicated(range, codes, codeValidity, code)
      return (.integers(.w8(values)), 0..<range.count)
    case .gathered(let base, let rows):
      return (base.values(at: UnsafeBufferPointer(rebasing: rows.view[range])), 0..<range.count)
    }
  }

  /// The column with its values written out, if they are not.
  public func materialised() -> Column {
    switch storage {
    case .integers, .floats, .text: self
    case .indicator, .gathered:
      Column(type: type, count: count, validity: validity, storage: written(0..<count).storage)
    }
  }

  /// Whether an indicator is 1 in a row.
  static func isIndicated(_ row: Int, _ codes: IntegerBuffer, _ codeValidity: Bitmap?, _ code: Int64?) -> Bool {
    let isPresent = codeValidity.map { $0[row] } ?? true
    guard let code else { return !isPresent }
    return isPresent && codes[row] == code
  }
}

extension Column.Storage {
  /// Whether the values may be whole numbers of more than 32 bits; told without looking at any.
  fileprivate var isWide: Bool {
    switch self {
    case .integers(.w64): true
    case .gathered(let base, _): base.storage.isWide
    case .integers, .floats, .text, .indicator: false
    }
  }
}
