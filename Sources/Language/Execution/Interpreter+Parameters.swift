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
    let wrong = Diagnostic(
      code: .wrongValue, "`--set \(declaration.name.text)=\(text)`: this is no \(declaration.type.text)",
      at: Label(declaration.type.span, "declared \(declaration.type.text)"))
    switch declaration.type.text {
    case "int":
      guard let value = Int64(text) else { throw wrong }
      return .cell(.int(value))
    case "float":
      guard let value = Double(text), value.isFinite else { throw wrong }
      return .cell(.float(value))
    case "bool":
      guard text == "yes" || text == "no" else { throw wrong }
      return .cell(.bool(text == "yes"))
    case "date":
      guard let days = CivilCalendar.parse(text) else { throw wrong }
      return .cell(.date(Int64(days)))
    case "list":
      guard text.hasPrefix("["), text.hasSuffix("]") else { throw wrong }
      let words = text.dropFirst().dropLast().split(separator: ",").map { $0.trimmed }
      return .list(words.map { word in
        Int64(word).map(Cell.int) ?? Double(word).map(Cell.float) ?? .text(word.unquoted)
      })
    default: return .cell(.text(text))
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
