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
  /// How parameters are searched on the rows it is fitted on; nil where all are given.
  let search: InnerSearch?

  private static let weightParameters: Set<String> = [
    "scale_pos_weight", "is_unbalance", "unbalance", "pos_bagging_fraction", "neg_bagging_fraction",
  ]

  /// - Parameter searched: the parameters that have other values in other trials of the same search.
  init(_ call: Call, _ scope: Scope, searching searched: Set<String> = []) throws {
    if call.name.text == TuneVerb.name {
      self.init(try InnerSearch(call, scope), call)
    } else {
      try self.init(given: call, scope, searching: searched)
    }
  }

  private init(given call: Call, _ scope: Scope, searching searched: Set<String>) throws {
    guard let type = EstimatorCatalog.named(call.name.text) else { throw Self.unknown(call.name) }
    let arguments = try WordArguments(call, type.signature, scope)
    let values = Dictionary(
      uniqueKeysWithValues: type.parameters.compactMap { spec in
        ParameterValue(arguments[spec.name]).map { (spec.name, $0) }
      })
    do { estimator = try EstimatorCatalog.make(call.name.text, values, searching: searched) } catch {
      throw Diagnostic(
        code: ModelCodes.estimator, error.sentence, at: Label(arguments.span(of: error.parameter ?? "") ?? call.span),
        help: error.help)
    }
    (name, span) = (call.name.text, call.span)
    text = call.sourceText
    search = nil
    weighsClasses = values.contains { name, value in
      Self.weightParameters.contains(name) && ![.bool(false), .int(1), .float(1)].contains(value)
    }
  }

  /// What ranks columns where nobody says by what.
  static let ranker = LightGBMEstimator.name

  /// The estimator that ranks columns where nobody says by what, with its defaults.
  /// - Parameter span: what asks for it.
  init(rankerAt span: Span) throws(ParameterError) {
    estimator = try EstimatorCatalog.make(Self.ranker)
    (name, text, self.span, weighsClasses) = (Self.ranker, Self.ranker, span, false)
    search = nil
  }

  private init(_ search: InnerSearch, _ call: Call) {
    let first = search.search.first
    (self.search, estimator, name, weighsClasses) = (search, SearchedEstimator(), first.name, first.weighsClasses)
    (text, span) = (call.sourceText, call.span)
  }

  /// An estimator with its defaults that a verb brings itself, as if it were written in the verb's place.
  init(_ type: any Estimator.Type, at span: Span) throws {
    estimator = try EstimatorCatalog.make(type.name)
    (name, text, self.span, weighsClasses) = (type.name, type.name, span, false)
    search = nil
  }

  private static func unknown(_ name: Name) -> Diagnostic {
    let near = Suggestions.nearest(to: name.text, in: EstimatorCatalog.all.map { $0.name })
    return Diagnostic(
      code: ModelCodes.estimator, "there is no estimator `\(name.text)`", at: Label(name.span, "not an estimator"),
      help: near.first.map { "did you mean `\($0)`?" } ?? "there are: \(names)",
      fixIts: near.prefix(1).map { FixIt(name.span, $0) })
  }

  private static var names: String { EstimatorCatalog.all.map { $0.name }.joined(separator: ", ") }
}

extension Call {
  /// The call as one would type it.
  var sourceText: String { arguments.isEmpty ? name.text : Expression(.call(name, arguments), span).sourceText }
}

extension Estimator {
  /// How the estimator is written, as functions declare it: all its parameters have labels.
  static var signature: FunctionSignature {
    FunctionSignature(name, [], labelled: parameters.map(ParameterInfo.init))
  }
}

extension ParameterInfo {
  /// A parameter of an estimator.
  fileprivate init(_ spec: ParameterSpec) {
    let shown = spec.shownDefault
    switch spec.kind {
    case .int: self = Parameter<Int?>(spec.name, default: nil, shows: shown, in: spec.range, spec.summary).declaration
    case .float:
      self = Parameter<Double?>(spec.name, default: nil, shows: shown, in: spec.range, spec.summary).declaration
    case .bool: self = Parameter<Bool?>(spec.name, default: nil, shows: shown, spec.summary).declaration
    case .text(let choices):
      self = Parameter<String?>(spec.name, default: nil, shows: shown, spec.summary, choices: choices).declaration
    }
    aliases = spec.aliases
  }
}

extension ParameterValue {
  /// A bound value; nil where none was written.
  fileprivate init?(_ bound: (any Sendable)?) {
    switch bound {
    case let value as Int: self = .int(value)
    case let value as Double: self = .float(value)
    case let value as Bool: self = .bool(value)
    case let value as String: self = .text(value)
    default: return nil
    }
  }
}
