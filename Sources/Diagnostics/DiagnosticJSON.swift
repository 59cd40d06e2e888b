import Forms

/// Diagnostics for programs. Offsets count UTF-8 bytes from 0; lines and columns count from 1, columns in characters.
enum DiagnosticJSON {
  static func object(_ diagnostic: Diagnostic, _ sources: SourceMap) -> JSONValue {
    let fixes = diagnostic.fixIts.map { place($0.span, sources, and: ["replacement": .text($0.replacement)]) }
    return object([
      "severity": .text(diagnostic.severity.rawValue), "code": .text(diagnostic.code),
      "message": .text(diagnostic.message), "labels": .array(diagnostic.labels.map { label($0, sources) }),
      "notes": .texts(diagnostic.notes), "fixIts": .array(fixes),
      "primary": diagnostic.primary.map { label($0, sources) } ?? .null,
      "help": diagnostic.help.map { .text($0) } ?? .null,
    ])
  }

  private static func label(_ label: Label, _ sources: SourceMap) -> JSONValue {
    place(label.span, sources, and: ["text": .text(label.text)])
  }

  private static func place(_ span: Span, _ sources: SourceMap, and others: [String: JSONValue]) -> JSONValue {
    var fields = others
    (fields["lower"], fields["upper"]) = (.int(span.lower), .int(span.upper))
    if let source = sources[span.source] {
      fields["source"] = .text(source.name)
      (fields["line"], fields["column"]) = position(span.lower, source)
      (fields["endLine"], fields["endColumn"]) = position(span.upper, source)
    }
    return object(fields)
  }

  private static func position(_ offset: Int, _ source: SourceText) -> (line: JSONValue, column: JSONValue) {
    let line = source.line(at: offset)
    let start = source.range(ofLine: line).lowerBound
    return (.int(line), .int(source.slice(start..<max(start, offset)).count + 1))
  }

  /// The fields in alphabetical order, so that the text is always the same.
  private static func object(_ fields: [String: JSONValue]) -> JSONValue {
    .object(fields.sorted { $0.key < $1.key }.map { JSONValue.Member(name: $0.key, value: $0.value) })
  }
}
