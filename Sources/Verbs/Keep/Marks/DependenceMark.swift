import Charts
import Language

/// What a feature adds to the score against its value.
enum DependenceMark: ChartMark {
  static let name = "dependence"
  static let summary = "What a feature adds to the score against its value, coloured by another feature with `by:`."
  static let examples = [
    Example(
      ExplainedSample.text + "m | explain d | plot dependence(x), by: y", "Contribution against value.",
      gives: .value(.chart, ["title": .text("Contribution of x to \(ExplainedSample.estimator)")])),
  ]
  static let inputs = [ValueKind.explanation]
  static let options: Set = [PlotVerb.by.name]
  static let parameters = [feature.declaration]
  private static let feature = Parameter<ColumnName>("feature", "A feature of the model, behind its recipe.")

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let feature = call[feature], other = arguments[PlotVerb.by]
    return { value, context in
      guard let explanation = value as? ExplanationValue else { throw NeedsData() }
      try Footprint.rows(160).require(on: explanation.keys, context.execution)
      return try .dependence(
        explanation.drawn(explanation.feature(feature)),
        by: other.map { explanation.drawn(try explanation.feature($0)) },
        scale: explanation.scaleName, model: explanation.estimator)
    }
  }
}
