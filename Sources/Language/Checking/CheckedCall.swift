import Columns
import Diagnostics
import Syntax

/// A call whose arguments have been matched with the function's declaration, and checked one by one.
struct CheckedCall: Sendable {
  let signature: FunctionSignature
  let span: Span
  let scope: Scope
  /// The arguments without a label, in order, as they were written.
  var written: [Expression] = []
  /// The same, checked; a selector has become several, and a list is a stand-in.
  var arguments: [TypedExpression] = []
  var constants = FunctionConstants()
  /// The order that was written, if one was.
  var order: [OrderKey] = []
  /// Where each argument stands that was written, by its name.
  var spans: [String: Span] = [:]

  init(_ signature: FunctionSignature, _ span: Span, _ scope: Scope) {
    (self.signature, self.span, self.scope) = (signature, span, scope)
  }

  /// The types of the arguments without a label; nil for a bare null.
  var types: [ColumnType?] { arguments.map(\.type) }

  /// Whether an argument that may be left out was written.
  func isWritten(_ name: String) -> Bool { spans[name] != nil }

  /// The place of an argument, or of the call.
  func span(of name: String) -> Span { spans[name] ?? span }

  /// The diagnostic for an argument of a wrong type: `takes numbers`.
  func misfit(at index: Int, _ what: String) -> Diagnostic {
    Diagnostic(
      code: .wrongType, "`\(signature.name)` \(what)",
      at: Label(arguments[index].span, "this is \(arguments[index].type?.rawValue ?? "null")"),
      help: "usage: \(signature.usage)")
  }

  /// The diagnostic for an argument that makes no sense: `takes breaks that rise`.
  func misfit(_ name: String, _ what: String, label: String, at place: Span? = nil, help: String? = nil) -> Diagnostic {
    Diagnostic(
      code: .wrongValue, "`\(name)` of `\(signature.name)` \(what)", at: Label(place ?? span(of: name), label),
      help: help ?? "usage: \(signature.usage)")
  }

  /// The call as one would write it with other arguments behind the first one.
  func rewritten(_ rest: String, as name: String? = nil) -> String { "\(name ?? signature.name)(\(first), \(rest))" }

  /// The first argument as it was written.
  var first: String { written.first?.sourceText ?? "x" }
}
