extension Formatter {
  /// A name where it names something: in backticks if it was typed so or cannot stand without them.
  static func text(_ name: Name) -> String {
    name.isQuoted || !Lexer.isPlainName(name.text) ? quotedName(name.text) : name.text
  }

  /// An option's or an argument's label, which may be a reserved word.
  static func label(_ name: Name) -> String {
    !name.isQuoted && ReservedWord(rawValue: name.text) != nil ? name.text : text(name)
  }

  static func quotedName(_ text: String) -> String {
    "`" + text.unicodeScalars.reduce(into: "") { $0 += $1 == "`" ? "``" : String($1) } + "`"
  }

  static func text(_ piece: Expression.StringPiece) -> String {
    switch piece {
    case .text(let text): escaped(text)
    case .scalar(let names): "{$" + names.map(\.text).joined(separator: ".") + "}"
    case .column(let name): "{\(text(name))}"
    }
  }

  static func quoted(_ text: String) -> String { "\"" + escaped(text) + "\"" }

  /// A template keeps its `{$…}` and `{col}` as they are.
  static func templateText(_ template: Template) -> String {
    "\"" + escaped(template.text, escapesScalars: false) + "\""
  }

  private static func escaped(_ text: String, escapesScalars: Bool = true) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      switch scalar {
      case "\"": result += "\\\"".unicodeScalars
      case "\\": result += "\\\\".unicodeScalars
      case "\n": result += "\\n".unicodeScalars
      case "\r": result += "\\r".unicodeScalars
      case "\t": result += "\\t".unicodeScalars
      case "{" where scalars.dropFirst(place + 1).first == "$" && (escapesScalars || !isInsertion(scalars[place...])):
        result += "\\{".unicodeScalars
      case "{" where escapesScalars && isColumn(scalars[(place + 1)...]):
        result += "\\{".unicodeScalars
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars
        } else {
          result.append(scalar)
        }
      }
    }
    return String(result)
  }

  /// Whether what stands behind a brace makes it the insertion of a column; rather once too often.
  private static func isColumn(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = text.first, let end = text.firstIndex(of: "}") else { return false }
    return first == "`" || Lexer.isPlainName(String(String.UnicodeScalarView(text[..<end])))
  }

  /// Whether a text begins with a whole `{$name}` or `{$name.field}`.
  private static func isInsertion(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let end = text.firstIndex(of: "}") else { return false }
    let names = text[text.startIndex + 2..<end].split(separator: ".", omittingEmptySubsequences: false)
    return names.allSatisfy { name in
      name.first.map(Lexer.isNameStart) == true && name.allSatisfy(Lexer.isNameContinuation)
    }
  }

  /// A pattern between slashes; its own slashes are escaped, its escapes stay.
  static func regex(_ pattern: String) -> String {
    var result = "/"
    var isEscaped = false
    for scalar in pattern.unicodeScalars {
      if scalar == "/", !isEscaped { result += "\\" }
      isEscaped = scalar == "\\" && !isEscaped
      result.unicodeScalars.append(scalar)
    }
    return result + "/"
  }
}
