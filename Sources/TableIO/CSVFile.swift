import Columns
import Kernels

/// One file on its way into a table: what is known of it before its rows are read.
struct CSVFile {
  let path: String
  private let file: FileBytes
  private let options: CSVOptions
  private let source: ByteSource
  private let layout: TextLayout
  private let header: Header
  /// The columns to read, as places in the file.
  private let selection: [Int]
  private let unread: [String]

  init(path: String, file: FileBytes, options: CSVOptions) throws(ReadError) {
    (self.path, self.file) = (path, file)
    if let kind = Self.otherKind(file) {
      throw ReadError(
        path: path, sentence: "this is \(kind), not text", help: "save the table as CSV and load that file")
    }
    source = ByteSource(file, encoding: options.encoding, skippedLines: options.skippedLines)
    do {
      layout = try TextLayout(source, options: options)
    } catch {
      throw ReadError(path: path, sentence: error.sentence)
    }
    var options = options
    options.decimal = layout.decimal
    self.options = options
    do {
      header = try Header(source, layout, options: options)
    } catch {
      switch error {
      case .noRow where options.ragged == .repair: header = Header()
      case .noRow: throw ReadError(path: path, sentence: "the file holds no row, not even names of columns")
      case .brokenQuote(let quote):
        var fault = ReadError(path: path, sentence: "this quote in the names is never closed")
        fault.help = RowHelp(source, layout, options).forQuote(at: quote)
        throw fault.located(at: quote, in: source)
      }
    }
    (selection, unread) = try CSVFile.selection(path, header.names, options)
  }

  /// What a file is that holds tables in another form than text, by its first bytes.
  private static func otherKind(_ file: FileBytes) -> String? {
    switch file.bytes(0..<min(4, file.count)) {
    case [0x50, 0x4B, 0x03, 0x04]: "a zip archive, such as an Excel workbook"
    case [0xD0, 0xCF, 0x11, 0xE0]: "an Excel workbook of the old kind"
    default: nil
    }
  }

  private static func selection(
    _ path: String, _ names: [String], _ options: CSVOptions
  ) throws(ReadError) -> (read: [Int], unread: [String]) {
    for (name, type) in options.types.sorted(by: { $0.key < $1.key }) {
      // What no column takes of a repaired row is there only where there is such a row.
      if options.ragged == .repair, name == "rest", type == .text { continue }
      _ = try ColumnChoice.place(of: name, in: names, path: path)
    }
    return try options.columns.places(in: names, path: path)
  }

  /// Reads all rows, first as regular text, and where it is not, in its rewritten form.
  func read(execution: Execution, chunkBytes: Int) throws -> ReadResult {
    // Numbers take about as much memory as their digits.
    try execution.memory.require(Double(source.bytes.count))
    execution.monitor.begin("reading \(path)", total: file.count)
    let range = header.dataStart..<max(header.dataStart, endOfData())
    let cutter = cutter(source.bytes, range, layout.dialect, chunkBytes)
    let rows = try rows(execution, range, cutter, chunkBytes)
    var result = ReadResult(
      table: table(rows), notes: source.notes + layout.notes + header.notes + rows.output.notes, byteCount: file.count,
      fileHash: source.bytes === file ? cutter.hash() : file.hash(), unread: unread, names: header.names)
    result.repairs = rows.repairs
    return result
  }

  private func rows(
    _ execution: Execution, _ range: Range<Int>, _ cutter: RowCutter, _ chunkBytes: Int
  ) throws -> Rows {
    do {
      guard isSimple(range) else { throw RowsReader.IrregularRows() }
      let rows = Rows(try reader(source.bytes, layout.dialect).read(execution, cutter))
      if options.ragged == .repair, repeatsNames(rows.output) { throw RowsReader.IrregularRows() }
      return rows
    } catch is RowsReader.IrregularRows {
      return try readNormalised(execution, range, chunkBytes: chunkBytes)
    } catch let error as RowsReader.MisfitAt {
      throw misfit(error, at: error.offset)
    }
  }

  /// What was read, and what was repaired for it.
  private struct Rows {
    let output: RowsReader.Output
    var repairs: RowRepairs?
    var rest: [Int: String] = [:]

    init(_ output: RowsReader.Output) { self.output = output }
  }

  /// Whether only the exact reader reads the text right.
  private func isSimple(_ range: Range<Int>) -> Bool {
    var dialect = layout.dialect
    if let escape = dialect.escape, !source.bytes.holds(escape, in: range) { dialect.escape = nil }
    return dialect.isSimple && header.repairs.isEmpty && options.blankRows == nil && !options.endsAtBlankLine
      && !header.names.isEmpty
  }

  /// Whether some row may hold the names again.
  private func repeatsNames(_ output: RowsReader.Output) -> Bool {
    zip(selection, output.columns).allSatisfy { place, column in
      column.type == .text && column.dictionary?.values.contains(header.names[place]) == true
    }
  }

  private func table(_ rows: Rows) -> Table {
    var fields = zip(selection, rows.output.columns).map { Field(header.names[$0], $1.type) }
    var columns = rows.output.columns
    if !rows.rest.isEmpty, options.columns.names == nil, options.columns.isNeeded?("rest") ?? true {
      let name = Header.distinct(header.names + ["rest"]).names.last ?? "rest"
      fields.append(Field(name, .text))
      columns.append(Column(texts: (0..<rows.output.rowCount).map { rows.rest[$0] }))
    }
    return Table(schema: Schema(fields), columns: columns, rowCount: rows.output.rowCount)
  }

  private func cutter(_ bytes: FileBytes, _ range: Range<Int>, _ dialect: Dialect, _ chunkBytes: Int) -> RowCutter {
    RowCutter(bytes, range, dialect: dialect, chunkBytes: chunkBytes)
  }

  private func reader(_ bytes: FileBytes, _ dialect: Dialect, allowsBlankRows: Bool = false) -> RowsReader {
    var rules = FieldRules(options)
    rules.keepsEmptyTexts = header.isUnquoted || layout.hasBareTexts
    return RowsReader(
      bytes: bytes, dialect: dialect, names: header.names, selection: selection,
      rules: rules, hint: TextHint(options), types: options.types, allowsBlankRows: allowsBlankRows)
  }

  private func readNormalised(_ execution: Execution, _ range: Range<Int>, chunkBytes: Int) throws -> Rows {
    guard !header.names.isEmpty else {
      return Rows(
        RowsReader.Output(columns: [], rowCount: 0, notes: [ReadNote(count: 1, "the file holds no row")]))
    }
    let demands = NormalisedText.Demands(
      start: range.lowerBound, end: range.upperBound, columnCount: header.names.count, names: header.raw,
      layout: layout,
      options: options, repairs: header.repairs)
    let text = try NormalisedText(
      source.bytes, textStart: source.textStart, demands, checkCancelled: { try execution.checkCancelled() })
    do {
      // Also in front of a bad row, so that the first thing that is wrong is reported, however the file is cut.
      var output = try reader(text.bytes, NormalisedText.dialect, allowsBlankRows: true).read(
        execution, cutter(text.bytes, 0..<text.bytes.count, NormalisedText.dialect, chunkBytes))
      if let row = text.badRow {
        throw badRow(row)
      }
      output.notes = text.notes + output.notes
      var rows = Rows(output)
      (rows.repairs, rows.rest) = (text.repairs.isEmpty ? nil : text.repairs, text.rest)
      return rows
    } catch let error as RowsReader.MisfitAt {
      throw misfit(error, at: text.sourceOffset(error.offset, in: source.bytes, dialect: layout.dialect))
    } catch is RowsReader.IrregularRows {
      throw ReadError(path: path, sentence: "the rows of the file do not form a table")
    }
  }

  private func badRow(_ row: NormalisedText.BadRow) -> ReadError {
    var error = ReadError(path: path, sentence: row.sentence)
    error.help = RowHelp(source, layout, options).forRow(
      row, columnCount: header.names.count, dataStart: header.dataStart)
    return error.located(at: row.offset, in: source)
  }

  /// Where the last row ends, without the blank rows after it, which are rows where a row is one field.
  private func endOfData() -> Int {
    var end = layout.end
    if header.names.count == 1, options.blankRows != .drop { return end }
    while end > header.dataStart, [UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(source.bytes[end - 1]) { end -= 1 }
    return end
  }

  private func misfit(_ misfit: RowsReader.MisfitAt, at offset: Int) -> ReadError {
    let name = header.names[misfit.field.column]
    let type = options.types[name].map(\.rawValue) ?? "inferred"
    let shown = String(decoding: misfit.field.content.prefix(40), as: UTF8.self)
    var error = ReadError(
      path: path, sentence: "\"\(shown)\" is not a value of type \(type), which was asked for column \(name)",
      help: "read it as `types: [\(name): text]`, or say `nulls: [\"\(shown)\"]` if that stands for null")
    error.columnName = name
    return error.located(at: offset, in: source)
  }
}

extension ReadError {
  /// The error at a place of a text.
  func located(at offset: Int, in source: ByteSource) -> ReadError {
    var error = self
    let position = SourcePosition(offset, in: source.bytes, from: source.textStart)
    (error.line, error.column) = (position.line, position.column)
    return error
  }
}
