import Columns
import Kernels

/// Values of one block of rows while an expression is evaluated. A vector of one constant value has `isConstant`, and
/// is read at index 0 for every row.
public struct Vector: Sendable {
  /// The type of all values.
  public var type: ColumnType
  /// How many rows there are.
  public var count: Int
  /// The values; what is null has some value there, too.
  public var data: Data
  /// Whether each row has a value; nil when all have one.
  public var valid: [Bool]?
  /// Whether all rows have the value of the first one, which alone is kept.
  public var isConstant = false

  /// How values are kept.
  public enum Data: Sendable {
    /// `int`, `bool`, `date`, `datetime`.
    case ints([Int64])
    case floats([Double])
    case texts([Int32], TextDictionary)
  }

  /// Integers, or values that are kept as integers; `valid` is nil where none is null.
  public init(ints: [Int64], valid: [Bool]? = nil, type: ColumnType = .int) {
    (self.type, count, data, self.valid) = (type, ints.count, .ints(ints), valid)
  }

  /// NaN and infinity become null.
  public init(floats: [Double], valid: [Bool]? = nil) {
    var values = floats, mask = valid
    for row in values.indices where !values[row].isFinite {
      if mask == nil { mask = [Bool](repeating: true, count: values.count) }
      mask?[row] = false
      values[row] = 0
    }
    (type, count, data, self.valid) = (.float, values.count, .floats(values), mask)
  }

  /// Floats that are known to be finite.
  init(finite floats: [Double], valid: [Bool]? = nil) {
    (type, count, data, self.valid) = (.float, floats.count, .floats(floats), valid)
  }

  /// Texts as codes of a dictionary; `valid` is nil where none is null.
  public init(texts: [Int32], _ dictionary: TextDictionary, valid: [Bool]? = nil) {
    (type, count, data, self.valid) = (.text, texts.count, .texts(texts, dictionary), valid)
  }

  /// Encodes texts; nil is null.
  public init(strings: [String?]) {
    var codeOf: [TextKey: Int32] = [:], distinct: [String] = [], codes: [Int32] = []
    codes.reserveCapacity(strings.count)
    for string in strings {
      guard let string else { codes.append(0); continue }
      let code = codeOf[TextKey(string)] ?? Int32(distinct.count)
      if code == distinct.count { codeOf[TextKey(string)] = code; distinct.append(string) }
      codes.append(code)
    }
    let valid = strings.contains { $0 == nil } ? strings.map { $0 != nil } : nil
    self.init(texts: codes, TextDictionary(distinct), valid: valid)
  }

  /// One value for all rows.
  public init(constant cell: Cell, type: ColumnType?) {
    switch cell {
    case .null:
      self.init(nulls: 1, type: type ?? .float)
    case .float(let value): self.init(floats: [value])
    case .text(let text): self.init(texts: [0], TextDictionary([text]))
    case .int(let value) where type == .float: self.init(floats: [Double(value)])
    default: self.init(ints: [cell.integer ?? 0], type: type ?? Vector.type(of: cell))
    }
    isConstant = true
  }

  /// So many nulls.
  public init(nulls count: Int, type: ColumnType) {
    let none = [Bool](repeating: false, count: count)
    switch type {
    case .float:
      self.init(ints: [], type: .float)
      data = .floats([Double](repeating: 0, count: count))
    case .text: self.init(texts: [Int32](repeating: 0, count: count), TextDictionary([]))
    default: self.init(ints: [Int64](repeating: 0, count: count), type: type)
    }
    (self.count, valid) = (count, none)
  }

  private static func type(of cell: Cell) -> ColumnType {
    switch cell {
    case .bool: .bool
    case .date: .date
    case .datetime: .datetime
    default: .int
    }
  }

  /// Whether a row has a value.
  @inlinable
  public func isValid(_ row: Int) -> Bool {
    guard let valid else { return true }
    return valid[isConstant ? 0 : row]
  }

  /// The numbers, one a row for `count` rows: floats as they are, everything integer-backed converted.
  public func doubles(_ count: Int) -> [Double] {
    let own: [Double] = switch data {
    case .floats(let values): values
    case .ints(let values): Elementwise.map(values) { Double($0) }
    case .texts(let codes, _): [Double](repeating: .nan, count: codes.count)
    }
    return isConstant ? [Double](repeating: own[0], count: count) : own
  }

  /// The integers, one a row for `count` rows; floats are cut.
  public func ints(_ count: Int) -> [Int64] {
    let own: [Int64] = switch data {
    case .ints(let values): values
    case .floats(let values): values.map { Int64(exactly: $0.rounded(.towardZero)) ?? 0 }
    case .texts(let codes, _): codes.map(Int64.init)
    }
    return isConstant ? [Int64](repeating: own[0], count: count) : own
  }

  /// The text of a row, nil for null.
  public func text(_ row: Int) -> String? {
    guard case .texts(let codes, let dictionary) = data, isValid(row) else { return nil }
    return dictionary[Int(codes[isConstant ? 0 : row])]
  }

  /// The value of a row as `cast` to text writes it, nil for null.
  func written(_ row: Int) -> String? {
    guard isValid(row) else { return nil }
    let place = isConstant ? 0 : row
    return switch (data, type) {
    case (.texts(let codes, let dictionary), _): dictionary[Int(codes[place])]
    case (.floats(let values), _): CellFormat.float(values[place])
    case (.ints(let values), .bool): CellFormat.plain(.bool(values[place] != 0))
    case (.ints(let values), .date): CellFormat.plain(.date(values[place]))
    case (.ints(let values), .datetime): CellFormat.plain(.datetime(values[place]))
    case (.ints(let values), _): String(values[place])
    }
  }

  /// The validity of each of `count` rows, nil when all are valid.
  public func validity(_ count: Int) -> [Bool]? {
    guard let valid else { return nil }
    return isConstant ? [Bool](repeating: valid[0], count: count) : valid
  }
}
