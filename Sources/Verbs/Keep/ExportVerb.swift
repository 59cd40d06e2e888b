import Columns
import Diagnostics
import Files
import Foundation
import Language
import TableIO

/// Writes a result to a file.
enum ExportVerb: Verb {
  static let path = Parameter<String>("path", "The file; its ending tells the format.")
  static let lineage = Parameter<Bool>(
    "lineage", default: false, "Whether `FILE.lineage.json` is written too: how the file can be made again.")
  static let compression = Parameter<String?>(
    "compression", default: nil, shows: "zstd", "How the columns of a Parquet file are compressed.",
    choices: ParquetCompression.allCases.map(\.rawValue))
  static let header = Parameter<Bool>(
    "header", default: true, "Whether a CSV or TSV file, or a sheet, starts with the names of the columns.")
  static let sheet = Parameter<String>("sheet", default: "Sheet1", "What the sheet of a workbook is called.")
  static let signature = Signature(
    "export", inputs: [.table, .chart, .model, .drift, .scorecard], positional: [path.declaration],
    options: [compression.declaration, header.declaration, sheet.declaration, lineage.declaration],
    synonyms: ["save", "write", "to_csv", "to_parquet", "to_json"])
  static let summary = "Writes a result to a file."
  static let discussion = """
    A table is written as `.csv`, `.tsv`, `.parquet`, `.xlsx`, or `.jsonl` with one object a line; a chart as `.svg`; \
    what `drift` found as `.html`, one page with all charts that needs nothing beside it; the points of a scorecard \
    as `points` says; a model as `.json`, or \
    without an ending as a folder, both of which `load` reads again. Text whose name goes on with `.gz` is packed by \
    gzip. The file appears under its name only when it is whole; a folder that is missing is made. In a text file \
    numbers are the shortest decimals that read back as the same number; in CSV null is the empty field, and an empty \
    text stands in quotes; so is null in a table of one column of numbers, where other programs skip blank lines. The \
    input goes on unchanged.

    A model's folder holds `model.json`, all that there is of it; the file of its own library, such as `model.lgb`, \
    which LightGBM's programs load and predict the same by; `contract.json`, what a table must have (types, ranges, \
    levels and shares of nulls in training, and what the library calls each feature) and what was decided by (cut, \
    cost, metrics); `script.carnet`, which makes it again; `carnet_apply.py`; and `carnet.json`, the names, sizes and \
    XXH64 of the others. A folder of which a file is another is not loaded.

    `carnet_apply.py` scores raw rows with numpy, pandas and the model's own library: `python carnet_apply.py \
    rows.csv` those of a CSV file, and as a `loader_module` of MLflow's `python_function` those of a DataFrame, which \
    has its columns by name. It does all steps of a recipe, all estimators and `calibrate` as `predict` does, to the \
    last bit where the C library computes the same. Whole numbers with gaps may be floats there, truth values with \
    gaps objects, and dates texts; a missing column and one of another type are errors. What it cannot do exactly is \
    an error when it is loaded: regular expressions with `\\p`, with letters beyond ASCII where case makes no \
    difference, or with repetitions of what may be empty; and `<` and its like where it depends on other rows whether \
    texts are in the order of bands: for a band, of bands that `if`, `??` or `coalesce` mix with others or with other \
    texts, and for a text that `replace` or `impute` put among bands.

    A workbook (`.xlsx`) gets one sheet, with the names in its first row. What has no place in one is refused before \
    anything is written: more than 1 048 575 rows or 16 384 columns, whole numbers beyond 53 bits, texts of more than \
    32 767 characters, days before 1900. Null and an empty text are an empty cell, times are kept to the millisecond \
    and floats to 16 digits (libxlsxwriter 1.1.4; a note counts what needs 17), and a column of floats without \
    decimals is read as whole numbers again.

    `FILE.lineage.json` is an event of OpenLineage that tells of one run which is done. `inputs` are the files with \
    their hash, their size and the columns that had a part. The output's `columnLineage` tells for each column from \
    which columns of which files it came about: `DIRECT`, as `IDENTITY`, `TRANSFORMATION` or `AGGREGATION`, or \
    `INDIRECT`, where they decided only (`CONDITIONAL`, `JOIN`, `WINDOW`); and under `dataset` which columns decided \
    what rows there are (`FILTER`, `JOIN`, `GROUP_BY`, `SORT`). `sourceCode` of the job is a script of the statements \
    that the value depends on, with the parameters in force; it makes the same file again. What the standard has no \
    place for is called `carnet`: the run's `seed`, `parameters` and `sumEmpty` (what the sum of rows that are all \
    null is); the output's `columns`, each with the `statement` and `verb` that made it, `madeBy` (its expression, or \
    else the stage) and, where later stages gave it other values, `changedBy`; and the `steps` that its rows have \
    come, with how many there were before and behind each. What is not known is left out. The same script over the \
    same files gives the same bytes, so that `eventTime`, which the standard demands, is always the same.
    """
  static let examples = [
    Example(
      "range 3 | derive half = n / 2 | export \"out/halves.csv\"", "A table as CSV.",
      gives: .table("n int, half float", "0 0.0\n1 0.5\n2 1.0")),
    Example(
      "range 2 | export \"out/numbers.jsonl\", lineage: yes", "A table as JSON Lines, with where it came from.",
      gives: .table("n int", "0\n1")),
    Example("range 2 | export \"out/numbers.csv.gz\"", "Packed by gzip.", gives: .table("n int", "0\n1")),
    Example(
      "range 2 | export \"out/numbers.parquet\", compression: snappy", "Parquet, compressed in another way.",
      gives: .table("n int", "0\n1")),
    Example(
      "\(CvVerb.data) | fit dummy, target: bad | export \"out/model.json\"\nm = load \"out/model.json\"\n"
        + "range 1 | derive { x = n, y = n } | predict m | select score",
      "A model, and the same model from its file.", gives: .table("score float", "0.35")),
    Example(
      "\(CvVerb.data) | fit dummy, target: bad | export \"out/champion\"\nm = load \"out/champion\"\n"
        + "range 1 | derive { x = n, y = n } | predict m | select score",
      "A model as a folder for other programs.", gives: .table("score float", "0.35")),
    Example(
      DriftSample.text + "now | drift before | export \"out/drift.html\"", "What has drifted, as a page.",
      gives: .value(.drift, ["drifted": .int(2)])),
    Example(
      "range 50 | plot hist(n) | export \"out/n.svg\"", "A chart as SVG.",
      gives: .value(.chart, ["title": .text("Distribution of n")])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let file = arguments[path], span = arguments.span(of: path), keepsLineage = arguments[lineage]
    let ending = PathParts(file).ending.lowercased()
    let tables = ["csv", "tsv", "parquet", "xlsx", "jsonl"], documents = input.kind.documentEndings
    let isDocument = documents.contains(ending)
    let expected = switch input.kind {
    case .table: tables
    case .model: ["json"]
    case .chart: ["svg"]
    default: documents + tables
    }
    let isFolder = input.kind == .model && ending.isEmpty
    let isTable = input.kind == .table || (!documents.isEmpty && !isDocument)
    guard isFolder || (isTable ? TableFormat(path: file) != nil : expected.contains(ending)) else {
      let folder = input.kind == .model ? ", or none for a folder" : ""
      throw Diagnostic(
        code: VerbCodes.fileFormat, "a \(input.kind.name) cannot be written as `.\(ending)`",
        at: Label(span, "not a format for a \(input.kind.name)"),
        help: "use the ending \(Prose.names(expected.map { ".\($0)" }, conjunction: "or"))\(folder)")
    }
    let codec = try compression(of: file, arguments), hasHeader = arguments[header]
    if !hasHeader, ![.csv, .tsv, .xlsx].contains(TableFormat(path: file)) {
      throw arguments.outOfRange(header, "is for CSV and TSV files and workbooks alone", help: "leave it out")
    }
    let sheetName = try sheetName(of: file, arguments)
    return Step(.local { value, context in
      guard let value else { throw NeedsData() }
      try checkIsNoInput(file, span, context)
      try writing(span) {
        if let table = isTable ? value.mainTable : nil {
          let changes = try TableWriter.write(
            table, to: file, compression: codec, header: hasHeader, sheet: sheetName, execution: context.execution)
          for change in changes { context.note("\(file): \(change)") }
        }
        if isDocument, let value = value as? any DocumentedValue {
          try AtomicFile.write(try value.document(ending, context), to: file)
        }
        if let chart = value as? ChartValue { try chart.write(to: file) }
        if let model = value as? ModelValue { try model.write(to: file, asFolder: isFolder, context) }
        if keepsLineage { try Lineage(of: value, file: file, context).write(for: file) }
      }
      context.wrote(file, isExport: true)
      if keepsLineage { context.wrote(Lineage.path(for: file)) }
      return value
    }, output: input)
  }

  private static func compression(of file: String, _ arguments: BoundArguments) throws -> ParquetCompression {
    guard let name = arguments[Self.compression] else { return .zstd }
    guard TableFormat(path: file) == .parquet else {
      throw arguments.outOfRange(
        Self.compression, "is for Parquet files alone",
        help: "leave it out, or let the name of the file end in `.parquet`; text is packed where its name ends in `.gz`"
      )
    }
    return ParquetCompression(rawValue: name) ?? .zstd
  }

  /// The name of the sheet, which programs for workbooks have to take.
  private static func sheetName(of file: String, _ arguments: BoundArguments) throws -> String {
    let name = arguments[sheet]
    guard TableFormat(path: file) == .xlsx else {
      if !arguments.isWritten(sheet) { return name }
      throw arguments.outOfRange(sheet, "is for workbooks alone", help: "leave it out")
    }
    let forbidden = name.contains { "[]:*?/\\".contains($0) } || name.hasPrefix("'") || name.hasSuffix("'")
    guard !name.isEmpty, name.utf16.count <= 31, !forbidden else {
      throw arguments.outOfRange(
        sheet, "takes 1 to 31 characters, and none of `[ ] : * ? / \\`", help: "write a plain name: `sheet: \"Data\"`")
    }
    return name
  }

  /// Refuses to write over a file that the value was made from: nothing could be replayed any more.
  private static func checkIsNoInput(_ file: String, _ span: Span, _ context: RunContext) throws {
    let inputs = (context.provenance?().inputs ?? []) + context.inputs
    guard inputs.contains(where: { realPath($0.path) == realPath(file) }) else { return }
    throw Diagnostic(
      code: VerbCodes.unwritableFile, "`\(file)` was not written: this was made from it",
      at: Label(span, "an input of this session"),
      help: "choose another name; what was recorded could not be run again without that file")
  }

  private static func realPath(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  /// Runs what writes files, and tells of a failure at the place where the file was named.
  static func writing(_ span: Span, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as FileFailure {
      throw notWritten(WriteError(failure), span)
    } catch let error as WriteError {
      throw notWritten(error, span)
    }
  }

  private static func notWritten(_ error: WriteError, _ span: Span) -> Diagnostic {
    Diagnostic(
      code: VerbCodes.unwritableFile, "`\(error.path)` was not written: \(error.sentence)",
      at: Label(span, "this file"), help: error.help)
  }
}
