import Forms

/// Turns diagnostics into text: the same layout at the prompt, in a file and as HTML, or the facts as JSON.
///
/// ```
/// error[E12]: no column `AMT_CREDT` here
///  3 | app | derive R = AMT_CREDT / AMT_ANNUITY
///    |                  ^^^^^^^^^ not among the 122 columns of `app`
/// help: did you mean `AMT_CREDIT`? (names are case-sensitive)
/// ```
public struct DiagnosticRenderer: Sendable {
  /// For whom a finding is drawn.
  public enum Format: Sendable {
    case plain
    /// With terminal colours; whether they are wanted (a terminal, no `NO_COLOR`) is the caller's decision.
    case ansi
    /// A `<pre class="diagnostic">` whose parts have classes.
    case html
    /// One object in one line.
    case json
  }

  /// For whom findings are drawn.
  public let format: Format
  /// The greatest number of columns of a source line; of a longer one the part around the label is shown.
  public let width: Int
  /// The greatest number of columns of messages, labels and remarks, which are broken between words; nil breaks none.
  public let textWidth: Int?

  /// A renderer whose lines have at most `width` characters, and its prose `textWidth`, where that is less.
  public init(_ format: Format, width: Int = 120, textWidth: Int? = nil) {
    (self.format, self.width, self.textWidth) = (format, width, textWidth)
  }

  /// A renderer for a terminal of the given width: source lines are cut, and everything else is broken between words.
  public static func fitting(_ format: Format, terminal width: Int) -> DiagnosticRenderer {
    // The number of a source line and a bar stand before it.
    DiagnosticRenderer(format, width: max(40, width - 8), textWidth: max(24, width))
  }

  /// Text without colours.
  public static let plain = DiagnosticRenderer(.plain)
  /// Text with the colours of a terminal.
  public static let ansi = DiagnosticRenderer(.ansi)
  /// A piece of HTML.
  public static let html = DiagnosticRenderer(.html)
  /// A line of JSON for each finding.
  public static let json = DiagnosticRenderer(.json)

  /// The text of one diagnostic, without a newline at its end.
  public func render(_ diagnostic: Diagnostic, sources: SourceMap) -> String {
    if format == .json { return Self.jsonValue(of: diagnostic, sources).compact }
    let lines = DiagnosticLayout(diagnostic, sources: sources, width: width, textWidth: textWidth).lines
    let text = lines.map { line in trimmed(line).map { styled($0) }.joined() }.joined(separator: "\n")
    return format == .html ? "<pre class=\"diagnostic \(diagnostic.severity.rawValue)\">\(text)</pre>" : text
  }

  /// What ``Format/json`` writes of a finding.
  package static func jsonValue(of diagnostic: Diagnostic, _ sources: SourceMap) -> JSONValue {
    DiagnosticJSON.object(diagnostic, sources)
  }

  /// How many findings are shown for readers; a file that is no script has thousands.
  public static let shownLimit = 20

  /// Several findings in their order; for readers the first ``shownLimit``, and how many more there are.
  public func render(_ diagnostics: [Diagnostic], sources: SourceMap) -> String {
    if format == .json { return diagnostics.map { render($0, sources: sources) }.joined(separator: "\n") }
    var parts = diagnostics.prefix(Self.shownLimit).map { render($0, sources: sources) }
    let rest = diagnostics.count - parts.count
    if rest > 0 {
      let text = "… and \(rest) more, which may follow from these"
      parts.append(format == .html ? "<pre class=\"diagnostic note\">\(text)</pre>" : text)
    }
    return parts.joined(separator: format == .html ? "\n" : "\n\n")
  }

  /// No line ends in spaces.
  private func trimmed(_ line: [DiagnosticLayout.Segment]) -> [DiagnosticLayout.Segment] {
    var result = line
    while let last = result.last {
      let text = last.text.trimmingSpacesAtEnd
      if text.count == last.text.count { break }
      result[result.count - 1] = DiagnosticLayout.Segment(style: last.style, text: text)
      if !text.isEmpty { break }
      result.removeLast()
    }
    return result
  }

  private func styled(_ segment: DiagnosticLayout.Segment) -> String {
    switch format {
    case .plain, .json: return segment.text
    case .ansi:
      guard let code = segment.style.ansiCode, !segment.text.isEmpty else { return segment.text }
      return "\u{1B}[\(code)m\(segment.text)\u{1B}[0m"
    case .html:
      let escaped = HTML.escape(segment.text)
      return segment.style == .plain ? escaped : "<span class=\"\(segment.style.rawValue)\">\(escaped)</span>"
    }
  }
}

extension DiagnosticLayout.Style {
  /// The parameters of the terminal's colour sequence (ECMA-48 SGR), or nil for ordinary text.
  fileprivate var ansiCode: String? {
    switch self {
    case .plain, .source: nil
    case .error, .primary: "1;31"
    case .warning: "1;33"
    case .note, .secondary: "1;36"
    case .help: "1;32"
    case .message: "1"
    case .gutter: "2"
    }
  }
}

/// What a text must not contain inside of HTML.
package enum HTML {
  package static func escape(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;".unicodeScalars
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      case "'": result += "&#39;".unicodeScalars
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension String {
  var trimmingSpacesAtEnd: String {
    var result = Substring(self)
    while result.last == " " { result.removeLast() }
    return String(result)
  }
}
