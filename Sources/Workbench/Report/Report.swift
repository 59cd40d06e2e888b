import Files
import Forms
import Language
import Session

/// A script that ran, for people to read: the text between its cells, the cells, what they came to, and what it all was
/// computed from.
///
/// Each cell is drawn when it has run, so that its values need not stay.
public struct Report {
  /// One cell.
  public struct Cell: Sendable {
    /// The place in the script, from 1.
    public let number: Int
    /// What the cell is called in the list of contents: its name, or its first words.
    public let title: String
    /// The text above it, with the marks of CommonMark; empty where there is none.
    public let text: String
    /// The statement.
    public let code: String
    /// What came out, as a piece of HTML, as lines, and where it is a picture as SVG.
    public let output: Output
  }

  /// What a cell came to, drawn.
  public struct Output: Sendable {
    /// A piece of HTML; empty where there is nothing to see.
    public let html: String
    /// Lines without a newline at the end.
    public let text: String
    /// A whole SVG document.
    public let svg: String?
  }

  /// What the report is called.
  public let title: String
  /// The cells, as far as the script has run.
  public private(set) var cells: [Cell] = []
  /// The text below the last cell.
  public var closingText = ""
  /// What is known of the run: how it compares with the lock, parameters, files.
  public var facts: [(label: String, text: String)] = []
  /// The files that were read.
  public var inputs: [InputFile] = []

  /// How tables are shown.
  static let look = TableLook(rows: RowWindow.Limit(all: 20, first: 10, last: 5))
  private static let width = 100

  /// A report without cells.
  /// - Parameter name: of the script.
  public init(name: String) { title = name }

  /// Adds a cell that has run.
  /// - Parameter value: what it came to, which the cell itself need not keep.
  public mutating func add(_ cell: NotebookCell, _ value: (any Value)?) {
    let (text, code) = Self.parts(of: cell.text)
    cells.append(
      Cell(
        number: cell.number, title: Self.title(cell.binding, text, code), text: text, code: code,
        output: Self.output(cell, value)))
    for input in cell.inputs where !inputs.contains(input) { inputs.append(input) }
  }

  /// Adds the cell that failed.
  public mutating func add(failure: Shown, number: Int, code: String) {
    let (text, code) = Self.parts(of: code)
    cells.append(
      Cell(
        number: number, title: Self.title(nil, text, code), text: text, code: code,
        output: Self.drawn(failure, svg: nil)))
  }

  /// A named value is shown as one without a name is.
  private static func output(_ cell: NotebookCell, _ value: (any Value)?) -> Output {
    var shown = Shown(blocks: [], role: .result)
    if let value {
      // A table tells its size itself.
      let name = value.table == nil ? cell.binding : nil
      let summary = name.map { [[Shown.Part.line(Shown.summary(of: $0, value))]] } ?? []
      shown = Shown(blocks: summary + Shown(value, look: look).blocks)
    }
    shown.add(Shown.remarks(on: cell))
    return drawn(shown.with(role: .result), svg: value?.presentation.svg)
  }

  private static func drawn(_ shown: Shown, svg: String?) -> Output {
    let text = TextRenderer(width: width).render(shown)
    return Output(html: HTMLRenderer().render(shown), text: text, svg: svg)
  }

  /// The comments above a statement, as text, and the statement. Comments directly above it belong to the code.
  static func parts(of cell: String) -> (text: String, code: String) {
    let lines = cell.split(separator: "\n", omittingEmptySubsequences: false)
    let comments = lines.prefix { $0.isEmpty || $0.hasPrefix("#") }
    guard let gap = comments.lastIndex(of: "") else { return ("", cell) }
    let text = comments[..<gap].map(plain).joined(separator: "\n")
    return (text, lines[(gap + 1)...].joined(separator: "\n"))
  }

  /// A line of text without the mark of a comment.
  static func plain(_ line: Substring) -> String {
    guard line.hasPrefix("#") else { return String(line) }
    let rest = line.dropFirst()
    return String(rest.hasPrefix(" ") ? rest.dropFirst() : rest)
  }

  /// The first heading of the text above, the name, or the first words of the code.
  private static func title(_ binding: String?, _ text: String, _ code: String) -> String {
    let heading = text.split(separator: "\n").first { $0.hasPrefix("#") }
    if let heading { return String(heading.drop { $0 == "#" || $0 == " " }) }
    if let binding { return binding }
    return CutText.end(code.split(separator: "\n").first { !$0.hasPrefix("#") }.map(String.init) ?? "", to: 40)
  }
}
