import Diagnostics
import Language
import Learning

extension HelpTopic {
  /// The words that the verbs take: estimators with their parameters, and marks.
  static let ofVerbs: [HelpTopic] = EstimatorCatalog.all.map(topic) + MarkCatalog.all.map(topic)

  private static func topic(_ estimator: any Estimator.Type) -> HelpTopic {
    let labels = estimator.signature.labelled.map { (name: $0.name, text: $0.explanation) }
    let first = estimator.parameters.first.map { "(\($0.name): \($0.defaultValue), …)" } ?? ""
    let example = Example(
      "\(CvVerb.data) | \(CvVerb.name) \(estimator.name), target: bad", gives: .value(.evaluation, [:]))
    return HelpTopic(
      .estimator, estimator.name, usage: estimator.name + first, estimator.summary, labels: labels, takesColumns: false,
      signature: estimator.signature, examples: [example])
  }

  private static func topic(_ mark: any ChartMark.Type) -> HelpTopic {
    let inputs = mark.inputs.map { $0.name.withArticle }.joined(separator: " or ")
    let options = mark.options.sorted().map { "`\($0):`" }.joined(separator: ", ")
    return HelpTopic(
      .mark, mark.name, usage: "\(PlotVerb.name) \(mark.usage)",
      "\(mark.summary) Draws \(inputs)" + (options.isEmpty ? "." : "; heeds \(options)."),
      arguments: mark.parameters.map { ($0.name, $0.explanation) },
      takesColumns: !mark.parameters.isEmpty, signature: mark.signature, examples: mark.examples)
  }
}
