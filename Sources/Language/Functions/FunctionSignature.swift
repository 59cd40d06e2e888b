import Columns
import Diagnostics
import Syntax

/// How a function is called: its arguments in their order, and those that are written with a label. Binding of a call,
/// help, completion, the reference and the tests of misuse come from it, as they do from the signature of a verb.
public struct FunctionSignature: Sendable {
  /// The function's name.
  public let name: String
  /// Arguments without a label; the last one may take all that are left.
  public let positional: [ParameterInfo]
  /// Arguments that are written with their name in front.
  public let labelled: [ParameterInfo]

  /// A function with its arguments in order, and those that are written with a label.
  public init(_ name: String, _ positional: [ParameterInfo], labelled: [ParameterInfo] = []) {
    (self.name, self.positional, self.labelled) = (name, positional, labelled)
  }

  /// All that can be written, in order.
  public var parameters: [ParameterInfo] { positional + labelled }

  /// How many arguments without a label there may be.
  public var arity: ClosedRange<Int> {
    let isOpen = positional.last?.isRest ?? false
    return positional.count { $0.isRequired }...(isOpen ? Int.max : positional.count)
  }

  /// `round(x, [digits])`, `clip(x, min: number, max: number)`, `row_sum(@columns)`.
  public var usage: String { usage(of: labelled) }

  /// The usage for a message: where there are many labels, none of them.
  public var shortUsage: String {
    labelled.count > 4 ? "\(usage(of: []).dropLast())…); `.help \(name)` shows all" : usage
  }

  private func usage(of labelled: [ParameterInfo]) -> String { usagePieces(of: labelled).map(\.text).joined() }

  /// The usage in pieces, with some of the labels.
  func usagePieces(of labelled: [ParameterInfo]) -> [UsagePiece] {
    let places = positional.map { parameter in
      let text = parameter.isRest
        ? parameter.isRequired ? "@\(parameter.name)" : "…"
        : parameter.isRequired ? parameter.name : "[\(parameter.name)]"
      return UsagePiece(text: text, parameter: parameter.name)
    }
    let labels = labelled.map { UsagePiece(text: "\($0.name): \($0.shown)", parameter: $0.name) }
    let between = UsagePiece(text: ", ")
    let arguments = (places + labels).flatMap { [between, $0] }.dropFirst()
    return [UsagePiece(text: "\(name)(")] + arguments + [UsagePiece(text: ")")]
  }

  /// The declaration of the argument at a place; the last one takes all that are left.
  func parameter(at place: Int) -> ParameterInfo? {
    if place < positional.count { return positional[place] }
    return positional.last.flatMap { $0.isRest ? $0 : nil }
  }
}

extension ParameterInfo {
  /// What stands behind the label in a usage: the default, or the type.
  fileprivate var shown: String {
    guard let defaultText else { return typeName }
    return takes(String.self) ? "\"\(defaultText)\"" : defaultText
  }

  /// Whether a selector may stand for several of them.
  var takesSelectors: Bool { rows != nil && isRest && isRequired }

  /// An argument of a function that has a value in each row.
  /// - Parameter range: the bounds of a whole number, where it is written as a constant.
  static func rows(
    _ name: String, _ values: RowValues = .any, isRequired: Bool = true, isRest: Bool = false,
    in range: ClosedRange<Double>? = nil, _ documentation: String = ""
  ) -> ParameterInfo {
    ParameterInfo(
      name: name, documentation: documentation, type: nil, typeName: values.rawValue, isRequired: isRequired,
      defaultText: nil, choices: [], range: range, rows: values, words: nil, isRest: isRest, sample: nil,
      bind: { try $0.expression() }, makeDefault: { nil })
  }
}

/// The types of value that an argument of a function takes in each row.
public enum RowValues: String, Sendable, CaseIterable {
  case any = "values"
  case numbers
  case wholeNumbers = "whole numbers"
  case texts = "text"
  case dates
  case conditions
  /// What has an order and is no text.
  case numbersOrDates = "numbers or dates"
  case textsOrDates = "text or dates"

  /// Whether values of a type fit; a bare `null` fits anywhere.
  public func takes(_ type: ColumnType?) -> Bool {
    guard let type else { return true }
    let isNumber = type.isNumeric || type == .bool, isDate = type == .date || type == .datetime
    return switch self {
    case .any: true
    case .numbers: isNumber
    case .wholeNumbers: type == .int || type == .bool
    case .texts: type == .text
    case .dates: isDate
    case .conditions: type == .bool
    case .numbersOrDates: isNumber || isDate
    case .textsOrDates: type == .text || isDate
    }
  }
}

/// A call that shows what a function does, and what it gives: it runs as a test.
public struct FunctionExample: Sendable {
  /// The call, over the columns of `range 4`: `lag(n, 2)`.
  public let call: String
  /// The values it gives, with one space between; one value for an aggregate, and for a function whose arguments are
  /// constants.
  public let gives: String

  /// A call with what it gives.
  public init(_ call: String, _ gives: String) { (self.call, self.gives) = (call, gives) }
}

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
