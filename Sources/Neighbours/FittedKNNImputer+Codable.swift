import Columns

/// The settings, the donors and what fills a gap without any; names for messages are told by whoever reads it.
extension FittedKNNImputer: Codable {
  private enum CodingKeys: String, CodingKey { case settings, donors, fallbacks }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(settings, forKey: .settings)
    try container.encode(donors, forKey: .donors)
    try container.encode(fallbacks, forKey: .fallbacks)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let donors = try container.decode(Matrix.self, forKey: .donors)
    let fallbacks = try container.decode([Double].self, forKey: .fallbacks)
    guard donors.columns == fallbacks.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .fallbacks, in: container,
        debugDescription: "\(donors.columns) numbers should stand here, not \(fallbacks.count)")
    }
    guard !donors.values.contains(where: \.isInfinite) else {
      throw DecodingError.dataCorruptedError(
        forKey: .donors, in: container, debugDescription: "an infinite value has no distance")
    }
    self.init(
      settings: try container.decode(KNNImputer.self, forKey: .settings), donors: donors, fallbacks: fallbacks,
      names: ColumnNames(names: []))
  }

  /// The same imputation with names of columns for messages.
  public func named(_ names: [String]) -> FittedKNNImputer {
    FittedKNNImputer(settings: settings, donors: donors, fallbacks: fallbacks, names: ColumnNames(names: names))
  }
}
