import Columns
import Language

/// A recipe that has learnt from training rows.
package struct FittedRecipe: Codable, Sendable {
  package let steps: [FittedStep]

  /// Prepares rows that took no part in the fitting.
  package func apply(to table: Table, _ context: RunContext) throws -> Table {
    try steps.reduce(table) { try $1.fitted.changed($0, isTraining: false, context) }
  }
}

/// A step of a fitted recipe: its verb, how it was written, and what it learnt.
package struct FittedStep: Sendable {
  let verb: any PreparationVerb.Type
  let text: String
  package let fitted: any FittedPreparation
}

extension FittedStep: Codable {
  private enum CodingKeys: String, CodingKey { case verb, text, state }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(verb.name, forKey: .verb)
    try container.encode(text, forKey: .text)
    try container.encode(fitted, forKey: .state)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .verb)
    guard let verb = Catalog.standard[name] as? any PreparationVerb.Type else {
      throw DecodingError.dataCorruptedError(
        forKey: .verb, in: container, debugDescription: "there is no preparation `\(name)` here")
    }
    self.verb = verb
    text = try container.decode(String.self, forKey: .text)
    fitted = try container.decode(verb.fittedType, forKey: .state)
  }
}
