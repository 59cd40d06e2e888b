import Columns
import Diagnostics
import Language

/// Draws what there is to see as lines of a given width: what the prompt shows, and what a script writes to standard
/// output.
///
/// A null is drawn as `·` or as the look says, an empty text as `""`. Numbers of five and more digits are grouped
/// (`406 597.5`) unless their column is a key or an identifier. A float shows six significant digits, or fewer where it
/// needs no more. No line ends in spaces, and nothing in a text steers the terminal.
public struct TextRenderer: Sendable {
  /// The greatest number of columns of a line. A chart's drawing fits from 30 columns on.
  public let width: Int
  /// Whether prose is broken between words, as people at a terminal want it; a file keeps its lines whole.
  public let breaksProse: Bool
  /// The colours.
  public let ink: Ink

  /// Where the output is no terminal that could tell its width.
  public static let defaultWidth = 120
  /// Below this nothing sensible can be drawn: a narrower terminal wraps the lines.
  static let leastWidth = 24

  /// A renderer for lines of so many characters.
  public init(width: Int = Self.defaultWidth, colours: Bool = false, breaksProse: Bool = true) {
    (self.width, self.breaksProse, ink) = (max(Self.leastWidth, width), breaksProse, Ink(colours: colours))
  }

  /// The drawing of a value, without a newline at its end.
  public func render(_ value: any Value) -> String { render(Shown(value)) }

  /// The lines without a newline at their end, with an empty line between two blocks; empty where there is nothing.
  public func render(_ shown: Shown) -> String {
    shown.blocks.map { $0.flatMap(lines) }.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n")
  }

  private func lines(of part: Shown.Part) -> [String] {
    switch part {
    case .line(let line): line.drawn(width: breaksProse ? width : .max, ink)
    case .note(let text): lines(of: .line(StyledLine("note: " + text, .dim, fit: .wrapped(hanging: 0))))
    case .help(let text): lines(of: .text("help: " + text))
    case .heading(let text): lines(of: .line(StyledLine(text, .strong)))
    case .code(let text):
      text.split(separator: "\n", omittingEmptySubsequences: false).map { DisplayWidth.sanitised(String($0)) }
    case .facts(let facts): lines(of: facts)
    case .table(let table, let look): TableDrawing(table, look, ink: ink, width: width).lines
    case .list(let table): TableDrawing(table, TableLook(rows: .unlimited), ink: ink, width: width).listLines
    case .listing(let listing, let rows): ListingDrawing(listing, rows: rows, ink: ink, width: width).lines
    case .drawing(let drawing): drawing.lines(width).map { DisplayWidth.sanitised($0).withoutSpacesAtEnd }
    case .findings(let diagnostics, let sources): [text(of: diagnostics, sources)]
    }
  }

  /// `label  value`, the values below each other; a value that is too long goes on below itself.
  private func lines(of facts: [(label: String, text: String)]) -> [String] {
    let labels = facts.map { CutText.end(DisplayWidth.sanitised($0.label), to: width / 2) }
    let indent = (labels.map(DisplayWidth.of).max() ?? 0) + 2
    return zip(labels, facts).flatMap { label, fact in
      let texts = CutText.wrapped(DisplayWidth.sanitised(fact.text, keepsNewlines: true), to: width - indent)
      return texts.enumerated().map { index, text in
        let lead = index == 0 ? label : ""
        return ink.dim(lead) + String(repeating: " ", count: indent - DisplayWidth.of(lead)) + text
      }
    }
  }

  private func text(of diagnostics: [Diagnostic], _ sources: SourceMap) -> String {
    let format: DiagnosticRenderer.Format = ink.colours ? .ansi : .plain
    let renderer = breaksProse ? .fitting(format, terminal: width) : DiagnosticRenderer(format)
    return renderer.render(diagnostics, sources: sources)
  }
}
