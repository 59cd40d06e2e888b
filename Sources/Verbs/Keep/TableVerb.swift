import Columns
import Diagnostics
import Language
import TableIO

/// A table whose rows stand in the script itself.
enum TableVerb: Verb {
  static let lines = Parameter<[Cell]>(
    "lines", "The lines of the table, each in quotes; the first one holds the names.")
  /// What a script holds of data should stay something that people read.
  static let mostBytes = 4 << 20
  static let signature = Signature(
    "table", inputs: [], positional: [lines.declaration],
    options: [
      LoadVerb.types.declaration, LoadVerb.header.declaration, LoadVerb.nulls.declaration,
      LoadVerb.separator.declaration, LoadVerb.quote.declaration, LoadVerb.escape.declaration,
      LoadVerb.decimal.declaration, LoadVerb.thousands.declaration, LoadVerb.comment.declaration,
      LoadVerb.blank.declaration, LoadVerb.ragged.declaration,
    ],
    synonyms: ["data", "tibble", "tribble", "DataFrame", "datalines", "values", "input"])
  static let holdsLines = true
  static let summary = "Holds a table in the script itself, as lines of text."
  static let discussion = """
    The lines are read as those of a CSV file, with the types that `load` would find. `.paste NAME` makes such a \
    statement of what was copied from a spreadsheet or a page. Data of more than \(mostBytes >> 20) MB belong in a file.
    """
  static let examples = [
    Example(
      "table {\n  \"id,name,since\"\n  \"1,Ada,2024-01-31\"\n  \"2,,2024-02-29\"\n}", "Types are found as in a file.",
      gives: .table("id int, name text, since date", "1 Ada 2024-01-31\n2 null 2024-02-29")),
    Example(
      "rates = table { \"grade;rate\", \"A;0,5\", \"B;1,25\" }, decimal: \",\"\nrates | where rate > 1",
      "Other separators and decimals.", gives: .table("grade text, rate float", "B 1.25")),
    Example(
      "table { \"zip\", \"01234\" }, types: [zip: text]", "Types may be said.", gives: .table("zip text", "01234")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let read = try self.read(arguments)
    return Step(.local { _, context in
      for note in read.notes { context.note("\(note.column.map { "`\($0)`: " } ?? "")\(note.sentence)") }
      if let repairs = read.repairs { context.repaired(RepairsVerb.list(repairs, file: signature.name)) }
      return read.table
    }, output: .table(read.table.schema))
  }

  private static func read(_ arguments: BoundArguments) throws -> ReadResult {
    let texts = try arguments[lines].enumerated().map { index, cell in
      guard case .text(let text) = cell else { throw notText(index, cell, arguments) }
      return text
    }
    let bytes = Array((texts.joined(separator: "\n") + "\n").utf8)
    guard bytes.count <= mostBytes else {
      throw arguments.outOfRange(lines, "takes no more than \(mostBytes >> 20) MB; more belongs in a file")
    }
    do {
      return try CSVReader.read(bytes: bytes, name: signature.name, options: LoadVerb.options(arguments).csv)
    } catch let error as ReadError {
      throw unreadable(error, texts, arguments)
    }
  }

  /// A value that stands where a line should.
  private static func notText(_ index: Int, _ cell: Cell, _ arguments: BoundArguments) -> Diagnostic {
    let items = arguments.stage.arguments
    let span = items.count > index ? items[index].span : arguments.span(of: lines)
    let text = CellFormat.plain(cell)
    return Diagnostic(
      code: .wrongValue, "a line of a table is a text in quotes", at: Label(span, "no text"),
      help: items.count > index ? "write `\(CellFormat.literal(.text(text)))`" : nil)
  }

  /// What the reader says, at the line that it is about.
  private static func unreadable(_ error: ReadError, _ texts: [String], _ arguments: BoundArguments) -> Diagnostic {
    let items = arguments.stage.arguments
    // A text may hold several lines.
    var line = 0
    let ends = texts.map { text in
      line += 1 + text.utf8.count { $0 == UInt8(ascii: "\n") }
      return line
    }
    let index = error.line.flatMap { line in ends.firstIndex { $0 >= line } }
    let span = index.flatMap { $0 < items.count && items.count == texts.count ? items[$0].span : nil }
    let column = error.columnName.map { " in the column `\($0)`" } ?? ""
    return Diagnostic(
      code: VerbCodes.unreadableFile, "this table cannot be read\(column): \(error.sentence)",
      at: Label(span ?? arguments.span(of: lines), span == nil ? "these lines" : "this line"), help: error.help)
  }
}
