import Columns
import Diagnostics
import Language
import Syntax

extension ValueKind {
  static let registration = ValueKind("registration")
}

/// Puts a model into the registry of the tracking server.
enum RegisterVerb: Verb {
  static let model = Parameter<Reference>("model", "The model, by name.").naming(.model)
  static let name = Parameter<String?>(
    "name", default: nil, shows: "the model's", "What the registry calls it: `name: \"credit\"`.")
  static let alias = Parameter<PlainWord?>(
    "alias", default: nil, shows: "none", "A name for this version that programs load: `alias: champion`.")
  static let signature = Signature(
    "register", inputs: [], output: .registration, positional: [model.declaration],
    options: [name.declaration, alias.declaration], synonyms: ["register_model", "log_model", "promote"])
  static let needsTracking = true
  static let summary = "Puts a model into the registry of the server that `track` names."
  static let discussion = """
    The model becomes a version of the registered model of its name, of the run that `fit` made, and the alias moves \
    to it: `load "models:/credit@champion"` loads it again, in any session, and `mlflow.pyfunc.load_model` loads it in \
    Python. Registering the model of a run again makes no second version of it. Where the server is down, this \
    waits its turn behind the runs (see `track`).
    """
  static let examples = [
    Example(
      "track \"http://127.0.0.1:5000\", experiment: \"credit\"\n"
        + "credit = \(CvVerb.data) | fit dummy, target: bad\nregister credit, alias: champion",
      "A model, and a name for this version of it.",
      gives: .value(.registration, ["name": .text("credit"), "alias": .text("champion")])),
    Example(
      "track \"http://127.0.0.1:5000\"\nm = \(CvVerb.data) | fit dummy, target: bad\n"
        + "register m, name: \"credit score\"",
      "Under another name.",
      gives: .value(.registration, ["name": .text("credit score"), "alias": .null])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let reference = arguments[model], fitted = try arguments.model(model)
    let value = RegistrationValue(
      model: fitted, name: try name(arguments, otherwise: reference.name.text), alias: try alias(arguments))
    let span = arguments.verbSpan
    return Step(.local { _, context in
      guard context.tracking != nil else {
        throw Diagnostic(
          code: ModelCodes.tracking, "no server has a registry here", at: Label(span, "with which server?"),
          help: "name one above: `track \"http://127.0.0.1:5000\"`")
      }
      return value
    }, output: Shape(value))
  }

  /// What MLflow takes as the name of a model.
  private static func name(_ arguments: BoundArguments, otherwise own: String) throws -> String {
    let name = arguments[Self.name] ?? own
    guard !name.isEmpty, name.utf8.count <= 256, !name.contains(where: { "/:@".contains($0) }) else {
      throw arguments.outOfRange(
        Self.name, "takes 1 to 256 bytes, and none of `/`, `:` and `@`", help: "write a plain name: `name: \"credit\"`")
    }
    return name
  }

  /// What MLflow takes as an alias.
  private static func alias(_ arguments: BoundArguments) throws -> String? {
    guard let alias = arguments[Self.alias]?.text else { return nil }
    let isPlain = alias.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
    let isVersion = alias.first.map { "vV".contains($0) } ?? false && alias.dropFirst().allSatisfy(\.isNumber)
    guard isPlain, !alias.isEmpty, !isVersion, alias.lowercased() != "latest" else {
      throw arguments.outOfRange(
        Self.alias, "takes letters, digits, `_` and `-`, and neither `latest` nor the number of a version",
        help: "write a plain word: `alias: champion`")
    }
    return alias
  }
}

/// A word that is written as it is, or as a text.
struct PlainWord: ParameterType {
  let text: String

  static let typeName = "word"
  static let sample: String? = "champion"

  static func bind(_ syntax: ArgumentSyntax) throws -> PlainWord {
    if case .name(let name) = try syntax.expression().kind { return PlainWord(text: name.text) }
    switch try Cell.bind(syntax) {
    case .text(let text): return PlainWord(text: text)
    case let other: throw syntax.wrongValue("takes a word", value: other)
    }
  }
}

/// A model with the place that it is to have in a registry.
package struct RegistrationValue: Value {
  let model: ModelValue
  /// What the registry calls the model.
  package let name: String
  /// What this version of it is called; nil for nothing.
  package let alias: String?

  /// A registration.
  package var kind: ValueKind { .registration }
  /// The names.
  package var fields: [(name: String, cell: Cell)] {
    [("name", .text(name)), ("alias", alias.map { .text($0) } ?? .null)]
  }
  /// The names.
  package var presentation: Presentation {
    Presentation(facts: [("register as", name), ("model", model.estimator)] + (alias.map { [("alias", $0)] } ?? []))
  }
  /// The names, and all that is kept of the model.
  package var contents: [(name: String, table: Table)] {
    [("registration", Table(fields.map { ($0.name, Column(cells: [$0.cell], type: .text)) }))] + model.contents
  }
}
