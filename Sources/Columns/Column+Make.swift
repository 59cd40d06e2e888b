import Kernels

/// Columns from arrays, for results that are not hot.
extension Column {
  /// A column of integers, or of another type that is kept as integers: bool, date or datetime.
  public init(ints values: [Int64?], type: ColumnType = .int) {
    let validity = values.contains { $0 == nil } ? Bitmap(count: values.count) { values[$0] != nil } : nil
    self.init(
      type: type, count: values.count, validity: validity, storage: .integers(IntegerBuffer(values.map { $0 ?? 0 })))
  }

  /// NaN and infinity become null: no such number reaches a user.
  public init(floats values: [Double?]) {
    self.init(doubles: values.map { $0 ?? .nan })
  }

  /// NaN stands for null, and so does infinity.
  public init(doubles values: [Double]) {
    let hasNulls = values.contains { !$0.isFinite }
    let validity = hasNulls ? Bitmap(count: values.count) { values[$0].isFinite } : nil
    self.init(
      type: .float, count: values.count, validity: validity,
      storage: .floats(Buffer(hasNulls ? values.map { $0.isFinite ? $0 : 0 } : values)))
  }

  /// A column of truth values; nil is null.
  public init(bools values: [Bool?]) { self.init(ints: values.map { $0.map { $0 ? 1 : 0 } }, type: .bool) }

  /// Encodes texts in order of first appearance.
  public init(texts values: [String?]) {
    var codeOf: [TextKey: Int64] = [:], distinct: [String] = []
    let codes = values.map { value -> Int64 in
      guard let value else { return 0 }
      if let code = codeOf[TextKey(value)] { return code }
      codeOf[TextKey(value)] = Int64(distinct.count)
      distinct.append(value)
      return Int64(distinct.count - 1)
    }
    let validity = values.contains { $0 == nil } ? Bitmap(count: values.count) { values[$0] != nil } : nil
    self.init(
      type: .text, count: values.count, validity: validity,
      storage: .text(IntegerBuffer(codes), TextDictionary(distinct)))
  }

  /// A column of cells that are all of `type` or null.
  public init(cells: [Cell], type: ColumnType) {
    switch type {
    case .float: self.init(floats: cells.map(\.number))
    case .text: self.init(texts: cells.map { if case .text(let text) = $0 { text } else { nil } })
    default: self.init(ints: cells.map { $0.integer }, type: type)
    }
  }

  /// A column of `count` nulls.
  public init(nulls count: Int, type: ColumnType) {
    let validity = Bitmap(count: count) { _ in false }
    let storage: Storage = switch type {
    case .float: .floats(Buffer(zeros: count))
    case .text: .text(.w8(Buffer(zeros: count)), TextDictionary([]))
    default: .integers(.w8(Buffer(zeros: count)))
    }
    self.init(type: type, count: count, validity: count == 0 ? nil : validity, storage: storage)
  }
}

extension Cell {
  /// The integer that stands for the value in an integer-backed column; nil for null, text and float.
  public var integer: Int64? {
    switch self {
    case .int(let value), .date(let value), .datetime(let value): value
    case .bool(let value): value ? 1 : 0
    case .null, .float, .text: nil
    }
  }
}
