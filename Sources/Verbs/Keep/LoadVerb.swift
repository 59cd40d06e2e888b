import Columns
import Diagnostics
import Language
import Syntax
import TableIO

/// Reads a table from a file.
enum LoadVerb: Verb {
  static let path = Parameter<String>(
    "path", "The file, a folder of files or a pattern such as `in/*.csv`, relative to where the program was started.")
  static let key = Parameter<ColumnSelection?>("key", default: nil, "The column or columns that identify a row.")
  static let target = Parameter<ColumnName?>("target", default: nil, "The column to predict.")
  static let columns = Parameter<ColumnNames?>(
    "columns", default: nil, shows: "all", "The columns to read, in this order: `[a, b]`.")
  static let format = Parameter<String?>(
    "format", default: nil, shows: "by the ending", "The format of the file.",
    choices: TableFormat.allCases.map(\.rawValue))
  static let compression = Parameter<String?>(
    "compression", default: nil, shows: "by the first bytes", "How the text is packed.",
    choices: Compression.allCases.map(\.rawValue))
  static let encoding = Parameter<EncodingName?>(
    "encoding", default: nil, shows: "by the first bytes, else \"utf-8\"",
    "How the characters are encoded: \(TextEncoding.allCases.map { "`\"\($0.rawValue)\"`" }.joined(separator: ", ")).")
  static let types = Parameter<ColumnTypes?>(
    "types", default: nil, shows: "found from the values", "Types of columns: `[ZIP: text, OPENED: date]`.")
  static let separator = Parameter<SeparatorMark?>(
    "separator", default: nil, shows: "detected",
    "What separates fields, one character or several; `blanks` for any run of blanks.")
  static let quote = Parameter<CharacterOrNone?>(
    "quote", default: nil, shows: "\"",
    "What stands around fields that hold separators or line ends; `none` for nothing.")
  static let escape = Parameter<String?>(
    "escape", default: nil, shows: "detected",
    "What makes a quote or a separator behind it an ordinary character, besides doubling a quote: `\"\\\\\"`.")
  static let header = Parameter<HeaderRows?>(
    "header", default: nil, shows: "detected", "Whether the first row holds names, or how many rows do.")
  static let nulls = Parameter<[Cell]?>(
    "nulls", default: nil, "Texts that stand for null, besides the empty field: `[\"NA\", \"?\"]`.")
  static let decimal = Parameter<String?>(
    "decimal", default: nil, shows: "detected", "What stands before the fraction of a number.")
  static let thousands = Parameter<String?>("thousands", default: nil, "What may stand between digits, and is skipped.")
  static let skip = Parameter<Int>("skip", default: 0, "How many lines stand before the table.")
  static let footer = Parameter<Int>("footer", default: 0, "How many lines stand behind the table.")
  static let until = Parameter<String?>(
    "until", default: nil, shows: "the end of the file", "`blank` where the table ends at a blank line.",
    choices: ["blank"])
  static let comment = Parameter<String?>("comment", default: nil, "What starts a line of comment.")
  static let blank = Parameter<String?>(
    "blank", default: nil, shows: "by the table",
    "What becomes of rows without any value: blank lines are left out unless there is one column only, rows of "
      + "separators "
      + "are kept; `keep` and `drop` hold for both.", choices: CSVOptions.BlankRows.allCases.map(\.rawValue))
  static let ragged = Parameter<String>(
    "ragged", default: "error",
    "What becomes of rows with too many or too few fields: `pad` fills short ones up with nulls, `drop` leaves them "
      + "out, "
      + "`repair` brings them to the table's columns.", choices: CSVOptions.Ragged.allCases.map(\.rawValue))
  static let sheet = Parameter<Cell?>(
    "sheet", default: nil, shows: "the first that is not hidden",
    "The sheet of a workbook, by name or by its number from 1.")
  static let source = Parameter<String?>(
    "source", default: nil, "The name of a column to add that tells which file a row stems from.")
  static let signature = Signature(
    "load", inputs: [], positional: [path.declaration],
    options: [
      key.declaration, target.declaration, columns.declaration, format.declaration, compression.declaration,
      encoding.declaration,
      types.declaration, separator.declaration, quote.declaration, escape.declaration, header.declaration,
      nulls.declaration, decimal.declaration, thousands.declaration, skip.declaration, footer.declaration,
      until.declaration, comment.declaration, blank.declaration, ragged.declaration,
      sheet.declaration, source.declaration,
    ],
    synonyms: ["read_csv", "read_parquet", "read_json", "read", "open", "import"])
  static let readsFile = true
  static let summary = "Reads a table from a file."
  static let discussion = """
    The ending tells the format: `.csv`, `.tsv`, `.parquet`, `.xlsx`, or `.jsonl` with one object a line (`.json` may \
    be one array of them as well); any other is read as CSV. Text may be packed by gzip or Zstandard, and encoded in \
    UTF-8, UTF-16 or as `encoding` says.

    The type of a column is found from all its values: `true` and `false`, integers, floats, dates such as 2024-01-31 \
    and times such as 2024-01-31 12:30:00 (with a zone they are moved to UTC, finer than microseconds they are cut, \
    each with a note); all else is text. `types` overrides that, and then a value that does not \
    fit is an error. Dates of another form are read as text, for `date(x, format: …)`. The options from `separator` on \
    are for CSV: what they do not say is found out from the first rows.

    A folder stands for all its table files, in folders below it too, and a pattern for the files that match (`*` and \
    `?` within a name, `**` for any folders). They need the same columns, and their rows follow each other in the \
    order of the files' names. Names of folders such as `month=2024-01-31` become columns, as Hive and Spark mean \
    them: whole numbers, dates or text. `source: file` adds a column with the file of each row.

    Parquet: a column of lists, structs, maps or durations is left out with a note; times of day and identifiers \
    become text, bytes that are no text hexadecimal digits, and unsigned integers beyond 2^63 − 1 text. Times come in \
    UTC and without a zone, and are written without one.

    Workbooks (`.xlsx`): one sheet, from its first row that holds anything on (`skip: 3` passes over rows), with the \
    names there. A number is a date where its cell has the format of one, in the system of 1900 or of 1904; a time \
    without a day is text. Of a formula the stored value is read, and where there is none that is an error. Cells with \
    an error such as `#N/A` are null, and so are those of a merged area but its first, and days that there never were \
    (1900-02-29), each with a note. A column of several types is text. What is lost: formats, formulas, comments, \
    links and pictures, and whether a column of whole numbers was meant as decimals. A file that unpacks to far more \
    than a workbook of its size is refused.

    **Damaged rows.** By default the first row that does not fit is an error, whose help names the option that makes \
    it fit where one does. `ragged: repair` brings each to the table's columns: a surplus empty field goes, surplus \
    text moves to a column `rest`, a missing field is null where the other fields fit their columns best, a quote that \
    is never closed ends with its field or its line, a row in quotes as a whole or with another separator is taken \
    apart; comments, remarks below the table, repeated names and rows of another table are left out. Each such row is \
    counted in a note, and `repairs NAME` lists them. Titles in front of the names are left out with a note.

    **Text and null.** Nothing between two separators is null. An empty text in quotes is a text where the file tells \
    the two apart, that is unless names and texts are all in quotes; in a column of another type it is null. In a \
    table of one column a blank line is a null. A column with integers beyond 53 bits and other numbers is text. \
    Quotes out of place stay as they are, with a note.

    What had to be repaired is said in a note with its count; what cannot be read is an error with its line. The file \
    is hashed before it is used; a session that loads it twice reads it once. Columns that the rest of the pipeline \
    cannot ask for are not read. A declared key makes samples and folds independent of the order of the rows and keeps \
    rows of one key together in them. A declared target need not be written at modelling verbs any more. Both are \
    roles that travel with their columns: preparations and models leave them out.
    """
  static let examples = [
    Example(
      "load \"data/home-credit/bureau.csv\" | count", "A file with detected types.",
      gives: .table("n int", "8554"),
      files: ["data/home-credit/bureau.csv"]),
    Example(
      "load \"data/home-credit/bureau.csv\", columns: [SK_ID_CURR, AMT_CREDIT_SUM] | head 2", "Some columns only.",
      gives: .table("SK_ID_CURR int, AMT_CREDIT_SUM float", "100002 17914500.0\n100002 99000.0"),
      files: ["data/home-credit/bureau.csv"]),
    Example(
      "load \"data/home-credit/application_train.csv\", key: SK_ID_CURR, target: TARGET | select TARGET | head 2",
      "With a key and a target.",
      gives: .table("TARGET int", "0\n0"),
      files: ["data/home-credit/application_train.csv"]),
    Example(
      "load \"data/home-credit/bureau.csv\", types: [SK_ID_BUREAU: text] | cast SK_ID_BUREAU, to: int | count",
      "Identifiers as text, with their leading zeros.",
      gives: .table("n int", "8554"),
      files: ["data/home-credit/bureau.csv"]),
    Example(
      "range 2 | export \"out/n.csv\"\nload \"out/n.csv\", ragged: repair", "Damaged rows, if any, are repaired.",
      gives: .table("n int", "0\n1")),
    Example(
      "range 2 | derive s = \"it's €\" | export \"out/s.csv\"\nload \"out/s.csv\", quote: none, encoding: "
        + "\"windows-1252\"",
      "Every guess can be overridden, here wrongly.",
      gives: .table("n int, s text", "0 it's â‚¬\n1 it's â‚¬")),
    Example(
      "range 2 | derive day = date \"2024-01-31\" | export \"out/n.xlsx\", sheet: \"Days\"\n"
        + "load \"out/n.xlsx\", sheet: \"Days\"",
      "A sheet of a workbook.", gives: .table("n int, day date", "0 2024-01-31\n1 2024-01-31")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let asked = try options(arguments)
    let file = arguments[path], span = arguments.span(of: path)
    let settings = arguments.stage.options.map { (name: $0.name.text, text: $0.value.sourceText) }
    var scan = Scan(file, settings: settings) { scan, context in
      if let model = try model(file, arguments, context) { return model }
      var options = asked
      if let demand = scan.columns {
        options.columns = ColumnChoice(
          names: options.columns.names, need: demand.description, isNeeded: { demand.includes($0) })
      }
      // The stamp only decides whether an earlier reading still holds; what is recorded is the hash of what was read.
      let entry = try context.cache.value(for: "load \(file.debugDescription) \(FileStamp.of(all: file)) \(options)") {
        do {
          return try TableReader.read(path: file, options: options, execution: context.execution)
        } catch let error as ReadError {
          throw error.isMissingColumn
            ? missingColumn(error, arguments)
            : diagnostic(error, at: error.isMissingSheet ? arguments.span(of: sheet) : span)
        }
      }
      context.leftUnread(entry.unread, of: entry.names)
      for part in entry.files {
        context.used(InputFile(path: part.path, bytes: part.byteCount, hash: part.hash, pattern: file))
      }
      if entry.files.isEmpty { context.used(InputFile(path: file, bytes: entry.byteCount, hash: entry.fileHash)) }
      for note in entry.notes { context.note(text(note, file)) }
      if let repairs = entry.repairs { context.repaired(RepairsVerb.list(repairs, file: file)) }
      for part in entry.files {
        if let repairs = part.repairs { context.repaired(RepairsVerb.list(repairs, file: part.path)) }
      }
      return try RolesVerb.declare(
        arguments[key], arguments[target]?.name, on: entry.table, file, context)
    }
    scan.glance = { TableReader.firstSchema(path: file, options: asked) }
    return Step(.scan(scan), output: nil)
  }

  private static func text(_ note: ReadNote, _ file: String) -> String {
    "\(note.path ?? file)\(note.column.map { ", `\($0)`" } ?? ""): \(note.sentence)"
  }

  private static func missingColumn(_ error: ReadError, _ arguments: BoundArguments) -> Diagnostic {
    let place = arguments.isWritten(columns) ? arguments.span(of: columns) : arguments.span(of: types)
    return Diagnostic(
      code: .unknownColumn, "no column `\(error.columnName ?? "")` in `\(error.path)`",
      at: Label(place, "not in the file"),
      help: error.help)
  }

  /// The place in the file goes into the sentence; the place in the script is where the path stands.
  static func diagnostic(_ error: ReadError, at span: Span) -> Diagnostic {
    if error.isMissingFile {
      return Diagnostic(
        code: VerbCodes.missingFile, "there is no file `\(error.path)`", at: Label(span, "not found"),
        notes: FileHints.place(error.path), help: FileHints.suggestion(error.path))
    }
    let parts = [
      error.line.map { "line \($0)" }, error.column.map { "character \($0)" },
      error.columnName.map { "column `\($0)`" },
    ]
    let place = parts.compactMap { $0 }.joined(separator: ", ")
    return Diagnostic(
      code: VerbCodes.unreadableFile,
      "`\(error.path)` cannot be read\(place.isEmpty ? "" : " at \(place)"): \(error.sentence)",
      at: Label(span, place.isEmpty ? "this file" : place), help: error.help)
  }
}
