import Columns
import Diagnostics
import Syntax

/// A positional argument or option of a verb, with the Swift type that its value gets.
public struct Parameter<Wrapped: ParameterType>: Sendable {
  /// The parameter without its Swift type.
  public private(set) var declaration: ParameterInfo

  /// A parameter that must be written.
  /// - Parameter range: the bounds of a number, ends included.
  /// - Parameter words: the kind of words that it takes, for completion.
  public init(
    _ name: String, in range: ClosedRange<Double>? = nil, _ documentation: String, choices: [String] = [],
    words: HelpTopic.Kind? = nil
  ) {
    declaration = ParameterInfo(
      name: name, documentation: documentation, type: Wrapped.self, typeName: Wrapped.typeName, isRequired: true,
      defaultText: nil, choices: choices, range: range, words: words, isRest: Wrapped.isRest, sample: Wrapped.sample,
      bind: { try Wrapped.bind($0, in: range) }, makeDefault: { nil })
  }

  /// A parameter that may be left out.
  /// - Parameter shows: how the default is written in the reference, where its description would not do.
  /// - Parameter range: the bounds of a number, ends included.
  public init(
    _ name: String, default value: Wrapped, shows: String? = nil, in range: ClosedRange<Double>? = nil,
    _ documentation: String, choices: [String] = []
  ) {
    declaration = ParameterInfo(
      name: name, documentation: documentation, type: Wrapped.self, typeName: Wrapped.typeName, isRequired: false,
      defaultText: shows ?? value.defaultText, choices: choices, range: range, words: nil, isRest: Wrapped.isRest,
      sample: Wrapped.sample, bind: { try Wrapped.bind($0, in: range) }, makeDefault: { value })
  }

  /// The parameter's name.
  public var name: String { declaration.name }

  /// The parameter with words that may be written besides, for completion.
  public func offering(_ words: [String]) -> Parameter {
    var out = self
    out.declaration.offered = words
    return out
  }

  /// The parameter with the kinds of result that can be named there, for completion.
  public func naming(_ kinds: ValueKind...) -> Parameter {
    var out = self
    out.declaration.kinds = Set(kinds)
    return out
  }
}

/// A parameter without its Swift type, for help, completion and binding: an argument or option of a verb, or an
/// argument of a function.
public struct ParameterInfo: Sendable {
  /// The parameter's name.
  public let name: String
  /// One sentence: what it is for.
  public let documentation: String
  /// What the value becomes; nil for what a function takes of each row.
  let type: (any ParameterType.Type)?
  /// `number`, `text`, `columns` …: what people read, and no identity of the type.
  public let typeName: String
  /// Whether it must be written.
  public let isRequired: Bool
  /// The default as the reference shows it; nil shows none.
  public let defaultText: String?
  /// Other names of the same.
  public var aliases: [String] = []
  /// The words that may be written, where only some may.
  public let choices: [String]
  /// The bounds of a number, ends included, where it has some.
  public let range: ClosedRange<Double>?
  /// What a function takes of each row; nil for a value that is known before any row is read.
  public var rows: RowValues?
  /// What to write instead of a number out of range, where that can be told.
  private(set) var mending: Mending?
  /// The kind of words that may be written, where the catalogue lists them.
  public let words: HelpTopic.Kind?
  /// The kinds of result that can be named there; any where none is given.
  public internal(set) var kinds: Set<ValueKind> = []
  /// Words that may be written among other things, for completion.
  public internal(set) var offered: [String] = []
  /// Whether a positional parameter takes all arguments that are left.
  public let isRest: Bool
  /// A value as one would write it, for messages; nil where none is typical.
  let sample: String?
  let bind: @Sendable (ArgumentSyntax) throws -> any Sendable
  let makeDefault: @Sendable () -> (any Sendable)?

  /// Whether the value becomes one of these types, or one of them or nil.
  public func takes(_ types: any ParameterType.Type...) -> Bool {
    guard let type else { return false }
    return types.contains { ObjectIdentifier($0) == ObjectIdentifier(type.identity) }
  }

  /// The kind of result that is named there; nil where it is not one kind.
  var valueKind: ValueKind? { type?.valueKind }

  /// A help line for a call with a number that is out of range.
  typealias Mending = @Sendable (CheckedCall, Double) -> String?

  func mending(_ mending: @escaping Mending) -> ParameterInfo {
    var declaration = self
    declaration.mending = mending
    return declaration
  }
}

/// What was written for one parameter, with what is needed to give it a meaning.
public struct ArgumentSyntax: Sendable {
  /// The parameter that it was written for.
  public let declaration: ParameterInfo
  /// What was written.
  public let items: [Item]
  /// Where it was written.
  public let span: Span
  /// The names that can be read there.
  public let scope: Scope
  /// What stands before the value: `bins: `, or the verb and a space.
  public let lead: String
  /// The call whose argument it is; nil for a verb's.
  let call: CheckedCall?

  /// What was written for a parameter of a verb.
  public init(declaration: ParameterInfo, items: [Item], span: Span, scope: Scope, lead: String = "") {
    self.init(declaration: declaration, items: items, span: span, scope: scope, lead: lead, call: nil)
  }

  private init(
    declaration: ParameterInfo, items: [Item], span: Span, scope: Scope, lead: String, call: CheckedCall?
  ) {
    (self.declaration, self.items, self.span, self.scope, self.lead) = (declaration, items, span, scope, lead)
    self.call = call
  }

  /// An argument of a call: one expression, or all that are left.
  init(_ declaration: ParameterInfo, _ values: [Expression], of call: CheckedCall) {
    let span = values.dropFirst().reduce(values.first?.span ?? call.span) { $0.joined(with: $1.span) }
    self.init(
      declaration: declaration, items: values.map { Item(value: $0, span: $0.span) }, span: span, scope: call.scope,
      lead: "", call: call)
  }

  /// The one bare expression that was written, or a diagnostic.
  public func expression() throws -> Expression {
    guard items.count == 1, let item = items.first, item.name == nil else {
      throw wrongValue("takes one \(declaration.typeName)")
    }
    try item.requireBare("a value")
    return item.value
  }

  /// The arguments of a verb that was written as the value.
  public func bind(_ stage: Stage, to signature: Signature) throws -> BoundArguments {
    try Binder.bind(signature, stage, scope)
  }

  /// The diagnostic for a value that does not fit: `count` + `takes a whole number`.
  /// - Parameter value: what the expression stands for, where that is known.
  public func wrongValue(_ what: String, value: Cell? = nil, help: String? = nil) -> Diagnostic {
    Diagnostic(
      code: .wrongValue, "\(subject(what)) \(what)", at: Label(span, found(what, value)),
      help: help ?? (declaration.choices.isEmpty ? usage : nil) ?? usualHelp)
  }

  /// How the function is called; nil for a verb's argument.
  private var usage: String? { call.map { "usage: \($0.signature.shortUsage)" } }

  /// `count`, or `q` of `quantile`; an argument's own name is never typed, and a verb's stands for it.
  private func subject(_ what: String) -> String {
    if let call { return "`\(declaration.name)` of `\(call.signature.name)`" }
    let isArgument = what.hasPrefix("takes") && lead.hasSuffix(" ") && !lead.hasSuffix(": ")
    return "`\(isArgument ? String(lead.dropLast()) : declaration.name)`"
  }

  /// What stands there instead: `this is text`, `this is 1.5`.
  private func found(_ what: String, _ value: Cell?) -> String {
    var noun = items.count == 1 && what.hasPrefix("takes") ? items[0].value.noun : nil
    // Not every text will do for a parameter of texts; that it is one tells nothing.
    if let kind = noun, declaration.typeName.contains(kind) || kind == "a call" { noun = nil }
    return (noun ?? value.map(CellFormat.literal)).map { "this is \($0)" } ?? "not what \(subject(what)) takes"
  }

  /// The words that fit, or a value that does.
  private var usualHelp: String? {
    let choices = declaration.choices
    if !choices.isEmpty {
      return "write \(choices.count > 1 ? "one of: " : "")\(Prose.list(choices, conjunction: "or"))"
    }
    return written.map { "write `\(lead)\($0)`" } ?? declaration.sample.map { "for instance `\(lead)\($0)`" }
      ?? declaration.documentation.loweredFirst
  }

  /// The number that was written as a text.
  private var written: String? {
    guard declaration.takes(Int.self, Double.self, Number.self), items.count == 1,
      case .string(let pieces) = items[0].value.kind, case .text(let text)? = pieces.first, pieces.count == 1
    else { return nil }
    let isWhole = Int(text) != nil
    return isWhole || (Double(text)?.isFinite ?? false && declaration.sample?.contains(".") ?? false) ? text : nil
  }
}

/// A Swift type that a parameter's value can have.
public protocol ParameterType: Sendable {
  /// What people read of the type: `whole number`.
  static var typeName: String { get }
  /// The type itself, without the optional around it.
  static var identity: any ParameterType.Type { get }
  /// The kind of the results that a value names; nil where it is not one kind.
  static var valueKind: ValueKind? { get }
  /// Whether a positional parameter of the type takes all arguments that are left.
  static var isRest: Bool { get }
  static func bind(_ syntax: ArgumentSyntax) throws -> Self
  /// The value as a number, for types that can have bounds.
  var boundedNumber: Double? { get }
  /// A value as one would write it, for messages; nil where none is typical.
  static var sample: String? { get }
  /// How a default is written in the reference; nil shows none.
  var defaultText: String? { get }
}

extension ParameterType {
  public static var identity: any ParameterType.Type { Self.self }
  public static var valueKind: ValueKind? { nil }
  public static var isRest: Bool { false }
  public static var sample: String? { nil }
  public var defaultText: String? { nil }
  public var boundedNumber: Double? { nil }

  /// - Throws: `Diagnostic` for a value that does not fit, or lies outside of the range.
  static func bind(_ syntax: ArgumentSyntax, in range: ClosedRange<Double>?) throws -> Self {
    let value = try bind(syntax)
    guard let range, let number = value.boundedNumber, !range.contains(number) else { return value }
    let cell: Cell = if let whole = Int64(exactly: number) { .int(whole) } else { .float(number) }
    var problem = syntax.wrongValue(
      "takes \(typeName.withArticle) \(range.described)",
      help: syntax.call.flatMap { syntax.declaration.mending?($0, number) })
    problem.primary = Label(syntax.span, "this is \(CellFormat.literal(cell))")
    throw problem
  }
}

extension ClosedRange<Double> {
  /// `from 0 to 1`, `from 1 up`, `above 0`.
  public var described: String {
    func text(_ bound: Double) -> String { bound.defaultText ?? "\(bound)" }
    if lowerBound == .leastNonzeroMagnitude {
      return upperBound == .infinity ? "above 0" : "above 0 and at most \(text(upperBound))"
    }
    if upperBound == .infinity { return "from \(text(lowerBound)) up" }
    return "from \(text(lowerBound)) to \(text(upperBound))"
  }
}
