import Kernels

/// One column made of several.
extension Column {
  /// The order of the rows of a column that is made of several.
  public enum Stacking: Sendable {
    /// All rows of a column before those of the next one.
    case below
    /// The first rows of all columns before their second ones; all columns are equally long.
    case alternating
  }

  /// All rows of several columns, of which there is one at least, as a column of `type`: they have it, or are numbers.
  ///
  /// - Throws: `Cancelled`.
  public init(stacking columns: [Column], _ order: Stacking, as type: ColumnType, execution: Execution) throws {
    let places = StackedRows(columns.map(\.count), order)
    let storage: Storage
    switch type {
    case .float: storage = .floats(try Column.stackFloats(columns, places, execution))
    case .text:
      let (dictionary, codeOf) = try Column.mergedTexts(columns, execution)
      storage = .text(
        try Column.stackIntegers(places, .init(low: 0, high: Int64(dictionary.count)), execution) { part, rows in
          guard case (.text(let codes, _), let places) = columns[part].written(rows) else { return [] }
          // The code 0 of a null row may not exist in an empty dictionary.
          return codes.values(places).map { codeOf[part].isEmpty ? 0 : codeOf[part][Int($0)] }
        }, dictionary)
    default:
      let width = columns.map(\.integerWidth).max() ?? .w8
      storage = .integers(
        try Column.stackIntegers(places, width, execution) { columns[$0].integers($1) ?? [] })
    }
    let validity = columns.contains { $0.validity != nil }
      ? try Bitmap(count: places.count, execution: execution) { row in
        let (part, row) = places.source(of: row)
        return !columns[part].isNull(row)
      } : nil
    self.init(type: type, count: places.count, validity: validity, storage: storage)
  }

  /// A column that has one text of a dictionary in every row.
  public init(code: Int, of dictionary: TextDictionary, count: Int) {
    let codes: IntegerBuffer = Int8(exactly: code).map { .w8(Scratch(repeating: $0, count: count).frozen()) }
      ?? .w32(Scratch(repeating: Int32(code), count: count).frozen())
    self.init(type: .text, count: count, validity: nil, storage: .text(codes, dictionary))
  }

  /// A column in which the texts of a dictionary take turns, row by row.
  ///
  /// - Throws: `Cancelled`.
  public init(turnsOf dictionary: TextDictionary, count: Int, execution: Execution) throws {
    func turns<T: FixedWidthInteger & BitwiseCopyable & Sendable>() throws -> Buffer<T> {
      let out = Scratch<T>(count: count)
      try execution.forBlocks(of: count) { rows in
        let slots = out.slots
        for row in rows { slots[row] = T(truncatingIfNeeded: row % dictionary.count) }
      }
      return out.frozen()
    }
    let codes: IntegerBuffer = switch IntegerWidth(low: 0, high: Int64(dictionary.count)) {
    case .w8: .w8(try turns())
    case .w16: .w16(try turns())
    case .w32: .w32(try turns())
    case .w64: .w64(try turns())
    }
    self.init(type: .text, count: count, validity: nil, storage: .text(codes, dictionary))
  }

  private static func stackFloats(
    _ columns: [Column], _ places: StackedRows, _ execution: Execution
  ) throws -> Buffer<Double> {
    let out = Scratch<Double>(count: places.count)
    try places.forEach(execution) { part, rows, start, step in
      let slots = out.slots
      // A null row holds zero, not NaN.
      for (offset, value) in (columns[part].doubles(rows) ?? []).enumerated() {
        slots[start + offset * step] = value.isNaN ? 0 : value
      }
    }
    return out.frozen()
  }

  private static func stackIntegers(
    _ places: StackedRows, _ width: IntegerWidth, _ execution: Execution,
    _ values: @Sendable (_ part: Int, _ rows: Range<Int>) -> [Int64]
  ) throws -> IntegerBuffer {
    func stacked<T: FixedWidthInteger & BitwiseCopyable & Sendable>() throws -> Buffer<T> {
      let out = Scratch<T>(count: places.count)
      try places.forEach(execution) { part, rows, start, step in
        let slots = out.slots
        for (offset, value) in values(part, rows).enumerated() {
          slots[start + offset * step] = T(truncatingIfNeeded: value)
        }
      }
      return out.frozen()
    }
    return switch width {
    case .w8: .w8(try stacked())
    case .w16: .w16(try stacked())
    case .w32: .w32(try stacked())
    case .w64: .w64(try stacked())
    }
  }

  private var integerWidth: IntegerWidth {
    switch storage {
    case .integers(.w16): .w16
    case .integers(.w32): .w32
    case .integers(.w64): .w64
    case .gathered(let base, _): base.integerWidth
    default: .w8
    }
  }

  /// A dictionary of the texts of all columns, and for each column the code in it of each of its own texts.
  private static func mergedTexts(
    _ columns: [Column], _ execution: Execution
  ) throws -> (dictionary: TextDictionary, codes: [[Int64]]) {
    var merged = MergedTexts(), codes: [[Int64]] = []
    for dictionary in columns.compactMap(\.dictionary) {
      try execution.checkCancelled()
      codes.append(merged.add(dictionary))
    }
    return (merged.dictionary, codes)
  }
}

/// The texts of several dictionaries, each once. One that comes again, as where a column is repeated, costs nothing
/// more, and a further one only its own texts.
private struct MergedTexts {
  private var first: TextDictionary?
  private var texts: [String] = []
  private var isOrdered = false
  /// Filled when a second dictionary comes.
  private var codeOf: [TextKey: Int] = [:]
  private var known: [ObjectIdentifier: [Int64]] = [:]

  /// Takes up a dictionary, which the caller keeps alive.
  /// - Returns: the code here of each of its texts.
  mutating func add(_ other: TextDictionary) -> [Int64] {
    if let first, known.count > 1 || other !== first { keepOrder(with: other) }
    if let codes = known[ObjectIdentifier(other)] { return codes }
    let codes = first == nil ? begin(with: other) : merge(other)
    known[ObjectIdentifier(other)] = codes
    return codes
  }

  var dictionary: TextDictionary {
    guard let first else { return TextDictionary([]) }
    return known.count == 1 ? first : TextDictionary(texts, isOrdered: isOrdered)
  }

  private mutating func begin(with other: TextDictionary) -> [Int64] {
    (first, texts, isOrdered) = (other, other.values, other.isOrdered)
    return (0..<other.count).map(Int64.init)
  }

  /// An order of bands is kept only where all have the same.
  private mutating func keepOrder(with other: TextDictionary) {
    guard isOrdered, other.count > 0 else { return }
    isOrdered = other.isOrdered && texts.elementsEqual(other.values) { $0.hasSameBytes(as: $1) }
  }

  private mutating func merge(_ other: TextDictionary) -> [Int64] {
    if codeOf.isEmpty {
      for (code, text) in texts.enumerated() where codeOf[TextKey(text)] == nil { codeOf[TextKey(text)] = code }
    }
    return other.values.map { text in
      if let code = codeOf[TextKey(text)] { return Int64(code) }
      codeOf[TextKey(text)] = texts.count
      texts.append(text)
      return Int64(texts.count - 1)
    }
  }
}

/// Where the rows of several columns lie in the one that is made of them.
private struct StackedRows: Sendable {
  private let lengths: [Int]
  private let order: Column.Stacking
  private let starts: [Int]
  let count: Int

  init(_ lengths: [Int], _ order: Column.Stacking) {
    precondition(order == .below || Set(lengths).count <= 1, "columns that alternate are equally long")
    (self.lengths, self.order) = (lengths, order)
    starts = lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    count = starts[lengths.count]
  }

  /// The column that a row comes from, and its row there.
  func source(of row: Int) -> (part: Int, row: Int) {
    switch order {
    case .alternating: return (row % lengths.count, row / lengths.count)
    case .below:
      let part = part(of: row)
      return (part, row - starts[part])
    }
  }

  /// The last part that begins at a row or before it.
  private func part(of row: Int) -> Int {
    var (low, high) = (0, lengths.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// Calls `body` for blocks of the rows of each part, on all threads: their first one goes to `start`, and each
  /// further one `step` places on.
  func forEach(
    _ execution: Execution, _ body: @Sendable (_ part: Int, _ rows: Range<Int>, _ start: Int, _ step: Int) -> Void
  ) throws {
    switch order {
    case .alternating:
      try execution.forBlocks(of: lengths.first ?? 0, size: max(1, Execution.blockSize / lengths.count)) { rows in
        for part in lengths.indices { body(part, rows, rows.lowerBound * lengths.count + part, lengths.count) }
      }
    case .below:
      for (part, length) in lengths.enumerated() {
        try execution.forBlocks(of: length) { body(part, $0, starts[part] + $0.lowerBound, 1) }
      }
    }
  }
}

extension TextDictionary {
  /// A dictionary of the texts of both, and the code in it of each text of the other one. It keeps an order of bands
  /// only where both have the same.
  public func merged(with other: TextDictionary) -> (dictionary: TextDictionary, codes: [Int64]) {
    var texts = MergedTexts()
    _ = texts.add(self)
    let codes = texts.add(other)
    return (texts.dictionary, codes)
  }
}
