extension KNNImputer: Codable {
  private enum CodingKeys: String, CodingKey { case neighbours, weights, combination, donorRows, fallback }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(neighbours, forKey: .neighbours)
    try container.encode(weights, forKey: .weights)
    try container.encode(combination, forKey: .combination)
    try container.encode(donorRows, forKey: .donorRows)
    try container.encode(fallback, forKey: .fallback)
  }

  /// - Throws: `DecodingError` for settings that no imputation can have.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let neighbours = try container.decode(Int.self, forKey: .neighbours)
    guard neighbours > 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .neighbours, in: container, debugDescription: "an imputation needs at least one neighbour")
    }
    self.init(
      neighbours: neighbours, weights: try container.decode(Weights.self, forKey: .weights),
      combination: try container.decode(Combination.self, forKey: .combination),
      donorRows: try container.decode(DonorRows.self, forKey: .donorRows),
      fallback: try container.decode(Fallback.self, forKey: .fallback))
  }
}

/// `"median"`, `"mean"`, or a number.
extension KNNImputer.Fallback: Codable {
  private static let words: [String: Self] = ["median": .median, "mean": .mean]

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .median: try container.encode("median")
    case .mean: try container.encode("mean")
    case .constant(let value): try container.encode(value)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let word = (try? container.decode(String.self)).flatMap({ Self.words[$0] }) {
      self = word
    } else {
      self = .constant(try container.decode(Double.self))
    }
  }
}
