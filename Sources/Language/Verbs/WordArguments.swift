import Diagnostics
import Syntax

/// The arguments of a word that a verb takes, such as `knn(5, weights: distance)`, `lightgbm(n_estimators: 200)` or
/// `hist(AGE)`, matched with its declaration.
public struct WordArguments: Sendable {
  /// The call as it was written.
  public let call: Call
  private let values: [String: any Sendable]
  private let spans: [String: Span]

  /// - Throws: `Diagnostic` for a missing, surplus, unknown or repeated argument, or a value that does not fit.
  public init(_ call: Call, _ signature: FunctionSignature, _ scope: Scope) throws {
    self.call = call
    var context = CheckedCall(signature, call.span, scope)
    context.written = call.arguments.filter { $0.label == nil }.map(\.value)
    var items: [String: [Expression]] = [:], values: [String: any Sendable] = [:], spans: [String: Span] = [:]
    let matches = try CallMatcher.match(call.arguments, signature, at: call.span)
    for match in matches { items[match.parameter.name, default: []].append(match.value) }
    for parameter in signature.parameters {
      guard let written = items[parameter.name] else { continue }
      let syntax = ArgumentSyntax(parameter, written, of: context)
      values[parameter.name] = try parameter.bind(syntax)
      spans[parameter.name] = syntax.span
    }
    (self.values, self.spans) = (values, spans)
  }

  /// The value of a parameter: as written, or its default.
  public subscript<T>(parameter: Parameter<T>) -> T {
    if let value = values[parameter.name] as? T { return value }
    guard let value = parameter.declaration.makeDefault() as? T else {
      preconditionFailure("`\(parameter.name)` is not declared for `\(call.name.text)`")
    }
    return value
  }

  /// What was written for the parameter of a name; nil where it was left out.
  public subscript(name: String) -> (any Sendable)? { values[name] }

  /// The place of the whole word.
  public var span: Span { call.span }

  /// The place of a parameter's value; nil where it was left out.
  public func span(of name: String) -> Span? { spans[name] }
}
