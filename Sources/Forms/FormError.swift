/// Why a text holds no value of a form, and where.
package struct FormError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One plain sentence without a full stop.
  package let sentence: String
  /// A line and a character, or a path into the form such as `recipe.steps[2].state.scales[0].spread`; may be empty.
  package let place: String

  package init(_ sentence: String, at place: String) { (self.sentence, self.place) = (sentence, place) }

  package var description: String { place.isEmpty ? sentence : "\(place): \(sentence)" }
}
