import Columns
import Diagnostics
import Forms
import Language
import Learning

/// What a model consists of, each part as a table: the columns it learnt from, the steps of its recipe, and the model
/// itself.
struct ModelParts {
  struct Part {
    /// The verb of a step; `inputs` and the estimator's name for the others.
    let name: String
    /// As one would type it.
    let text: String
    let summary: String
    let table: () throws -> Table
  }

  let parts: [Part]

  init(_ value: ModelValue) {
    let model = value.trained.model
    let inputs = Part(
      name: "inputs", text: "\(Prose.count(value.seen.columns.count, "column"))",
      summary: "what training saw of each column, in \(Prose.count(value.rows, "row"))",
      table: { value.seen.table(rows: value.rows) })
    let steps = value.trained.recipe.steps.map { step in
      Part(name: step.verb.name, text: step.text, summary: step.fitted.summary, table: { step.fitted.table })
    }
    let last = Part(
      name: model.estimatorName, text: value.estimator,
      summary: "\(Prose.count(model.featureNames.count, "feature"))", table: { try Self.table(model) })
    parts = [inputs] + steps + [last]
  }

  /// A row for each part, by number.
  var table: Table {
    Table([
      ("number", Column(ints: parts.indices.map { Int64($0) })), ("step", Column(texts: parts.map(\.name))),
      ("text", Column(texts: parts.map(\.text))), ("learnt", Column(texts: parts.map(\.summary))),
    ])
  }

  private static func table(_ model: any FittedModel) throws -> Table {
    if let learnt = model.learnt { return Table(learnt) }
    let lines = try FormEncoder.value(of: model).lined.split(separator: "\n").map { Optional(String($0)) }
    return Table([("line", Column(texts: lines))])
  }
}
