import Diagnostics
import Forms
import Language
import Syntax

/// A Jupyter notebook and a script that hold the same cells.
///
/// In a script a cell begins with a comment `# %%`, and a cell of text with `# %% [markdown]`, its lines behind `# `,
/// as other editors of scripts with cells have it. A line of a session command, which no script can have, gets a `#`
/// in front: `#.cells`. So both ways lead back to the same cells; outputs are not kept.
public enum NotebookFile {
  /// Whether a path is that of a notebook.
  public static func isNotebook(_ path: String) -> Bool { path.hasSuffix(".ipynb") }

  private struct Cell {
    /// `code`, `markdown` or `raw`.
    let kind: String
    let source: String
  }

  private static let mark = "# %%"
  private static let oldest = 4

  /// The script of a notebook.
  ///
  /// - Throws: `Diagnostic` for what is no notebook of this language.
  public static func script(_ bytes: [UInt8], named name: String) throws -> String {
    func failure(_ reason: String) -> Diagnostic {
      Diagnostic(code: SessionCodes.missingFile, "\(name) \(reason)")
    }
    let form: JSONValue
    do { form = try JSONReader.parse(bytes) } catch { throw failure("is no notebook: \(error)") }
    guard let cells = form["cells"]?.array, let version = form["nbformat"]?.int, version >= oldest else {
      throw failure("is no notebook of version 4 of the format")
    }
    if let language = form["metadata"]?["kernelspec"]?["language"]?.text, language != "carnet" {
      throw failure("is a notebook of the language \(language)")
    }
    return try cells.map { form in
      guard let kind = form["cell_type"]?.text, let source = form["source"].flatMap(text) else {
        throw failure("has a cell without a type or a source")
      }
      return text(of: Cell(kind: kind, source: source))
    }.joined(separator: "\n")
  }

  /// Text that the format keeps whole or line by line.
  private static func text(_ value: JSONValue) -> String? {
    if let text = value.text { return plain(text) }
    guard let lines = value.array, let texts = value.texts, texts.count == lines.count else { return nil }
    return plain(texts.joined())
  }

  /// With line ends of one kind: others end a comment as well, and what stands behind them would be code.
  private static func plain(_ text: String) -> String { text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") }

  private static func text(of cell: Cell) -> String {
    let lines = cell.source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if cell.kind == "code" { return ([mark] + lines.map(hidden)).joined(separator: "\n") + "\n" }
    let texts = lines.map { line in
      line.hasPrefix("%%") ? "## " + line : line.isEmpty ? "#" : "# " + line
    }
    return (["\(mark) [\(cell.kind)]"] + texts).joined(separator: "\n") + "\n"
  }

  /// A line of a cell as a script can have it.
  private static func hidden(_ line: String) -> String { isSpecial(line, behind: 0) ? "#" + line : line }

  private static func shown(_ line: String) -> String { isSpecial(line, behind: 1) ? String(line.dropFirst()) : line }

  /// Whether a line is a command or a mark behind as many `#`, or more of them.
  private static func isSpecial(_ line: String, behind least: Int) -> Bool {
    let signs = line.prefix { $0 == "#" }.count, rest = line.dropFirst(signs)
    if rest.first == ".", rest.dropFirst().first?.isLetter ?? false { return signs >= least }
    return rest.hasPrefix(" %%") && signs >= least + 1
  }

  /// The notebook of a script, in version 4.5 of the format: its cells, or one for each statement where none are
  /// marked.
  public static func notebook(_ script: String, _ catalog: Catalog) -> String {
    let script = plain(script), isMarked = script.split(separator: "\n").contains { isMark($0) }
    let cells = isMarked ? marked(script) : unmarked(script, catalog)
    let entries = cells.enumerated().map { number, cell in
      JSONValue.members([
        "cell_type": .text(cell.kind), "execution_count": cell.kind == "code" ? .null : nil,
        "id": .text("cell-\(number + 1)"), "metadata": .object([]),
        "outputs": cell.kind == "code" ? .array([]) : nil, "source": source(cell.source),
      ])
    }
    return document(entries)
  }

  /// Cells as the text of a notebook, in version 4.5 of the format.
  package static func document(_ cells: [JSONValue], title: String? = nil) -> String {
    JSONValue.members([
      "cells": .array(cells),
      "metadata": .members([
        "kernelspec": .members([
          "display_name": .text("Carnet"), "language": .text("carnet"), "name": .text("carnet"),
        ]),
        "language_info": .members(["file_extension": .text(".carnet"), "name": .text("carnet")]),
        "title": title.map { .text($0) },
      ]), "nbformat": .int(4), "nbformat_minor": .int(5),
    ]).pretty
  }

  /// Text as the format keeps it: line by line, each with its newline but the last.
  package static func source(_ text: String) -> JSONValue {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return .texts(lines.enumerated().map { $0 < lines.count - 1 ? $1 + "\n" : String($1) }.filter { !$0.isEmpty })
  }

  private static func isMark(_ line: some StringProtocol) -> Bool { line == mark || line.hasPrefix(mark + " ") }

  private static func marked(_ script: String) -> [Cell] {
    var cells: [Cell] = [], lines: [String] = [], kind = "code", isFirst = true
    func finish() {
      // The line between two cells.
      if lines.last == "" { lines.removeLast() }
      defer { isFirst = false }
      // Before the first mark there is most often nothing.
      if isFirst, lines.allSatisfy(\.isEmpty) { return }
      let texts = kind == "code" ? lines.map(shown) : lines.map { line in
        line.hasPrefix("## %%") ? String(line.dropFirst(3)) : String(line.dropFirst(line.hasPrefix("# ") ? 2 : 1))
      }
      cells.append(Cell(kind: kind, source: texts.joined(separator: "\n")))
    }
    for line in script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      guard isMark(line) else {
        lines.append(line)
        continue
      }
      finish()
      lines = []
      let label = line.dropFirst(mark.count).filter { !"[] ".contains($0) }
      kind = ["markdown", "raw"].contains(label) ? label : "code"
    }
    finish()
    return cells
  }

  /// A cell for each statement, with the comments above it.
  private static func unmarked(_ script: String, _ catalog: Catalog) -> [Cell] {
    let (parsed, _) = Parser.parse(
      script, source: SourceID(rawValue: 0), compoundVerbs: catalog.compoundNames, functions: catalog.functionNames)
    let ends = parsed.statements.map(\.span.upper), bytes = Array(script.utf8)
    var start = 0, cells: [Cell] = []
    for end in ends + [bytes.count] where end > start {
      let lineEnd = bytes[end...].firstIndex(of: 0x0A) ?? bytes.count
      let text = String(decoding: bytes[start..<lineEnd], as: UTF8.self)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let plain = lines.drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed()
      if !plain.isEmpty { cells.append(Cell(kind: "code", source: plain.joined(separator: "\n"))) }
      start = min(lineEnd + 1, bytes.count)
    }
    return cells
  }
}
