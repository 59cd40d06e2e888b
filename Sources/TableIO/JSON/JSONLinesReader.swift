import Columns
import Kernels
import Synchronization

/// Reads JSON Lines: one object a line, whose keys are the names of columns.
///
/// The type of a column is found from all its values. Numbers, `true` and `false` are what they say; strings that are
/// all ISO dates or times are `date` or `datetime`, other strings `text`, also where they hold digits. A column of
/// numbers and strings is `text`, and so is one of decimals and integers that no float equals, to keep their digits. A
/// key that an object lacks is null, and so is a number beyond the largest double. Objects and arrays as values are
/// refused, unless the column is not read. A file that is one array of objects is read like their lines.
public enum JSONLinesReader {
  static let chunkBytes = 1 << 19

  /// - Throws: ``ReadError``; `Cancelled` when the monitor was cancelled.
  public static func read(
    bytes: FileBytes, name: String, options: JSONOptions = JSONOptions(), execution: Execution
  ) throws -> ReadResult {
    try read(bytes: bytes, name: name, options: options, execution: execution, chunkBytes: chunkBytes)
  }

  /// Reading with another size of pieces, for tests of their seams.
  package static func read(
    bytes: FileBytes, name: String, options: JSONOptions = JSONOptions(), execution: Execution, chunkBytes: Int
  ) throws -> ReadResult {
    // What is found of the values takes about as much memory as their digits, and so do the columns.
    try execution.memory.require(Double(bytes.count))
    let source = ByteSource(bytes, encoding: options.encoding)
    execution.monitor.begin("reading \(name)", total: bytes.count)
    do {
      let text = try JSONArray.lines(of: source) { try execution.checkCancelled() } ?? source.bytes
      let lines = try JSONLines(text, from: source.start, execution, chunkBytes: chunkBytes)
      return try lines.read(path: name, options, file: bytes, notes: source.notes, execution)
    } catch let fault as JSONFault {
      throw JSONLinesReader.located(fault, name, source)
    }
  }

  private static func located(_ fault: JSONFault, _ path: String, _ source: ByteSource) -> ReadError {
    var error = ReadError(path: path, sentence: fault.sentence, help: fault.help)
    let position = SourcePosition(fault.offset, in: source.bytes, from: source.textStart)
    (error.line, error.column) = (position.line, position.column)
    return error
  }
}

/// The pieces of a file, and what is known of its columns.
private struct JSONLines {
  private let bytes: FileBytes
  private let cutter: RowCutter
  private let pieces: [JSONPiece]
  /// The keys of all pieces in order of first appearance, and where each occurs, in the order of the pieces.
  private var keys: [[UInt8]] = []
  private var places: [[(piece: Int, place: Int)]] = []

  init(_ bytes: FileBytes, from start: Int, _ execution: Execution, chunkBytes: Int) throws {
    self.bytes = bytes
    let cutter = RowCutter(bytes, start..<bytes.count, dialect: Dialect(quote: nil), chunkBytes: chunkBytes)
    self.cutter = cutter
    let found = Mutex((progress: ReadingProgress(pieces: cutter.count), bytes: 0.0))
    pieces = try execution.map(count: cutter.count) { index -> JSONPiece? in
      let rows = cutter.piece(index).range
      guard !rows.isEmpty else { return nil }
      let piece = try JSONPiece(bytes, rows) { try execution.checkCancelled() }
      execution.monitor.advance(by: rows.count)
      let more = found.withLock { found in
        found.bytes += Double(piece.byteCount)
        return found.progress.more(behind: found.bytes)
      }
      if let more { try execution.memory.require(more) }
      return piece
    }.compactMap { $0 }
    var order: [[UInt8]: Int] = [:]
    for (index, piece) in pieces.enumerated() {
      for (place, key) in piece.keys.enumerated() {
        let column = order[key.name] ?? keys.count
        if column == keys.count {
          order[key.name] = column
          keys.append(key.name)
          places.append([])
        }
        places[column].append((index, place))
      }
    }
  }

  func read(
    path: String, _ options: JSONOptions, file: FileBytes, notes: [ReadNote], _ execution: Execution
  ) throws -> ReadResult {
    let rowCount = pieces.reduce(0) { $0 + $1.rowCount }
    guard rowCount > 0 else { throw ReadError(path: path, sentence: "the file holds no object") }
    let (names, nameNotes) = Header.names(of: keys)
    for name in options.types.keys.sorted() { _ = try ColumnChoice.place(of: name, in: names, path: path) }
    let (selection, unread) = try options.columns.places(in: names, path: path)
    try refuseNested(selection, names, path)
    let read = try execution.map(count: selection.count) { place in
      try column(selection[place], names, asked: options.types[names[selection[place]]], execution)
    }
    let fields = zip(selection, read).map { Field(names[$0], $1.column.type) }
    return ReadResult(
      table: Table(schema: Schema(fields), columns: read.map(\.column), rowCount: rowCount),
      notes: notes + nameNotes + read.flatMap(\.notes), byteCount: file.count,
      fileHash: bytes === file ? cutter.hash() : file.hash(), unread: unread, names: names)
  }

  /// The pieces in which a key occurs, and what they hold of it.
  private func occurrences(of column: Int) -> some Sequence<(piece: JSONPiece, key: JSONPiece.Key)> {
    places[column].lazy.map { (pieces[$0.piece], pieces[$0.piece].keys[$0.place]) }
  }

  private func refuseNested(_ selection: [Int], _ names: [String], _ path: String) throws(JSONFault) {
    for column in selection {
      for (piece, key) in occurrences(of: column) {
        guard let entry = key.entries.first(where: { $0.kind == .nested }) else { continue }
        throw JSONFault(
          offset: piece.start + Int(entry.start),
          sentence: "the value of \(names[column]) is an object or an array, which has no place in a table",
          help: "leave the column out by naming the columns to read")
      }
    }
  }

  private func column(
    _ index: Int, _ names: [String], asked: ColumnType?, _ execution: Execution
  ) throws -> (column: Column, notes: [ReadNote]) {
    let name = names[index]
    let found = occurrences(of: index).reduce(FieldKind.unknown) { $0.joined($1.key.kind) }
    var values = try read(index, as: asked.map { try fitted(found, to: $0, index, name) } ?? found, execution)
    var notes: [ReadNote] = []
    if asked == nil, values.losesDigits {
      values = try read(index, as: .text, execution)
      notes.append(.digitsKept(column: name))
    } else if values.kind == .text, asked == nil, values.retypedCount > 0 {
      notes.append(ReadNote(
        column: name, values.retypedCount, "value", "became text, as others of the column are strings"))
    }
    let column = try Column(
      type: asked ?? values.kind.columnType, segments: values.segments, dictionary: values.texts, execution: .serial)
    return (column, notes + values.notes(name))
  }

  private func read(_ index: Int, as kind: FieldKind, _ execution: Execution) throws -> JSONColumnValues {
    var values = JSONColumnValues(kind, pieces: pieces.count, execution)
    var rest = places[index][...]
    for (number, piece) in pieces.enumerated() {
      try execution.checkCancelled()
      let place = rest.first?.piece == number ? rest.removeFirst().place : nil
      try values.append(JSONColumn.read(piece, key: place, kind: kind, bytes))
    }
    return values
  }

  /// The kind of a type that was asked for, or the fault of the first value that does not have it.
  private func fitted(
    _ found: FieldKind, to type: ColumnType, _ index: Int, _ name: String
  ) throws(JSONFault) -> FieldKind {
    let asked = FieldKind(type)
    guard asked != .text, asked.joined(found) != asked else { return asked }
    for (piece, key) in occurrences(of: index) {
      guard let misfit = key.entries.first(where: { asked.joined(piece.kind($0, bytes)) != asked }) else { continue }
      let shown = String(decoding: piece.text(misfit, bytes).prefix(40), as: UTF8.self)
      throw JSONFault(
        offset: piece.start + Int(misfit.start),
        sentence: "\"\(shown)\" is not a value of type \(type.rawValue), which was asked for column \(name)",
        help: "read it as `types: [\(name): text]`")
    }
    return asked
  }
}

/// The values of a column so far, and what reading changed in them.
private struct JSONColumnValues {
  let kind: FieldKind
  private var merge: TextMerge
  private(set) var segments: [ColumnSegment] = []
  private(set) var losesDigits = false
  private(set) var retypedCount = 0
  private var nonFiniteCount = 0
  private var repairedCount = 0
  private var cutTimeCount = 0
  private var movedTimeCount = 0

  init(_ kind: FieldKind, pieces: Int, _ execution: Execution) {
    (self.kind, merge) = (kind, TextMerge(pieces: pieces, execution))
  }

  var texts: [String] { merge.texts }

  mutating func append(_ read: (piece: ColumnPiece, retyped: Int)) throws(InsufficientMemory) {
    let piece = read.piece
    var values = piece.segment.values
    if case .texts(let codes, _) = values { values = .texts(codes, columnCodes: try merge.codes(for: piece.texts)) }
    segments.append(ColumnSegment(count: piece.segment.count, values: values, nulls: piece.segment.nulls))
    losesDigits = losesDigits || piece.losesDigits
    retypedCount += read.retyped
    nonFiniteCount += piece.nonFiniteCount
    repairedCount += piece.repairedCount
    cutTimeCount += piece.cutTimeCount
    movedTimeCount += piece.movedTimeCount
  }

  func notes(_ name: String) -> [ReadNote] {
    let counts = [
      (nonFiniteCount, "number", "became null, being beyond the largest float"),
      (repairedCount, "text", TextRepair.sentence),
      (kind == .hugeInt ? retypedCount : 0, "integer", "kept as text, as some of the column need more than 64 bits"),
    ]
    return counts.filter { $0.0 > 0 }.map { ReadNote(column: name, $0.0, $0.1, $0.2) }
      + ReadNote.times(column: name, cut: cutTimeCount, moved: movedTimeCount)
      + (losesDigits ? [.digitsRounded(column: name)] : [])
  }
}
