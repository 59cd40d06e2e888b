import Diagnostics
import Syntax

/// Matches what was written in the parentheses of a call with a declaration, as `Binder` does for the arguments of a
/// verb.
struct CallMatcher {
  /// An argument with what it was declared as.
  struct Match {
    let parameter: ParameterInfo
    let value: Expression
    /// The place among the arguments without a label; nil behind a label.
    let place: Int?
  }

  let signature: FunctionSignature
  let arguments: [Expression.Argument]
  let span: Span

  /// The arguments in the order they were written, those without a label first.
  /// - Throws: `Diagnostic` for a missing, surplus, unknown or repeated argument.
  static func match(
    _ arguments: [Expression.Argument], _ signature: FunctionSignature, at span: Span
  ) throws -> [Match] {
    let matcher = CallMatcher(signature: signature, arguments: arguments, span: span)
    return try matcher.positional() + matcher.labelled()
  }

  private var written: [Expression] { arguments.filter { $0.label == nil }.map(\.value) }

  private func positional() throws -> [Match] {
    let matches = try written.enumerated().map { place, value in
      guard let parameter = signature.parameter(at: place) else { throw surplus(value) }
      return Match(parameter: parameter, value: value, place: place)
    }
    // A label that stands for the missing argument tells more.
    for argument in arguments {
      if let label = argument.label, declaration(of: label) == nil { throw unknown(label) }
    }
    guard signature.arity.contains(matches.count) else { throw missing(matches.count) }
    return matches
  }

  private func labelled() throws -> [Match] {
    var seen: [String: Name] = [:]
    return try arguments.compactMap { argument in
      guard let label = argument.label, let parameter = declaration(of: label) else { return nil }
      if let earlier = seen.updateValue(label, forKey: parameter.name) {
        let alias = earlier.text == label.text ? "" : ": it is another name of `\(earlier.text)`"
        throw Diagnostic(
          code: .wrongCall, "`\(label.text)` is given twice\(alias)", at: Label(label.span, "again here"),
          labels: [Label(earlier.span, "given here")], help: "remove one of them")
      }
      return Match(parameter: parameter, value: argument.value, place: nil)
    }
  }

  private func declaration(of label: Name) -> ParameterInfo? {
    signature.labelled.first { $0.name == label.text || $0.aliases.contains(label.text) }
  }

  private func surplus(_ value: Expression) -> Diagnostic {
    // An estimator's first parameter, as `lightgbm(200)` means it.
    let first = signature.positional.isEmpty ? signature.labelled.first : nil
    let what = signature.arity.described + (first == nil ? "" : " without a label")
    return Diagnostic(
      code: .wrongCall, "`\(signature.name)` takes \(what), not \(written.count)",
      at: Label(value.span, first == nil ? "one too many" : "of which name?"),
      help: first.map { labelHelp(value, $0) } ?? "usage: \(signature.usage)")
  }

  /// A number may be meant for the first label; the name of a label lacks its value.
  private func labelHelp(_ value: Expression, _ first: ParameterInfo) -> String {
    switch value.kind {
    case .int, .float, .unary(.negate, _): return "write `\(signature.name)(\(first.name): \(value.sourceText))`"
    case .name(let name):
      guard let meant = declaration(of: name), let usual = meant.defaultText else { break }
      return "write `\(signature.name)(\(name.text): \(usual))`, or another value"
    default: break
    }
    return "usage: \(signature.usage)"
  }

  private func missing(_ count: Int) -> Diagnostic {
    let name = signature.parameter(at: count)?.name
    return Diagnostic(
      code: .wrongCall, "`\(signature.name)` takes \(signature.arity.described), not \(count)",
      at: Label(span, name.map { "`\($0)` is missing" } ?? "\(count) given"), help: "usage: \(signature.usage)")
  }

  /// A label that is not declared; that of an argument that is written without one is named so.
  private func unknown(_ label: Name) -> Diagnostic {
    guard signature.positional.contains(where: { $0.name == label.text }) else {
      let names = signature.labelled.flatMap { [$0.name] + $0.aliases }
      let near = Suggestions.nearest(to: label.text, in: names)
      return Diagnostic(
        code: .wrongCall, "`\(signature.name)` has no argument `\(label.text):`",
        at: Label(label.span, "not an argument"),
        help: near.first.map { "did you mean `\($0):`?" } ?? "usage: \(signature.shortUsage)",
        fixIts: near.prefix(1).map { FixIt(label.span, $0) })
    }
    let bare = arguments.map { Expression.Argument(label: $0.label == label ? nil : $0.label, value: $0.value) }
    let mended = Expression(.call(Name(signature.name, span), bare), span)
    return Diagnostic(
      code: .wrongCall, "`\(label.text)` is an argument of `\(signature.name)` that is written without its name",
      at: Label(label.span, "not a label"), help: "write `\(mended.sourceText)`")
  }
}
