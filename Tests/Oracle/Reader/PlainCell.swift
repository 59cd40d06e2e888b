/// One value, kept as simply as can be: text is its bytes.
enum PlainCell: Hashable {
  case null
  case int(Int64)
  case float(Double)
  case text([UInt8])
  case bool(Bool)
  /// Days since 1970-01-01.
  case date(Int64)
  /// Microseconds since 1970-01-01 00:00.
  case datetime(Int64)

  init(_ text: String) { self = .text(Array(text.utf8)) }

  var isNull: Bool { self == .null }
  var isTrue: Bool { self == .bool(true) }

  /// A number that is no float; a bool is 0 or 1.
  var whole: Int64? {
    switch self {
    case .int(let value), .date(let value), .datetime(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  var double: Double? {
    if case .float(let value) = self { return value }
    return whole.map(Double.init)
  }

  var scalars: [Unicode.Scalar]? {
    guard case .text(let bytes) = self else { return nil }
    return Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
  }

  /// No NaN or infinity is a value.
  static func number(_ value: Double) -> PlainCell { value.isFinite ? .float(value) : .null }
  static func whole(_ result: (partialValue: Int64, overflow: Bool)) -> PlainCell {
    result.overflow ? .null : .int(result.partialValue)
  }

  /// −1, 0 or 1 for two values of one kind, numbers by their exact worth and texts by their bytes.
  static func order(_ a: PlainCell, _ b: PlainCell) -> Int {
    if case .text(let x) = a, case .text(let y) = b {
      return x.lexicographicallyPrecedes(y) ? -1 : x == y ? 0 : 1
    }
    if let x = a.whole, let y = b.whole { return x < y ? -1 : x == y ? 0 : 1 }
    if let x = a.whole, case .float(let y) = b { return order(x, y) }
    if case .float(let x) = a, let y = b.whole { return -order(y, x) }
    if case .float(let x) = a, case .float(let y) = b { return x < y ? -1 : x == y ? 0 : 1 }
    preconditionFailure("\(a) and \(b) have no order")
  }

  private static func order(_ whole: Int64, _ float: Double) -> Int {
    if float >= 0x1p63 { return -1 }
    if float < -0x1p63 { return 1 }
    let cut = Int64(float.rounded(.towardZero))
    if whole != cut { return whole < cut ? -1 : 1 }
    let rest = float - float.rounded(.towardZero)
    return rest > 0 ? -1 : rest < 0 ? 1 : 0
  }
}

enum PlainType: String, CaseIterable {
  case int, float, text, bool, date, datetime

  /// A bool counts as 0 or 1.
  var isNumber: Bool { self == .int || self == .float || self == .bool }

  /// The type that holds values of both; nil where there is none. What has no type, `null`, fits anywhere.
  static func common(_ a: PlainType?, _ b: PlainType?) -> PlainType? {
    guard let a, let b, a != b else { return a ?? b }
    guard a.isNumber, b.isNumber else { return nil }
    return a == .float || b == .float ? .float : .int
  }

  /// A cell as a value of this type.
  func holding(_ cell: PlainCell) -> PlainCell {
    switch (self, cell) {
    case (.float, _): cell.double.map(PlainCell.float) ?? .null
    case (.int, .bool(let value)): .int(value ? 1 : 0)
    default: cell
    }
  }
}

/// Why an expression or a stage has no meaning.
struct PlainRejection: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

struct PlainColumn {
  var name: String
  var type: PlainType
  var cells: [PlainCell]
  /// For bands: their order.
  var levels: [PlainCell]?

  /// −1, 0 or 1: null behind all values, bands in their order.
  func order(_ a: PlainCell, _ b: PlainCell) -> Int {
    if a.isNull || b.isNull { return a.isNull ? b.isNull ? 0 : 1 : -1 }
    if let levels, let x = levels.firstIndex(of: a), let y = levels.firstIndex(of: b) { return (x - y).signum() }
    return PlainCell.order(a, b)
  }
}

struct PlainTable {
  var columns: [PlainColumn]
  var rowCount: Int

  func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

  func taking(_ rows: [Int]) -> PlainTable {
    var out = PlainTable(columns: columns, rowCount: rows.count)
    for index in columns.indices { out.columns[index].cells = rows.map { columns[index].cells[$0] } }
    return out
  }

  /// The cells of some columns in a row.
  func key(_ positions: [Int], _ row: Int) -> [PlainCell] { positions.map { columns[$0].cells[row] } }

  /// The rows of each key, keys in order of first appearance.
  func groups(_ positions: [Int]) -> [(key: [PlainCell], rows: [Int])] {
    var order: [[PlainCell]] = [], rows: [[PlainCell]: [Int]] = [:]
    for row in 0..<rowCount {
      let key = key(positions, row)
      if rows[key] == nil { order.append(key) }
      rows[key, default: []].append(row)
    }
    return order.map { ($0, rows[$0] ?? []) }
  }

  mutating func set(_ column: PlainColumn) {
    if let index = index(of: column.name) { columns[index] = column } else { columns.append(column) }
  }
}
