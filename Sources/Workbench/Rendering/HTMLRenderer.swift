import Columns
import Diagnostics
import Language

/// Writes what there is to see as a piece of HTML: a `<div class="carnet">` with classes and without any style, script
/// or reference to something outside, to be put into a page that has a style sheet.
///
/// Every text is escaped, and what steers a terminal or turns the direction of writing is replaced by `�`. Blocks are
/// `<section>`s. Tables have heads with `scope`, and a row or a line that says what was left out. Cells of numbers have
/// the class `number`, and the points of a column stand below each other where they are aligned to the right and digits
/// have one width (`font-variant-numeric: tabular-nums`).
public struct HTMLRenderer: Sendable {
  /// How many columns of a table are written, where its look does not say how many.
  public let columns: Int

  /// A renderer that writes so many columns of a table.
  public init(columns: Int = 50) { self.columns = max(1, columns) }

  /// The piece of HTML, with a newline at its end; empty where there is nothing to see.
  public func render(_ shown: Shown) -> String {
    guard !shown.isEmpty else { return "" }
    var html = HTMLWriter()
    html.element("div", class: "carnet \(shown.role.rawValue)") { html in
      for block in shown.blocks {
        html.element("section") { html in for part in block { write(part, to: &html) } }
      }
    }
    return html.text
  }

  private func write(_ part: Shown.Part, to html: inout HTMLWriter) {
    switch part {
    case .line(let line): write(line, to: &html)
    case .note(let text): html.line("p", class: "note", text: "note: " + text)
    case .help(let text): html.line("p", class: "help", text: "help: " + text)
    case .heading(let text): html.line("h3", text: text)
    case .code(let text): html.line("pre", class: "code", text: text, keepsNewlines: true)
    case .facts(let facts): write(facts, to: &html)
    case .table(let table, let look): HTMLTable(Grid(table, look, room: columns)).write(to: &html)
    case .list(let table):
      HTMLTable(Grid(table, TableLook(rows: .unlimited), room: columns), isList: true).write(to: &html)
    case .listing(let listing, let rows): HTMLTable.write(listing, rows: rows, to: &html)
    case .drawing(let drawing): write(drawing, to: &html)
    case .findings(let diagnostics, let sources):
      html.raw(DiagnosticRenderer.html.render(diagnostics, sources: sources))
    }
  }

  private func write(_ line: StyledLine, to html: inout HTMLWriter) {
    html.line("p") { html in
      for piece in line.pieces {
        switch piece.emphasis {
        case .plain: html.text(piece.text)
        case .strong: html.span("strong", text: piece.text)
        case .dim, .accent: html.span("span", class: piece.emphasis.rawValue, text: piece.text)
        }
      }
    }
  }

  private func write(_ facts: [(label: String, text: String)], to html: inout HTMLWriter) {
    html.element("dl", class: "facts") { html in
      for fact in facts {
        html.line("dt", text: fact.label)
        html.line("dd", text: fact.text, keepsNewlines: true)
      }
    }
  }

  /// SVG as it is, which has no script; else the picture in characters.
  private func write(_ drawing: Shown.Drawing, to html: inout HTMLWriter) {
    if let svg = drawing.svg {
      html.element("figure", class: "chart") { $0.raw(svg) }
    } else {
      let lines = drawing.lines(TextRenderer.defaultWidth).map(\.withoutSpacesAtEnd)
      html.line("pre", class: "drawing", text: lines.joined(separator: "\n"), keepsNewlines: true)
    }
  }
}
