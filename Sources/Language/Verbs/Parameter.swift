import Diagnostics
import Syntax

/// A positional argument or option of a verb, with the Swift type that its value gets.
public struct Parameter<Wrapped: ParameterType>: Sendable {
  public let declaration: ParameterInfo

  /// A parameter that must be written.
  public init(_ name: String, _ documentation: String, choices: [String] = []) {
    declaration = ParameterInfo(
      name: name, documentation: documentation, typeName: Wrapped.typeName, isRequired: true, defaultText: nil,
      choices: choices, isRest: Wrapped.isRest, bind: { try Wrapped.bind($0) }, makeDefault: { nil })
  }

  /// A parameter that may be left out.
  /// - Parameter shows: how the default is written in the reference, where its description would not do.
  public init(_ name: String, default value: Wrapped, shows: String? = nil, _ documentation: String, choices: [String] = []) {
    declaration = ParameterInfo(
      name: name, documentation: documentation, typeName: Wrapped.typeName, isRequired: false,
      defaultText: shows ?? value.defaultText, choices: choices, isRest: Wrapped.isRest,
      bind: { try Wrapped.bind($0) }, makeDefault: { value })
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
  /// Whether a positional parameter takes all arguments that are left.
  public let isRest: Bool
  let bind: @Sendable (ArgumentSyntax) throws -> any Sendable
  let makeDefault: @Sendable () -> (any Sendable)?
}

/// What was written for one parameter, with what is needed to give it a meaning.
public struct ArgumentSyntax: Sendable {
  public let declaration: ParameterInfo
  public let items: [Item]
  public let span: Span
  public let scope: Scope

  public init(declaration: ParameterInfo, items: [Item], span: Span, scope: Scope) {
    (self.declaration, self.items, self.span, self.scope) = (declaration, items, span, scope)
  }

  /// The one bare expression that was written, or a diagnostic.
  public func expression() throws -> Expression {
    guard items.count == 1, let item = items.first, item.name == nil, item.condition == nil, item.template == nil else {
      throw wrongValue("takes one \(declaration.typeName)")
    }
    return item.value
  }

  /// The diagnostic for a value that does not fit: `count` + `takes a whole number`.
  public func wrongValue(_ what: String, help: String? = nil) -> Diagnostic {
    Diagnostic(
      code: "E18", "`\(declaration.name)` \(what)", at: Label(span, "not what `\(declaration.name)` takes"),
      help: help ?? (declaration.choices.isEmpty ? nil : "write one of: \(declaration.choices.joined(separator: ", "))"))
  }
}

/// A Swift type that a parameter's value can have.
public protocol ParameterType: Sendable {
  static var typeName: String { get }
  /// Whether a positional parameter of the type takes all arguments that are left.
  static var isRest: Bool { get }
  static func bind(_ syntax: ArgumentSyntax) throws -> Self
  /// How a default is written in the reference; nil shows none.
  var defaultText: String? { get }
}

extension ParameterType {
  public static var isRest: Bool { false }
  public var defaultText: String? { nil }
}
