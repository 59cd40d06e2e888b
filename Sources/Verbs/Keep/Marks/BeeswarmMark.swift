import Charts
import Language

/// What each feature adds to the scores of all rows, as points coloured by its value.
enum BeeswarmMark: ChartMark {
  static let name = "beeswarm"
  static let summary = "What each feature adds to the scores of all rows, as points coloured by its value."
  static let examples = [
    Example(
      ExplainedSample.text + "m | explain d | plot beeswarm, top: 2", "Contributions of all rows.",
      gives: .value(.chart, ["title": .text("Contributions of features to \(ExplainedSample.estimator)")])),
  ]
  static let inputs = [ValueKind.explanation]
  static let options: Set = [PlotVerb.top.name]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let top = arguments[PlotVerb.top]
    return { value, context in
      guard let explanation = value as? ExplanationValue else { throw NeedsData() }
      // The values and contributions of each feature, and what is sorted of one at a time.
      let columns = Double(explanation.names.count)
      try Footprint.rows(24 * columns + 64).require(on: explanation.keys, context.execution)
      let features = try explanation.names.indices.map { feature in
        try context.execution.checkCancelled()
        return explanation.drawn(feature)
      }
      return .beeswarm(features, top: top, scale: explanation.scaleName, model: explanation.estimator)
    }
  }
}
