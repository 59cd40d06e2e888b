/// A model of any estimator in the catalogue as a Codable value: the estimator's name, and the model's own state.
public struct ModelState: Codable, Sendable {
  /// The model that is kept.
  public let model: any FittedModel

  /// The state of a model.
  public init(_ model: any FittedModel) { self.model = model }

  private enum CodingKeys: String, CodingKey { case estimator, state }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(model.estimatorName, forKey: .estimator)
    try container.encode(model, forKey: .state)
  }

  /// - Throws: `DecodingError` for a model of an estimator that is unknown here, and what the model throws.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .estimator)
    guard let estimator = EstimatorCatalog.named(name) else {
      throw DecodingError.dataCorruptedError(
        forKey: .estimator, in: container, debugDescription: "there is no estimator `\(name)` here")
    }
    model = try container.decode(estimator.modelType, forKey: .state)
  }
}
