import Columns
import Diagnostics
import Language
import Syntax

/// Shows what a step of a model learnt.
enum StepVerb: Verb {
  static let which = Parameter<PartChoice>(
    "step", "The verb of the step, `inputs`, or the estimator; or the number that `steps` gives it.")
  static let signature = Signature("step", inputs: [.model], positional: [which.declaration])
  static let summary = "Shows what a step of a model learnt, as a table."
  static let discussion = """
    `inputs` are the columns that the model learnt from, as training saw them: type, nulls and their share, the least \
    and the greatest number, and the levels of texts. A step of the recipe shows what it learnt: the centre and spread \
    of each column, what fills its gaps, its levels, bands or bounds, or which columns it took away. An estimator \
    shows its coefficients, or else the lines of its saved form. Numbers are those that are predicted with, to the \
    last bit.
    """
  static let examples = [
    Example(
      "prep = recipe | scale @num, method: minmax\n\(CvVerb.data) | fit logistic, target: bad, prep: prep | step scale",
      "The scales.", gives: .table("column text, centre float, spread float", "x 0.0 59.0\ny 0.0 6.0")),
    Example(
      "\(CvVerb.data) | fit dummy, target: bad | step inputs | select column, type, nulls, low, high",
      "What training saw.", gives: .table(
        "column text, type text, nulls int, low float, high float", "x int 0 0.0 59.0\ny int 0 0.0 6.0")),
    Example(
      "prep = recipe | clip x, max: 50 | clip y, min: 1\n\(CvVerb.data) | fit dummy, target: bad, prep: prep | step 2",
      "One of two steps of one verb, by its number.", gives: .table("column text, min int, max int", "y 1 null")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let choice = arguments[which], span = arguments.span(of: which)
    return Step(.local { value, _ in
      guard let model = value as? ModelValue else { throw NeedsData() }
      return try choice.part(of: model, at: span).table()
    }, output: nil)
  }
}

/// A part of a model by name or number.
enum PartChoice: ParameterType {
  case name(String)
  case number(Int)

  static let typeName = "step's name or number"
  static let sample: String? = "inputs"

  static func bind(_ syntax: ArgumentSyntax) throws -> PartChoice {
    if case .name(let name) = try syntax.expression().kind { return .name(name.text) }
    switch try Cell.bind(syntax) {
    case .text(let text): return .name(text)
    case .int(let value): return .number(Int(value))
    case let other: throw syntax.wrongValue("takes a step's name or number", value: other)
    }
  }

  /// - Throws: `Diagnostic` where there is none, or several of one name.
  fileprivate func part(of model: ModelValue, at span: Span) throws -> ModelParts.Part {
    let parts = ModelParts(model).parts
    switch self {
    case .number(let number):
      if parts.indices.contains(number) { return parts[number] }
      throw Diagnostic(
        code: .wrongValue, "there is no step \(number) in this model",
        at: Label(span, "not among 0 to \(parts.count - 1)"), help: "`| steps` lists them")
    case .name(let name):
      let found = parts.indices.filter { parts[$0].name == name }
      if found.count == 1 { return parts[found[0]] }
      guard found.isEmpty else {
        throw Diagnostic(
          code: .wrongValue, "\(found.count) steps of this model are called `\(name)`",
          at: Label(span, "which of them?"),
          help: "choose by number: " + Prose.list(found.map { "`step \($0)`" }, conjunction: "or"))
      }
      let near = Suggestions.nearest(to: name, in: parts.map(\.name))
      throw Diagnostic(
        code: .wrongValue, "there is no step `\(name)` in this model", at: Label(span, "not one of its steps"),
        help: near.first.map { "did you mean `\($0)`?" } ?? "there are: \(Prose.list(parts.map { "`\($0.name)`" }))")
    }
  }
}
