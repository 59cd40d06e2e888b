import CWorkbook
import Columns
import Diagnostics
import Kernels

/// Reads a sheet of a workbook (.xlsx) into a table.
///
/// Numbers are doubles in the file; a column of whole ones is `int`. What is a date is told by the format of its cell
/// alone: `date`, `datetime` where one has a time, and times without a day are text. Of a formula its stored value is
/// read. Errors such as `#N/A` become null. What is of several types is text. Formats, colours, comments, links,
/// pictures and formulas are lost, and of a merged area all cells but the first are empty, as they are in the file.
public enum WorkbookReader {
  /// Which sheet is read.
  public enum Choice: Sendable, Equatable {
    case name(String)
    /// Counted from 1, hidden ones too.
    case number(Int)
  }

  /// How many cells are read between two looks at memory and at whether to go on.
  private static let pieceCells = 1 << 16
  /// What a cell takes while it is read, and in the table.
  private static let bytesPerCell = 48.0

  /// - Parameter limit: how much the file may unpack to; nil goes by its size.
  /// - Throws: ``ReadError``; `InsufficientMemory`; `Cancelled`.
  package static func read(
    _ file: FileBytes, path: String, options: ReadOptions, limit: Int? = nil, execution: Execution
  ) throws -> ReadResult {
    let archive = try SheetArchive(file, path: path, limit: limit ?? SheetArchive.limit(packed: file.count))
    let parts = try WorkbookParts(archive, path: path)
    let (sheet, notes) = try sheet(options.sheet, parts, path)
    execution.monitor.begin("reading \(path)", total: 0)
    let texts = try sharedTexts(archive, parts, execution)
    var cells = SheetCells(parts, texts: texts)
    let merged = try take(archive, sheet.part, execution) { cells.take($0) }
    guard let merged else { throw ReadError(path: path, sentence: "the sheet `\(sheet.name)` is missing in the file") }
    if let cell = cells.emptyFormula {
      throw ReadError(
        path: path, sentence: "the cell \(cell) holds a formula, and no value of it is stored",
        help: "open the file in a spreadsheet program and save it there, so that the values are stored")
    }
    if let cell = cells.oddCell { throw ReadError(path: path, sentence: "the cell \(cell) cannot be read") }
    var table = try SheetTable(cells, parts, path: path, options: options)
    table.notes = notes + table.notes
    if merged > 0 {
      table.notes.append(ReadNote(merged, "merged area", "has its value in its first cell alone"))
    }
    let errors = cells.errors.values.reduce(0, +)
    if errors > 0 {
      let names = cells.errors.keys.sorted().joined(separator: ", ")
      table.notes.append(ReadNote(errors, "cell", "with an error (\(names)) became null"))
    }
    return try table.result(file, execution)
  }

  /// The sheet that was asked for, or the first that is not hidden.
  private static func sheet(
    _ choice: Choice?, _ parts: WorkbookParts, _ path: String
  ) throws(ReadError) -> (WorkbookParts.Sheet, [ReadNote]) {
    let names = parts.sheets.map(\.name)
    switch choice {
    case .name(let name):
      if let sheet = parts.sheets.first(where: { $0.name == name }) { return (sheet, []) }
      let near = Suggestions.nearest(to: name, in: names).first
      throw missing(
        "the workbook has no sheet `\(name)`", near.map { "did you mean `\"\($0)\"`?" } ?? listing(names), path)
    case .number(let number):
      if parts.sheets.indices.contains(number - 1) { return (parts.sheets[number - 1], []) }
      let count = Prose.count(names.count, "sheet")
      throw missing("the workbook has \(count), and none of number \(number)", listing(names), path)
    case nil:
      let visible = parts.sheets.filter { !$0.isHidden }
      guard let first = visible.first ?? parts.sheets.first else {
        throw ReadError(path: path, sentence: "the workbook has no sheet with cells")
      }
      let others = visible.dropFirst().map(\.name)
      if others.isEmpty { return (first, []) }
      let note = "read the sheet `\(first.name)`; `sheet:` names another: \(Prose.names(others))"
      return (first, [ReadNote(count: others.count, note)])
    }
  }

  private static func missing(_ sentence: String, _ help: String, _ path: String) -> ReadError {
    var error = ReadError(path: path, sentence: sentence, help: help)
    error.isMissingSheet = true
    return error
  }

  private static func listing(_ names: [String]) -> String { "its sheets are \(Prose.names(names))" }

  private static func sharedTexts(
    _ archive: SheetArchive, _ parts: WorkbookParts, _ execution: Execution
  ) throws -> [String] {
    guard let part = parts.textsPart else { return [] }
    var texts: [String] = []
    _ = try take(archive, part, execution) { cell in
      guard let text = cell.text else { return false }
      // SAFETY: the text has as many bytes as it says, for as long as the call.
      let bytes = UnsafeBufferPointer(
        start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: Int(cell.length))
      texts.append(SheetCells.text(bytes))
      return true
    }
    return texts
  }

  /// Reads cells, looking now and then whether there is memory and whether to go on.
  private static func take(
    _ archive: SheetArchive, _ part: String, _ execution: Execution, _ take: (sheets_cell) -> Bool
  ) throws -> Int? {
    var count = 0, failure: (any Error)?
    let merged = try withoutActuallyEscaping(take) { take in
      try archive.cells(of: part) { cell in
        count += 1
        if count % pieceCells == 0 {
          do {
            try execution.checkCancelled()
            // A growing array is there twice when it moves.
            try execution.memory.require(Double(pieceCells) * bytesPerCell + Double(count) * bytesPerCell / 2)
          } catch {
            failure = error
            return false
          }
        }
        return take(cell)
      }
    }
    if let failure { throw failure }
    return merged
  }
}

/// The table that the cells of a sheet make up: where its names stand, and its rows.
private struct SheetTable {
  private let path: String
  private let cells: SheetCells
  private let parts: WorkbookParts
  private let options: ReadOptions
  private var names: [String] = []
  /// The places in the sheet of the columns.
  private var places: [Int] = []
  private var firstRow = 0
  private var rowCount = 0
  var notes: [ReadNote] = []

  init(_ cells: SheetCells, _ parts: WorkbookParts, path: String, options: ReadOptions) throws(ReadError) {
    (self.cells, self.parts, self.path, self.options) = (cells, parts, path, options)
    let skipped = Int32(clamping: options.csv.skippedLines)
    let used = cells.columns.indices.filter { cells.columns[$0].rows.contains { $0 >= skipped } }
    guard let top = used.compactMap({ place in cells.columns[place].rows.first { $0 >= skipped } }).min(),
      let bottom = used.compactMap({ cells.columns[$0].rows.last }).max()
    else { throw ReadError(path: path, sentence: "the sheet is empty") }
    places = used
    let between = (used[used.count - 1] - used[0] + 1) - used.count
    if between > 0 { notes.append(ReadNote(between, "empty column", "between others was left out")) }
    if let reason = reasonForData(top) {
      (firstRow, names) = (Int(top), places.map { "column_\($0 - places[0] + 1)" })
      if options.csv.header == nil { notes.append(ReadNote(count: 1, reason)) }
    } else {
      firstRow = Int(top) + 1
      let raw = places.map { place in
        cell(place, top).map { SheetColumn.name($0, $1, cells.texts, isFrom1904: parts.isFrom1904) } ?? ""
      }
      let (distinct, found) = Header.distinct(raw)
      names = distinct
      notes += found
    }
    rowCount = Int(bottom) - firstRow + 1
  }

  private func cell(_ place: Int, _ row: Int32) -> (SheetCells.Kind, Double)? {
    let column = cells.columns[place]
    guard let index = column.rows.firstIndex(where: { $0 >= row }), column.rows[index] == row else { return nil }
    return (column.kinds[index], column.values[index])
  }

  /// Why the first row is data; nil where it holds the names.
  private func reasonForData(_ top: Int32) -> String? {
    if let isHeader = options.csv.header { return isHeader ? nil : "" }
    let first = places.compactMap { place in cell(place, top).map { (place: place, kind: $0.0) } }
    if first.allSatisfy({ $0.kind != .text }) {
      return "the first row holds no text, so the columns were named by their places"
    }
    for (place, kind) in first where kind != .text {
      let below = zip(cells.columns[place].rows, cells.columns[place].kinds).filter { $0.0 > top }.prefix(100)
      let same = below.count { $0.1 == kind }
      if same > 0, same * 2 >= below.count {
        return "the first row holds values like the rows below, so the columns were named by their places; "
          + "`header: yes` takes it for names"
      }
    }
    return nil
  }

  func result(_ file: FileBytes, _ execution: Execution) throws -> ReadResult {
    let (read, unread) = try options.columns.places(in: names, path: path)
    for name in options.csv.types.keys.sorted() where !names.contains(name) {
      _ = try ColumnChoice.place(of: name, in: names, path: path)
    }
    try execution.memory.require(Double(rowCount * read.count) * 40)
    var columns: [Column] = [], notes = notes
    for index in read {
      try execution.checkCancelled()
      let column = SheetColumn(
        name: names[index], place: places[index], cells: cells.columns[places[index]].below(firstRow),
        texts: cells.texts, firstRow: firstRow, rowCount: max(0, rowCount), isFrom1904: parts.isFrom1904,
        nulls: Set(options.csv.nulls))
      let (made, found) = try column.column(as: options.csv.types[names[index]], path: path)
      columns.append(made)
      notes += found
    }
    var table = Table(schema: Schema(zip(read, columns).map { Field(names[$0], $1.type) }), columns: columns)
    if options.csv.blankRows == .drop {
      let kept = (0..<table.rowCount).filter { row in !columns.allSatisfy { $0.isNull(row) } }
      if kept.count < table.rowCount { table = try table.taking(kept.map { Int32($0) }, execution: execution) }
    }
    return ReadResult(
      table: table, notes: notes, byteCount: file.count, fileHash: file.hash(), unread: unread, names: names)
  }
}
