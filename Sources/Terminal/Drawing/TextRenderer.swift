import Columns
import Diagnostics
import Language

/// Draws values as text of a given width: what the prompt shows, and what a script writes to standard output.
///
/// A null is drawn as `·`, an empty text as `""`. Numbers of five and more digits are grouped (`406 597.5`) unless
/// their column is a key or an identifier. A float shows six significant digits, or fewer where it needs no more. No
/// line ends in spaces.
public struct TextRenderer: Sendable {
  /// The greatest number of columns of a line. A chart's drawing fits from 30 columns on.
  public let width: Int
  /// How many rows of a table are shown.
  public let rows: RowWindow.Limit
  /// The colours.
  public let ink: Ink

  /// Where the output is no terminal that could tell its width.
  public static let defaultWidth = 120
  /// Below this nothing sensible can be drawn: a narrower terminal wraps the lines.
  static let leastWidth = 24

  /// A renderer for lines of so many characters.
  public init(width: Int = Self.defaultWidth, colours: Bool = false, rows: RowWindow.Limit = .standard) {
    (self.width, self.rows, ink) = (max(Self.leastWidth, width), rows, Ink(colours: colours))
  }

  /// The drawing of a value, without a newline at its end.
  public func render(_ value: any Value) -> String { render(value.presentation) }

  /// Facts, tables and previews, with an empty line between them; empty for an empty presentation.
  public func render(_ presentation: Presentation) -> String {
    var parts: [[String]] = []
    if !presentation.facts.isEmpty { parts.append(lines(of: presentation.facts)) }
    for (title, table) in presentation.tables {
      parts.append((title.map { [ink.bold(DisplayWidth.sanitised($0))] } ?? []) + lines(of: table))
    }
    for section in presentation.sections { parts.append(lines(of: section)) }
    let preview = presentation.preview(width)
    if !preview.isEmpty { parts.append(preview.map(\.withoutSpacesAtEnd)) }
    return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  /// One line for a value that was bound to a name: `clean: 1 500 rows × 126 columns`.
  public func summary(of name: String, _ value: any Value) -> String {
    if let table = value.table { return "\(name): \(Self.size(of: table))" }
    let facts = value.presentation.facts.prefix(3).map { "\($0.label) \($0.text)" }
    let line = ([value.kind.name] + facts).joined(separator: ", ")
    return CutText.end(DisplayWidth.sanitised("\(name): \(line)"), to: width)
  }

  /// `1 500 rows × 126 columns`
  public static func size(of table: Table) -> String {
    let rows = DigitGroups.grouped(table.rowCount), columns = DigitGroups.grouped(table.columns.count)
    let nouns = (table.rowCount == 1 ? "row" : "rows", table.columns.count == 1 ? "column" : "columns")
    return "\(rows) \(nouns.0) × \(columns) \(nouns.1)"
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

  private func lines(of section: Presentation.Section) -> [String] {
    let listing = section.listing.map { ListingDrawing($0, rows: rows, ink: ink, width: width).lines } ?? []
    return [ink.bold(DisplayWidth.sanitised(section.title))] + lines(of: section.facts) + listing
  }

  /// A list of things of the session, drawn as a table without types and size.
  func listing(_ table: Table) -> String {
    let layout = TableLayout(table, width: width, rows: rows)
    return TableDrawing(table, layout: layout, ink: ink, width: width).body(showsTypes: false).joined(separator: "\n")
  }

  private func lines(of table: Table) -> [String] {
    TableDrawing(table, layout: TableLayout(table, width: width, rows: rows), ink: ink, width: width).lines
  }
}
