/// A typed, immutable sequence of values, some of which may be null. Copies share the memory.
public struct Column: Sendable {
  public let type: ColumnType
  public let count: Int
  /// One bit for each row that has a value, or nil when every row has one.
  public let validity: Bitmap?
  public let storage: Storage

  /// How the values lie in memory. A null row holds zero, or the code 0.
  public enum Storage: Sendable {
    /// `int` as it is, `bool` as 0 and 1, `date` as days and `datetime` as microseconds since 1970-01-01 UTC.
    case integers(IntegerBuffer)
    case floats(Buffer<Double>)
    case text(IntegerBuffer, TextDictionary)
    /// 1 where the codes equal `code`, else 0, never null: an indicator that is not written out until somebody needs it.
    /// `codeValidity` is that of the text column; where it is false the indicator is 1 only if `code` is nil.
    case indicator(codes: IntegerBuffer, codeValidity: Bitmap?, code: Int64?)
  }

  /// Wraps storage. A validity bitmap in which all bits are set is dropped.
  public init(type: ColumnType, count: Int, validity: Bitmap?, storage: Storage) {
    precondition(validity == nil || validity?.count == count, "validity covers every row")
    (self.type, self.count, self.storage) = (type, count, storage)
    self.validity = validity?.unlessFull
  }

  public var nullCount: Int { validity.map { count - $0.setCount } ?? 0 }

  @inlinable
  public func isNull(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }

  public subscript(row: Int) -> Cell {
    precondition(row >= 0 && row < count, "row outside the column")
    if isNull(row) { return .null }
    switch storage {
    case .floats(let buffer): return .float(buffer[row])
    case .text(let codes, let dictionary): return .text(dictionary[Int(codes[row])])
    case .integers(let values): return Cell(integer: values[row], type: type)
    case .indicator: return .int(indicatorValue(row))
    }
  }

  /// The 0 or 1 of an indicator's row.
  private func indicatorValue(_ row: Int) -> Int64 {
    guard case .indicator(let codes, let codeValidity, let code) = storage else { return 0 }
    let isPresent = codeValidity.map { $0[row] } ?? true
    guard let code else { return isPresent ? 0 : 1 }
    return isPresent && codes[row] == code ? 1 : 0
  }
}
