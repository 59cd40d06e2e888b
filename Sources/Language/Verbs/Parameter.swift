import Diagnostics
import Syntax

/// A positional argument or option of a verb, with the Swift type that its value gets.
public struct Parameter<Wrapped: ParameterType>: Sendable {
  public let declaration: ParameterInfo

  /// A parameter that must be written.
  /// - Parameter words: the kind of words that it takes, for completion.
  public init(_ name: String, _ documentation: String, choices: [String] = [], words: HelpTopic.Kind? = nil) {
    declaration = ParameterInfo(
      name: name, documentation: documentation, typeName: Wrapped.typeName, isRequired: true, defaultText: nil,
      choices: choices, words: words, isRest: Wrapped.isRest, sample: Wrapped.sample,
      bind: { try Wrapped.bind($0) }, makeDefault: { nil })
  }

  /// A parameter that may be left out.
  /// - Parameter shows: how the default is written in the reference, where its description would not do.
  public init(_ name: String, default value: Wrapped, shows: String? = nil, _ documentation: String, choices: [String] = []) {
    declaration = ParameterInfo(
      name: name, documentation: documentation, typeName: Wrapped.typeName, isRequired: false,
      defaultText: shows ?? value.defaultText, choices: choices, words: nil, isRest: Wrapped.isRest,
      sample: Wrapped.sample, bind: { try Wrapped.bind($0) }, makeDefault: { value })
  }

  public var name: String { declaration.name }
}

/// A parameter without its Swift type, for help, completion and binding.
public struct ParameterInfo: Sendable {
  public let name: String
  public let documentation: String
  /// `number`, `text`, `columns` …
  public let typeName: String
  public let isRequired: Bool
  public let defaultText: String?
  /// The words that may be written, where only some may.
  public let choices: [String]
  /// The kind of words that may be written, where the catalogue lists them.
  public let words: HelpTopic.Kind?
  /// Whether a positional parameter takes all arguments that are left.
  public let isRest: Bool
  /// A value as one would write it, for messages; nil where none is typical.
  let sample: String?
  let bind: @Sendable (ArgumentSyntax) throws -> any Sendable
  let makeDefault: @Sendable () -> (any Sendable)?
}

/// What was written for one parameter, with what is needed to give it a meaning.
public struct ArgumentSyntax: Sendable {
  public let declaration: ParameterInfo
  public let items: [Item]
  public let span: Span
  public let scope: Scope
  /// What stands before the value: `bins: `, or the verb and a space.
  public let lead: String

  public init(declaration: ParameterInfo, items: [Item], span: Span, scope: Scope, lead: String = "") {
    (self.declaration, self.items, self.span, self.scope, self.lead) = (declaration, items, span, scope, lead)
  }

  /// The one bare expression that was written, or a diagnostic.
  public func expression() throws -> Expression {
    guard items.count == 1, let item = items.first, item.name == nil, item.condition == nil, item.template == nil else {
      throw wrongValue("takes one \(declaration.typeName)")
    }
    return item.value
  }

  /// The arguments of a verb that was written as the value.
  public func bind(_ stage: Stage, to signature: Signature) throws -> BoundArguments {
    try Binder.bind(signature, stage, scope)
  }

  /// The diagnostic for a value that does not fit: `count` + `takes a whole number`.
  public func wrongValue(_ what: String, help: String? = nil) -> Diagnostic {
    var noun = items.count == 1 && what.hasPrefix("takes") ? items[0].value.noun : nil
    // Not every text will do for a parameter of texts; that it is one tells nothing.
    if let kind = noun, declaration.typeName.contains(kind) { noun = nil }
    // An argument's own name is never typed.
    let isArgument = what.hasPrefix("takes") && lead.hasSuffix(" ") && !lead.hasSuffix(": ")
    let subject = isArgument ? String(lead.dropLast()) : declaration.name
    return Diagnostic(
      code: "E18", "`\(subject)` \(what)",
      at: Label(span, noun.map { "this is \($0)" } ?? "not what `\(subject)` takes"),
      help: help ?? usualHelp)
  }

  /// The words that fit, or a value that does.
  private var usualHelp: String? {
    let choices = declaration.choices
    if !choices.isEmpty { return "write \(choices.count > 1 ? "one of: " : "")\(Prose.list(choices, conjunction: "or"))" }
    return written.map { "write `\(lead)\($0)`" } ?? declaration.sample.map { "for instance `\(lead)\($0)`" }
      ?? declaration.documentation.loweredFirst
  }

  /// The number that was written as a text.
  private var written: String? {
    guard declaration.typeName.hasSuffix("number"), items.count == 1,
      case .string(let pieces) = items[0].value.kind, case .text(let text)? = pieces.first, pieces.count == 1
    else { return nil }
    let isWhole = Int(text) != nil
    return isWhole || (Double(text)?.isFinite ?? false && declaration.sample?.contains(".") ?? false) ? text : nil
  }
}

/// A Swift type that a parameter's value can have.
public protocol ParameterType: Sendable {
  static var typeName: String { get }
  /// Whether a positional parameter of the type takes all arguments that are left.
  static var isRest: Bool { get }
  static func bind(_ syntax: ArgumentSyntax) throws -> Self
  /// A value as one would write it, for messages; nil where none is typical.
  static var sample: String? { get }
  /// How a default is written in the reference; nil shows none.
  var defaultText: String? { get }
}

extension ParameterType {
  public static var isRest: Bool { false }
  public static var sample: String? { nil }
  public var defaultText: String? { nil }
}
