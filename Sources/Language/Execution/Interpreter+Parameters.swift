import Columns
import Diagnostics
import Syntax

extension Interpreter {
  /// The value of a parameter: what was set from outside, or else its default.
  func value(of declaration: ParameterDeclaration) throws -> Scalar {
    try scope.checkFree(declaration.name, for: .parameter)
    if let text = overrides[declaration.name.text] { return try read(text, for: declaration) }
    return try typed(try scope.scalar(of: declaration.value), declaration.type, at: declaration.value.span)
  }

  /// Checks a default against the declared type; a whole number serves as a float.
  private func typed(_ value: Scalar, _ type: Name, at span: Span) throws -> Scalar {
    switch (type.text, value) {
    case ("int", .cell(.int)), ("float", .cell(.float)), ("text", .cell(.text)), ("bool", .cell(.bool)),
      ("date", .cell(.date)), ("list", .list):
      return value
    case ("float", .cell(.int(let whole))): return .cell(.float(Double(whole)))
    case ("int", _), ("float", _), ("text", _), ("bool", _), ("date", _), ("list", _):
      throw Diagnostic(
        code: .wrongValue, "the default is no \(type.text)", at: Label(span, "not of the declared type"),
        labels: [Label(type.span, "declared \(type.text)")])
    default:
      throw Diagnostic(
        code: .wrongValue, "there is no parameter type `\(type.text)`", at: Label(type.span, "not a type"),
        help: "write one of: int, float, text, bool, date, list")
    }
  }

  /// Reads a value from the command line: lists as `[a, b]`, text as it stands.
  private func read(_ text: String, for declaration: ParameterDeclaration) throws -> Scalar {
    guard let value = Self.scalar(text, as: declaration.type.text) else {
      throw Diagnostic(
        code: .wrongValue, Self.misfit(of: text, for: declaration),
        at: Label(declaration.type.span, "declared \(declaration.type.text)"))
    }
    return value
  }

  /// What to say of a text from the command line that is no value of a parameter; nil where it is one.
  public static func problem(with text: String, for declaration: ParameterDeclaration) -> Diagnostic? {
    if scalar(text, as: declaration.type.text) != nil { return nil }
    return Diagnostic(code: .wrongValue, misfit(of: text, for: declaration))
  }

  private static func misfit(of text: String, for declaration: ParameterDeclaration) -> String {
    "`--set \(declaration.name.text)=\(text)`: this is no \(declaration.type.text)"
  }

  private static func scalar(_ text: String, as type: String) -> Scalar? {
    switch type {
    case "int": Int64(text).map { .cell(.int($0)) }
    case "float": Double(text).flatMap { $0.isFinite ? .cell(.float($0)) : nil }
    case "bool": text == "yes" || text == "no" ? .cell(.bool(text == "yes")) : nil
    case "date": CivilCalendar.parse(text).map { .cell(.date(Int64($0))) }
    case "list" where text.hasPrefix("[") && text.hasSuffix("]"):
      .list(text.dropFirst().dropLast().split(separator: ",").map { $0.trimmed }.map { word in
        Int64(word).map(Cell.int) ?? Double(word).map(Cell.float) ?? .text(word.unquoted)
      })
    case "list": nil
    default: .cell(.text(text))
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}

extension String {
  fileprivate var unquoted: String {
    count >= 2 && first == "\"" && last == "\"" ? String(dropFirst().dropLast()) : self
  }
}
