import Columns
import Kernels
import Synchronization

/// Reads Parquet files with flat columns into tables, through Apache Arrow.
///
/// Integers of all widths become `int`, as do decimals without a fraction of up to 18 digits; other decimals become the
/// nearest `float`. Times of any unit become microseconds in UTC. Texts are `text`, and so are bytes where all of them
/// are UTF-8; other bytes are written in hexadecimal digits, identifiers (UUID) in the usual form, and times of day as
/// `12:30:00`. A column of unsigned integers of which one is beyond 2^63 − 1 is text. NaN, infinity and NaT become
/// null. Lists, structs, maps and durations have no place in a table and are left out with a note; asked for by name
/// they are an error.
public enum ParquetReader {
  /// - Parameter columns: the columns to read; no other is decoded.
  /// - Throws: ``ReadError``; `InsufficientMemory`; `Cancelled` when the monitor was cancelled.
  public static func read(path: String, columns: ColumnChoice = .all, execution: Execution) throws -> ReadResult {
    try FileBytes(reading: path).unchanged { try read($0, path: path, columns: columns, execution: execution) }
  }

  /// Reads a file whose bytes are there already.
  static func read(
    _ bytes: FileBytes, path: String, columns: ColumnChoice, execution: Execution
  ) throws -> ReadResult {
    try checkMarks(bytes, path)
    do {
      let file = try ParquetFile(bytes)
      return try ParquetScan(path: path, file: file, columns: columns).read(bytes, execution)
    } catch let failure as ArrowFailure {
      throw ReadError(path: path, sentence: failure.sentence, help: failure.help)
    }
  }
}

extension ParquetReader {
  /// The columns that have a place in a table, as the file describes them.
  /// - Throws: ``ReadError``; `ArrowFailure`.
  static func fields(of bytes: FileBytes) throws -> [Field] {
    try checkMarks(bytes, bytes.path ?? "")
    let fields = try ParquetFile(bytes).fields
    return zip(Header.distinct(fields.map(\.name)).names, fields).compactMap { name, field in
      field.type.map { Field(name, $0) }
    }
  }

  /// Refuses what is no Parquet file or an encrypted one by the four bytes at its end.
  private static func checkMarks(_ bytes: FileBytes, _ path: String) throws(ReadError) {
    let end = bytes.bytes(max(0, bytes.count - 4)..<bytes.count)
    if end == Array("PARE".utf8) { throw ReadError(path: path, sentence: "the file is encrypted") }
    guard end == Array("PAR1".utf8) else {
      throw ReadError(path: path, sentence: "this is no Parquet file, or not all of one: it does not end with PAR1")
    }
  }
}

/// The reading of one file: which of its columns, and under which names.
private struct ParquetScan {
  let path: String
  let file: ParquetFile
  let names: [String]
  let nameNotes: [ReadNote]
  /// The columns to read as places in the file, with their types.
  private var selection: [(field: Int, type: ColumnType)]
  private let unread: [String]
  /// Columns that have no place in a table.
  private let excluded: [Int]

  init(path: String, file: ParquetFile, columns: ColumnChoice) throws(ReadError) {
    (self.path, self.file) = (path, file)
    let (names, notes) = Header.distinct(file.fields.map(\.name))
    (self.names, nameNotes) = (names, notes)
    let odd = names.indices.filter { file.fields[$0].type == nil }
    let known = names.indices.filter { file.fields[$0].type != nil }
    let refused = known.isEmpty ? odd.first : odd.first { columns.names?.contains(names[$0]) ?? false }
    if let refused { throw Self.refusal(file.fields[refused], names[refused], path) }
    let (places, unread) = try columns.places(in: known.map { names[$0] }, path: path)
    self.unread = unread
    excluded = columns.names == nil ? odd : []
    selection = places.compactMap { place in file.fields[known[place]].type.map { (known[place], $0) } }
  }

  private static func refusal(_ field: ParquetField, _ name: String, _ path: String) -> ReadError {
    var error = ReadError(path: path, sentence: Self.noPlace(field))
    error.columnName = name
    return error
  }

  private static func noPlace(_ field: ParquetField) -> String {
    "its values are of type \(field.typeName), which has no place in a table"
  }

  /// What is said of the file before its values.
  private var fileNotes: [ReadNote] {
    let leftOut = excluded.map { place in
      ReadNote(column: names[place], count: 1, "left out: \(Self.noPlace(file.fields[place]))")
    }
    let index = Set(file.note("pandas").map(PandasIndex.columns) ?? [])
    let indexes = selection.filter { index.contains(file.fields[$0.field].name) }.map { entry in
      ReadNote(column: names[entry.field], count: 1, "the index of the data frame that pandas wrote, read as a column")
    }
    return nameNotes + leftOut + indexes
  }

  func read(_ bytes: FileBytes, _ execution: Execution) throws -> ReadResult {
    try checkSize(execution)
    execution.monitor.begin("reading \(path)", total: file.groupCount * selection.count)
    let hash = Mutex<UInt64>(0)
    // The first piece of work hashes the file; each of the others decodes one column of one row group.
    var pieces = try execution.map(count: 1 + file.groupCount * selection.count) { task -> ParquetPiece? in
      guard task > 0 else {
        hash.withLock { $0 = bytes.hash() }
        return nil
      }
      let (group, place) = (task - 1).quotientAndRemainder(dividingBy: selection.count)
      defer { execution.monitor.advance(by: 1) }
      return try readPiece(group, place)
    }.compactMap { $0 }
    var scan = self
    try scan.rereadLargeIntegers(&pieces, execution)
    return try scan.assembled(&pieces, bytes, hash.withLock { $0 }, execution)
  }

  private func assembled(
    _ pieces: inout [ParquetPiece], _ bytes: FileBytes, _ hash: UInt64, _ execution: Execution
  ) throws -> ReadResult {
    var columns: [Column] = [], notes = fileNotes
    for place in selection.indices {
      let own = stride(from: place, to: pieces.count, by: selection.count).map { pieces[$0] }
      columns.append(try join(own, selection[place].type, execution))
      notes += self.notes(own, place)
      // Each is let go as soon as it is part of a whole column.
      for index in stride(from: place, to: pieces.count, by: selection.count) {
        (pieces[index].values, pieces[index].texts) = (.allNull, [])
      }
    }
    let fields = zip(selection, columns).map { Field(names[$0.field], $1.type) }
    return ReadResult(
      table: Table(schema: Schema(fields), columns: columns), notes: notes, byteCount: bytes.count,
      fileHash: hash, unread: unread, names: names.indices.filter { file.fields[$0].type != nil }.map { names[$0] })
  }

  /// Unsigned integers beyond 64 bits with a sign show only when they are decoded; then all of their column is text.
  private mutating func rereadLargeIntegers(_ pieces: inout [ParquetPiece], _ execution: Execution) throws {
    for place in selection.indices where file.fields[selection[place].field].isUnsigned {
      let own = Array(stride(from: place, to: pieces.count, by: selection.count))
      guard own.contains(where: { pieces[$0].beyondCount > 0 }) else { continue }
      selection[place].type = .text
      let scan = self
      let again = try execution.map(count: own.count) { try scan.readPiece($0, place) }
      for (index, piece) in zip(own, again) { pieces[index] = piece }
    }
  }

  /// Refuses more rows than there are row numbers, and columns that would not fit into memory, before any is decoded:
  /// a few bytes of a file can stand for millions of rows.
  private func checkSize(_ execution: Execution) throws {
    let rows = file.rowCounts.reduce(0.0) { $0 + Double(max(0, $1)) }
    guard rows <= Double(Int32.max) else {
      let count = Int(exactly: rows).map { "\($0)" } ?? "\(rows)"
      throw ReadError(path: path, sentence: "the file has \(count) rows, and a table at most \(Int32.max)")
    }
    let columns = selection.reduce(0.0) { $0 + ParquetScan.bytesPerRow($1.type) }
    // While a row group is decoded, its values are there twice in full width.
    let decoding = min(execution.threads, file.groupCount * selection.count) * 2 * MemoryLayout<Int64>.size
    let largest = Double(max(0, file.rowCounts.max() ?? 0))
    try execution.memory.require(rows * columns + largest * Double(decoding))
  }

  /// What a value takes, as far as the type alone tells: integers and codes of texts take as little as they need.
  private static func bytesPerRow(_ type: ColumnType) -> Double {
    switch type {
    case .float, .datetime: 8
    case .int, .text, .date: 4
    case .bool: 1
    }
  }

  private func readPiece(_ group: Int, _ place: Int) throws(ReadError) -> ParquetPiece {
    let (field, type) = selection[place]
    do {
      return try file.read(group: group, field: field, type: type)
    } catch {
      throw located(error.sentence, place)
    }
  }

  private func located(_ sentence: String, _ place: Int, help: String? = nil) -> ReadError {
    var error = ReadError(path: path, sentence: sentence, help: help)
    error.columnName = names[selection[place].field]
    return error
  }

  private func join(_ pieces: [ParquetPiece], _ type: ColumnType, _ execution: Execution) throws -> Column {
    var merge = TextMerge(pieces: pieces.count, execution)
    let segments = try pieces.map { piece in
      var values = piece.values
      if case .texts(let codes, _) = values { values = .texts(codes, columnCodes: try merge.codes(for: piece.texts)) }
      return ColumnSegment(count: piece.rowCount, values: values, nulls: piece.nulls.wordsIfAny)
    }
    return try Column(type: type, segments: segments, dictionary: merge.texts, execution: execution)
  }

  private func notes(_ pieces: [ParquetPiece], _ place: Int) -> [ReadNote] {
    let field = file.fields[selection[place].field], name = names[selection[place].field]
    var notes: [ReadNote] = []
    func note(_ count: Int, _ noun: String, _ what: String) {
      if count > 0 { notes.append(ReadNote(column: name, count, noun, what)) }
    }
    let repaired = pieces.reduce(0) { $0 + $1.repairedCount }
    note(
      repaired, field.isBinary ? "value" : "text", field.isBinary ? TextRepair.hexadecimalSentence : TextRepair.sentence
    )
    if field.isUnsigned, selection[place].type == .text {
      notes.append(
        ReadNote(column: name, count: 1, "unsigned integers beyond 2^63 − 1, read as text to keep each digit"))
    }
    let isTime = selection[place].type == .datetime
    note(
      pieces.reduce(0) { $0 + $1.nonFiniteCount }, "value",
      isTime ? "became null, being no time (NaT)" : "became null, being nan or infinite")
    note(pieces.reduce(0) { $0 + $1.cutCount }, "time", "cut to whole microseconds")
    if field.isDecimal, selection[place].type == .float {
      notes.append(ReadNote(column: name, count: 1, "\(field.typeName) values became the nearest floats"))
    }
    if !field.zone.isEmpty {
      let what =
        field.zone == "UTC" ? "times in UTC, whose zone is not kept" : "times of zone \(field.zone) are given in UTC"
      notes.append(ReadNote(column: name, count: 1, what))
    }
    return notes
  }
}
