/// The number of rows, and the columns one by one; NaN, which stands for a missing value, is spelled out.
extension Matrix: Codable {
  private enum CodingKeys: String, CodingKey { case rows, columns }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rows, forKey: .rows)
    try container.encode((0..<columns).map { column($0) }, forKey: .columns)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let rows = try container.decode(Int.self, forKey: .rows)
    let columns = try container.decode([[Double]].self, forKey: .columns)
    if let odd = columns.firstIndex(where: { $0.count != rows }) {
      throw DecodingError.dataCorruptedError(
        forKey: .columns, in: container,
        debugDescription: "\(rows) numbers should stand in column \(odd + 1), not \(columns[odd].count)")
    }
    guard rows >= 0 else {
      throw DecodingError.dataCorruptedError(forKey: .rows, in: container, debugDescription: "cannot be negative")
    }
    self.init(rows: rows, columns: columns.count, values: Array(columns.joined()))
  }
}
