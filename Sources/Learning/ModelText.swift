import Foundation

/// The text form of models: a line with the format's version, a line of JSON that names the estimator and the features,
/// and the estimator's own body.
public enum ModelText {
  private static let magic = "carnet-model 1"

  private struct Header: Codable {
    let estimator: String
    let features: [String]
  }

  /// The text of a model; the model loaded from it predicts the same bits.
  public static func write(_ model: any FittedModel) throws -> String {
    let header = try ModelBody.encode(Header(estimator: model.estimatorName, features: model.featureNames))
    return "\(magic)\n\(header)\n\(try model.body())"
  }

  /// Reads a model of any estimator in the catalogue.
  ///
  /// - Throws: ``LearningError`` for text that is no model, or a model of an estimator or version that is unknown here.
  public static func load(_ text: String) throws -> any FittedModel {
    let parts = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == magic else { throw LearningError("this text is not a model of format 1") }
    let header = try ModelBody.decode(Header.self, String(parts[1]))
    guard let estimator = EstimatorCatalog.named(header.estimator) else {
      throw LearningError("the model is of an estimator that is unknown here, \(header.estimator)")
    }
    return try estimator.load(featureNames: header.features, body: String(parts[2]))
  }
}

/// JSON inside a model's text. Numbers are written with as many digits as give the same bits when read.
enum ModelBody {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<T: Decodable>(_ type: T.Type, _ text: String) throws(LearningError) -> T {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw LearningError("the model's text is damaged")
    }
  }
}
