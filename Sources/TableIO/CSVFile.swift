import Columns
import Kernels

/// One file on its way into a table: what is known of it before its rows are read.
struct CSVFile {
  let path: String
  private let file: FileBytes
  private let options: CSVOptions
  private let source: ByteSource
  private let dialect: Dialect
  private let header: Header
  /// The columns to read, as places in the file.
  private let selection: [Int]
  private let unread: [String]

  init(path: String, file: FileBytes, options: CSVOptions) throws(ReadError) {
    (self.path, self.file, self.options) = (path, file, options)
    if let kind = Self.otherKind(file) {
      throw ReadError(
        path: path, sentence: "this is \(kind), not text", help: "save the table as CSV and load that file")
    }
    source = ByteSource(file, encoding: options.encoding, skippedLines: options.skippedLines)
    do {
      dialect = try Dialect(source, options: options)
    } catch {
      throw ReadError(path: path, sentence: error.sentence)
    }
    guard let header = Header(source, dialect: dialect, options: options) else {
      throw ReadError(path: path, sentence: "the file holds no row, not even names of columns")
    }
    self.header = header
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
    for name in options.types.keys.sorted() { _ = try ColumnChoice.place(of: name, in: names, path: path) }
    return try options.columns.places(in: names, path: path)
  }

  /// Reads all rows, first as regular text, and where it is not, in its rewritten form.
  func read(execution: Execution, chunkBytes: Int) throws -> ReadResult {
    // Numbers take about as much memory as their digits.
    try execution.memory.require(Double(source.bytes.count))
    execution.monitor.begin("reading \(path)", total: file.count)
    let cutter = cutter(source.bytes, header.dataStart..<endOfData(), chunkBytes)
    let rows: RowsReader.Output
    do {
      // Only the exact reader knows comments.
      guard dialect.comment == nil else { throw RowsReader.IrregularRows() }
      rows = try reader(source.bytes).read(execution, cutter)
    } catch is RowsReader.IrregularRows {
      rows = try readNormalised(execution, chunkBytes: chunkBytes)
    } catch let error as RowsReader.MisfitAt {
      throw misfit(error, at: error.offset)
    }
    let fields = zip(selection, rows.columns).map { Field(header.names[$0], $1.type) }
    let table = Table(schema: Schema(fields), columns: rows.columns, rowCount: rows.rowCount)
    return ReadResult(
      table: table, notes: source.notes + header.notes + rows.notes, byteCount: file.count,
      fileHash: source.bytes === file ? cutter.hash() : file.hash(), unread: unread, names: header.names)
  }

  private func cutter(_ bytes: FileBytes, _ range: Range<Int>, _ chunkBytes: Int) -> RowCutter {
    RowCutter(bytes, range, dialect: dialect, chunkBytes: chunkBytes)
  }

  private func reader(_ bytes: FileBytes) -> RowsReader {
    RowsReader(
      bytes: bytes, dialect: dialect, names: header.names, selection: selection,
      rules: FieldRules(options), hint: TextHint(options), types: options.types)
  }

  private func readNormalised(_ execution: Execution, chunkBytes: Int) throws -> RowsReader.Output {
    let text = try NormalisedText(
      source.bytes, from: header.dataStart, columnCount: header.names.count, dialect: dialect,
      padsShortRows: options.padsShortRows, checkCancelled: { try execution.checkCancelled() })
    do {
      // Also in front of a bad row, so that the first thing that is wrong is reported, however the file is cut.
      var rows = try reader(text.bytes).read(
        execution, cutter(text.bytes, 0..<text.bytes.count, chunkBytes))
      if let row = text.badRow {
        throw badRow(row)
      }
      rows.notes = text.notes + rows.notes
      return rows
    } catch let error as RowsReader.MisfitAt {
      throw misfit(error, at: text.sourceOffset(error.offset, in: source.bytes, dialect: dialect))
    } catch is RowsReader.IrregularRows {
      throw ReadError(path: path, sentence: "the rows of the file do not form a table")
    }
  }

  private func badRow(_ row: NormalisedText.BadRow) -> ReadError {
    var error = located(ReadError(path: path, sentence: row.sentence), at: row.offset)
    error.help = switch row.reason {
    case .openQuote: "close it, or say `quote: none` if quotes are ordinary characters"
    case .tooShort: options.padsShortRows ? nil : "say `ragged: pad` to fill short rows up with nulls"
    case .tooLong where header.names.count > 1: "put fields that hold the separator into quotes"
    case .tooLong:
      // One field where the rows have more: a title, or a comment, in front of the names.
      header.names.first?.first.map { "#%;!/".contains($0) } == true && options.comment == nil
        ? "say `comment: \"\(header.names[0].prefix(1))\"` if lines that start like the first are comments"
        : error.line.map { "say `skip: \($0 - 1)` if the table starts in line \($0)" }
    }
    return error
  }

  /// Where the last row ends, without the blank rows after it.
  private func endOfData() -> Int {
    var end = source.bytes.count
    while end > header.dataStart, [UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(source.bytes[end - 1]) { end -= 1 }
    return end
  }

  private func located(_ error: ReadError, at offset: Int) -> ReadError {
    var error = error
    let position = SourcePosition(offset, in: source.bytes, from: source.textStart)
    (error.line, error.column) = (position.line, position.column)
    return error
  }

  private func misfit(_ misfit: RowsReader.MisfitAt, at offset: Int) -> ReadError {
    let name = header.names[misfit.field.column]
    let type = options.types[name].map(\.rawValue) ?? "inferred"
    let shown = String(decoding: misfit.field.content.prefix(40), as: UTF8.self)
    var error = ReadError(
      path: path, sentence: "\"\(shown)\" is not a value of type \(type), which was asked for column \(name)",
      help: "read it as `types: [\(name): text]`, or say `nulls: [\"\(shown)\"]` if that stands for null")
    error.columnName = name
    return located(error, at: offset)
  }
}
