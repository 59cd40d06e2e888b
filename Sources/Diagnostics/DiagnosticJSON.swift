/// Diagnostics for programs. Offsets count UTF-8 bytes from 0; lines and columns count from 1, columns in characters.
enum DiagnosticJSON {
  static func object(_ diagnostic: Diagnostic, _ sources: SourceMap) -> String {
    var fields = [
      "severity": string(diagnostic.severity.rawValue),
      "code": string(diagnostic.code),
      "message": string(diagnostic.message),
      "labels": array(diagnostic.labels.map { label($0, sources) }),
      "notes": array(diagnostic.notes.map(string)),
      "fixIts": array(diagnostic.fixIts.map { place($0.span, sources, and: ["replacement": string($0.replacement)]) }),
    ]
    fields["primary"] = diagnostic.primary.map { label($0, sources) } ?? "null"
    fields["help"] = diagnostic.help.map(string) ?? "null"
    return object(fields)
  }

  private static func label(_ label: Label, _ sources: SourceMap) -> String {
    place(label.span, sources, and: ["text": string(label.text)])
  }

  private static func place(_ span: Span, _ sources: SourceMap, and others: [String: String]) -> String {
    var fields = others
    (fields["lower"], fields["upper"]) = (String(span.lower), String(span.upper))
    if let source = sources[span.source] {
      fields["source"] = string(source.name)
      (fields["line"], fields["column"]) = position(span.lower, source)
      (fields["endLine"], fields["endColumn"]) = position(span.upper, source)
    }
    return object(fields)
  }

  private static func position(_ offset: Int, _ source: SourceText) -> (line: String, column: String) {
    let line = source.line(at: offset)
    let start = source.range(ofLine: line).lowerBound
    return (String(line), String(source.slice(start..<max(start, offset)).count + 1))
  }

  /// The fields in alphabetical order, so that the text is always the same.
  private static func object(_ fields: [String: String]) -> String {
    "{" + fields.sorted { $0.key < $1.key }.map { "\(string($0.key)):\($0.value)" }.joined(separator: ",") + "}"
  }

  private static func array(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }

  /// RFC 8259, section 7.
  private static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
