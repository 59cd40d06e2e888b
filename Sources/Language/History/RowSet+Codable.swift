import Columns

/// The parts of the set.
extension RowSet: Codable {
  public func encode(to encoder: any Encoder) throws { try parts.encode(to: encoder) }
  public init(from decoder: any Decoder) throws { self.init(parts: try [Part](from: decoder)) }
}

/// A member named after the condition.
extension RowSet.Limit: Codable {
  private enum CodingKeys: String, CodingKey { case among, between, keys, drawn, without }

  private struct Among: Codable {
    let column: UInt64
    let cells: [Cell]
    let isIn: Bool
  }

  private struct Between: Codable {
    let column: UInt64
    let interval: RowSet.Interval
  }

  private struct Keys: Codable {
    let table: UInt64
    let isIn: Bool
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .among(let column, let cells, let isIn):
      let sorted = cells.map { (cell: $0, text: CellFormat.literal($0)) }.sorted { $0.text < $1.text }.map(\.cell)
      try container.encode(Among(column: column, cells: sorted, isIn: isIn), forKey: .among)
    case .between(let column, let interval):
      try container.encode(Between(column: column, interval: interval), forKey: .between)
    case .keys(let table, let isIn): try container.encode(Keys(table: table, isIn: isIn), forKey: .keys)
    case .drawn(let stage): try container.encode(stage, forKey: .drawn)
    case .without(let limits): try container.encode(limits, forKey: .without)
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let among = try container.decodeIfPresent(Among.self, forKey: .among) {
      self = .among(among.column, Set(among.cells), among.isIn)
    } else if let between = try container.decodeIfPresent(Between.self, forKey: .between) {
      self = .between(between.column, between.interval)
    } else if let keys = try container.decodeIfPresent(Keys.self, forKey: .keys) {
      self = .keys(keys.table, keys.isIn)
    } else if let stage = try container.decodeIfPresent(UInt64.self, forKey: .drawn) {
      self = .drawn(stage)
    } else {
      self = .without(try container.decode([RowSet.Limit].self, forKey: .without))
    }
  }
}
