import Columns
import Diagnostics
import Language
import Learning
import Syntax

/// An estimator as it was written, with its parameters checked.
struct EstimatorCall: Sendable {
  let estimator: any Estimator
  /// The name in the language: `lightgbm`.
  let name: String
  /// As one would type it: `lightgbm(n_estimators: 200)`.
  let text: String
  let span: Span
  /// Whether parameters weigh the classes, so that scores are no probabilities of the rows as they are.
  let weighsClasses: Bool

  /// Estimators of the language that this version does not have yet.
  static let planned: Set<String> = ["naive_bayes", "tree", "random_forest", "xgboost"]
  private static let weightParameters: Set<String> = [
    "scale_pos_weight", "is_unbalance", "unbalance", "pos_bagging_fraction", "neg_bagging_fraction",
  ]

  init(_ call: Call, _ scope: Scope) throws {
    guard let type = EstimatorCatalog.named(call.name.text) else { throw Self.unknown(call.name) }
    var values: [String: ParameterValue] = [:], labels: [String: Expression.Argument] = [:]
    for argument in call.arguments {
      guard let label = argument.label else { throw Self.unlabelled(argument, type) }
      guard labels[label.text] == nil else {
        throw Diagnostic(code: "E17", "`\(label.text)` is given twice", at: Label(label.span, "again here"))
      }
      labels[label.text] = argument
      values[label.text] = try Self.value(argument.value, of: type.spec(named: label.text), scope)
    }
    do {
      estimator = try EstimatorCatalog.make(call.name.text, values)
    } catch {
      throw Self.diagnostic(error, labels, call, type)
    }
    (name, span) = (call.name.text, call.span)
    text = call.sourceText
    weighsClasses = values.contains { name, value in
      Self.weightParameters.contains(name) && ![.bool(false), .int(1), .float(1)].contains(value)
    }
  }

  /// A parameter's value: a constant, or one of its words without quotes.
  private static func value(
    _ expression: Expression, of spec: ParameterSpec?, _ scope: Scope
  ) throws -> ParameterValue {
    if case .name(let word) = expression.kind, case .text? = spec?.kind { return .text(word.text) }
    switch try scope.cell(of: expression) {
    case .int(let value): return .int(Int(value))
    case .float(let value): return .float(value)
    case .bool(let value): return .bool(value)
    case .text(let value): return .text(value)
    case .null, .date, .datetime:
      throw Diagnostic(
        .error, ModelCodes.estimator, "a parameter is a number, `yes` or `no`, or a word",
        at: Label(expression.span, "none of these"))
    }
  }

  private static func unknown(_ name: Name) -> Diagnostic {
    if planned.contains(name.text) {
      return Diagnostic(
        code: "E60", "`\(name.text)` is not available in this version",
        at: Label(name.span, "known, but not built yet"),
        help: "there are: \(names)")
    }
    let near = Suggestions.nearest(to: name.text, in: EstimatorCatalog.all.map { $0.name })
    return Diagnostic(
      .error, ModelCodes.estimator, "there is no estimator `\(name.text)`", at: Label(name.span, "not an estimator"),
      help: near.first.map { "did you mean `\($0)`?" } ?? "there are: \(names)",
      fixIts: near.prefix(1).map { FixIt(name.span, $0) })
  }

  private static var names: String { EstimatorCatalog.all.map { $0.name }.joined(separator: ", ") }

  private static func unlabelled(_ argument: Expression.Argument, _ type: any Estimator.Type) -> Diagnostic {
    let first = type.parameters.first?.name
    return Diagnostic(
      .error, ModelCodes.estimator, "parameters of `\(type.name)` are written with their names",
      at: Label(argument.value.span, "of which parameter?"),
      help: first.map { "write `\(type.name)(\($0): \(argument.value.sourceText))`" } ?? "`\(type.name)` takes none")
  }

  private static func diagnostic(
    _ error: ParameterError, _ labels: [String: Expression.Argument], _ call: Call, _ type: any Estimator.Type
  ) -> Diagnostic {
    let argument = labels.first { name, _ in
      name == error.parameter || type.spec(named: name)?.name == error.parameter
    }?.value
    let isKnown = error.parameter.map { type.spec(named: $0) != nil } ?? false
    let span = (isKnown ? argument?.value.span : argument?.label?.span) ?? call.span
    let names = type.parameters.map(\.name)
    let help = if !error.candidates.isEmpty {
      "did you mean \(error.candidates.prefix(3).map { "`\($0)`" }.joined(separator: ", "))?"
    } else if !isKnown {
      names.isEmpty ? "`\(type.name)` takes no parameters" : "it takes: \(Prose.list(names))"
    } else {
      error.parameter.flatMap { type.spec(named: $0) }.map { "it is \($0.summary.asPhrase)" }
    }
    return Diagnostic(
      .error, ModelCodes.estimator, error.sentence,
      at: Label(span, isKnown ? "does not fit" : "not a parameter of `\(type.name)`"),
      help: help, fixIts: isKnown ? [] : error.candidates.prefix(1).map { FixIt(span, $0) })
  }
}

extension Call {
  /// The call as one would type it.
  var sourceText: String { arguments.isEmpty ? name.text : Expression(.call(name, arguments), span).sourceText }
}

extension Estimator {
  /// The declaration of a parameter, by its name or another name of it.
  static func spec(named name: String) -> ParameterSpec? {
    parameters.first { $0.name == name || $0.aliases.contains(name) }
  }
}

extension String {
  /// The sentence without its capital and full stop.
  fileprivate var asPhrase: String {
    let body = hasSuffix(".") ? String(dropLast()) : self
    return body.prefix(1).lowercased() + body.dropFirst()
  }
}
