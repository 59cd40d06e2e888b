/// A typed, immutable sequence of values, some of which may be null. Copies share the memory.
public struct Column: Sendable {
  /// The type of all values.
  public let type: ColumnType
  /// How many rows there are.
  public let count: Int
  /// One bit for each row that has a value, or nil when every row has one.
  public let validity: Bitmap?
  /// How the values lie in memory.
  public let storage: Storage

  /// How the values lie in memory. A null row holds zero, or the code 0.
  public enum Storage: Sendable {
    /// `int` as it is, `bool` as 0 and 1, `date` as days and `datetime` as microseconds since 1970-01-01 UTC.
    case integers(IntegerBuffer)
    case floats(Buffer<Double>)
    case text(IntegerBuffer, TextDictionary)
    /// 1 where the codes equal `code`, else 0, never null: an indicator that is not written out until somebody needs
    /// it. `codeValidity` is that of the text column; where it is false the indicator is 1 only if `code` is nil.
    case indicator(codes: IntegerBuffer, codeValidity: Bitmap?, code: Int64?)
    /// Rows of another column, which is not gathered itself; a negative number is a row of null. As with an indicator
    /// the values are not written out until somebody needs them: `written` reads some of them, `materialised` all.
    indirect case gathered(Column, rows: Buffer<Int32>)
  }

  /// Wraps storage. A validity bitmap in which all bits are set is dropped.
  public init(type: ColumnType, count: Int, validity: Bitmap?, storage: Storage) {
    precondition(validity == nil || validity?.count == count, "validity covers every row")
    (self.type, self.count, self.storage) = (type, count, storage)
    self.validity = validity?.unlessFull
  }

  /// How many rows are null. Counts them anew each time.
  public var nullCount: Int { validity.map { count - $0.setCount } ?? 0 }
  /// Whether no row has a value, so that the type of the column means nothing.
  public var isEmpty: Bool { nullCount == count }

  /// Whether a row is null.
  @inlinable
  public func isNull(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }

  /// The value of a row, for whoever reads few.
  public subscript(row: Int) -> Cell {
    precondition(row >= 0 && row < count, "row outside the column")
    if isNull(row) { return .null }
    switch storage {
    case .floats(let buffer): return .float(buffer[row])
    case .text(let codes, let dictionary): return .text(dictionary[Int(codes[row])])
    case .integers(let values): return Cell(integer: values[row], type: type)
    case .indicator(let codes, let codeValidity, let code):
      return .int(Column.isIndicated(row, codes, codeValidity, code) ? 1 : 0)
    case .gathered(let base, let rows): return base[Int(rows[row])]
    }
  }

  /// The texts of a text column by code.
  public var dictionary: TextDictionary? {
    switch storage {
    case .text(_, let dictionary): dictionary
    case .gathered(let base, _): base.dictionary
    case .integers, .floats, .indicator: nil
    }
  }
}
