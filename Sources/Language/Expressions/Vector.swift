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

/// Puts the vectors of consecutive blocks together into one column. All blocks but the last have
/// `BlockEvaluator.blockRows` rows.
enum ColumnAssembler {
  static func column(_ blocks: [Vector], type: ColumnType, _ execution: Execution) throws -> Column {
    let count = blocks.reduce(0) { $0 + $1.count }
    return Column(
      type: type, count: count, validity: try validity(blocks, count, execution),
      storage: try storage(blocks, type, count, execution))
  }

  private static func validity(_ blocks: [Vector], _ count: Int, _ execution: Execution) throws -> Bitmap? {
    guard blocks.contains(where: { $0.valid != nil }) else { return nil }
    let words = Scratch<UInt64>(repeating: 0, count: Bitmap.wordCount(count)).slots
    // The rows of a block fill whole words, so that no two blocks write to the same one.
    try execution.forEach(count: blocks.count) { index in
      let block = blocks[index], first = index * BlockEvaluator.blockRows
      for start in stride(from: 0, to: block.count, by: 64) {
        var word: UInt64 = 0
        for row in start..<min(start + 64, block.count) where block.valid?[row] ?? true {
          word |= 1 << UInt64(row - start)
        }
        words[(first + start) >> 6] = word
      }
    }
    return Bitmap(words: words.frozen(), count: count)
  }

  private static func storage(
    _ blocks: [Vector], _ type: ColumnType, _ count: Int, _ execution: Execution
  ) throws -> Column.Storage {
    switch type {
    case .float:
      let out = Scratch<Double>(count: count).slots
      try execution.forEach(count: blocks.count) { index in
        let block = blocks[index], first = index * BlockEvaluator.blockRows
        let values = block.doubles(block.count)
        for row in 0..<block.count { out[first + row] = (block.valid?[row] ?? true) ? values[row] : 0 }
      }
      return .floats(out.frozen())
    case .text:
      return texts(blocks, count)
    default:
      var values: [Int64] = []
      values.reserveCapacity(count)
      for block in blocks {
        let ints = block.ints(block.count)
        if let valid = block.valid {
          for index in ints.indices { values.append(valid[index] ? ints[index] : 0) }
        } else {
          values.append(contentsOf: ints)
        }
      }
      return .integers(IntegerBuffer(values))
    }
  }

  /// Merges the dictionaries of the blocks, codes in order of first appearance of the text in a dictionary. An order of
  /// bands is kept only where all blocks have the same, so that it does not depend on where blocks begin.
  private static func texts(_ blocks: [Vector], _ count: Int) -> Column.Storage {
    var codeOf: [TextKey: Int64] = [:], merged: [String] = [], codes: [Int64] = []
    var ordered: TextDictionary?, isOrdered = true
    codes.reserveCapacity(count)
    var last: (dictionary: TextDictionary, map: [Int64])?
    for block in blocks {
      guard case .texts(let own, let dictionary) = block.data else { continue }
      if last?.dictionary !== dictionary {
        if dictionary.count > 0 {
          isOrdered = isOrdered && (ordered ?? dictionary).hasOrder(of: dictionary)
          ordered = ordered ?? dictionary
        }
        last = (dictionary, dictionary.values.map { text in
          if let code = codeOf[TextKey(text)] { return code }
          codeOf[TextKey(text)] = Int64(merged.count)
          merged.append(text)
          return Int64(merged.count - 1)
        })
      }
      let map = last?.map ?? []
      for index in own.indices { codes.append((block.valid?[index] ?? true) ? map[Int(own[index])] : 0) }
    }
    return .text(IntegerBuffer(codes), TextDictionary(merged, isOrdered: isOrdered && ordered != nil))
  }
}
