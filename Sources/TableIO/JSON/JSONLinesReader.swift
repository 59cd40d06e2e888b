import Columns
import Kernels

/// Reads JSON Lines: one object a line, whose keys are the names of columns.
///
/// The type of a column is found from all its values. Numbers, `true` and `false` are what they say; strings that are
/// all ISO dates or times are `date` or `datetime`, other strings `text`, also where they hold digits. A column of
/// numbers and strings is `text`. A key that an object lacks is null, and so is a number beyond the largest double.
/// Objects and arrays as values are refused, unless the column is not read.
public enum JSONLinesReader {
  static let chunkBytes = 1 << 19

  /// - Parameter columns: the columns to read, in this order; nil for all, in the order of their first appearance.
  /// - Throws: ``ReadError``; `Cancelled` when the monitor was cancelled.
  public static func read(
    bytes: FileBytes, name: String, columns: [String]? = nil, execution: Execution
  ) throws -> ReadResult {
    try read(bytes: bytes, name: name, columns: columns, execution: execution, chunkBytes: chunkBytes)
  }

  /// Reading with another size of pieces, for tests of their seams.
  package static func read(
    bytes: FileBytes, name: String, columns: [String]? = nil, execution: Execution, chunkBytes: Int
  ) throws -> ReadResult {
    let source = ByteSource(bytes)
    execution.monitor.begin("reading \(name)", total: bytes.count)
    do {
      let lines = try JSONLines(source, execution, chunkBytes: chunkBytes)
      return try lines.read(path: name, columns: columns, file: bytes, notes: source.notes, execution)
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
  private let pieces: [JSONPiece]
  /// The keys of all pieces in order of first appearance, and the place of each in each piece.
  private var keys: [[UInt8]] = []
  private var places: [[Int?]] = []

  init(_ source: ByteSource, _ execution: Execution, chunkBytes: Int) throws {
    let bytes = source.bytes
    self.bytes = bytes
    let cuts = try RowCuts(
      bytes, source.start..<bytes.count, dialect: Dialect(quote: nil), chunkBytes: chunkBytes, execution: execution)
    pieces = try execution.map(count: cuts.pieces.count) { index in
      let piece = try JSONPiece(bytes, cuts.pieces[index]) { try execution.checkCancelled() }
      execution.monitor.advance(by: cuts.pieces[index].count)
      return piece
    }
    var order: [[UInt8]: Int] = [:]
    for (index, piece) in pieces.enumerated() {
      for (place, key) in piece.keys.enumerated() {
        let column = order[key.name] ?? keys.count
        if column == keys.count {
          order[key.name] = column
          keys.append(key.name)
          places.append(Array(repeating: nil, count: pieces.count))
        }
        places[column][index] = place
      }
    }
  }

  func read(
    path: String, columns wanted: [String]?, file: FileBytes, notes: [ReadNote], _ execution: Execution
  ) throws -> ReadResult {
    let rowCount = pieces.reduce(0) { $0 + $1.rowCount }
    guard rowCount > 0 else { throw ReadError(path: path, sentence: "the file holds no object") }
    let (names, nameNotes) = Header.distinct(keys.map { String(decoding: $0, as: UTF8.self) })
    let selection = try ColumnChoice.places(of: wanted, in: names, path: path)
    try refuseNested(selection, names, path)
    let read = try execution.map(count: selection.count) { try column(selection[$0], names, execution) }
    let fields = zip(selection, read).map { Field(names[$0], $1.column.type) }
    return ReadResult(
      table: Table(schema: Schema(fields), columns: read.map(\.column), rowCount: rowCount),
      notes: notes + nameNotes + read.flatMap(\.notes), byteCount: file.count, fileHash: file.hash())
  }

  private func refuseNested(_ selection: [Int], _ names: [String], _ path: String) throws(JSONFault) {
    for column in selection {
      for (piece, place) in zip(pieces, places[column]) {
        guard let place, let entry = piece.keys[place].entries.first(where: { $0.kind == .nested }) else { continue }
        throw JSONFault(
          offset: piece.start + Int(entry.start),
          sentence: "the value of \(names[column]) is an object or an array, which has no place in a table",
          help: "leave the column out by naming the columns to read")
      }
    }
  }

  private func column(
    _ index: Int, _ names: [String], _ execution: Execution
  ) throws -> (column: Column, notes: [ReadNote]) {
    let kind = zip(pieces, places[index]).reduce(ValueKind.unknown) { kind, next in
      next.1.map { kind.joined(next.0.keys[$0].kind) } ?? kind
    }
    var merge = TextMerge(), segments: [ColumnSegment] = []
    var nonFinite = 0, repaired = 0, retyped = 0
    for (piece, place) in zip(pieces, places[index]) {
      try execution.checkCancelled()
      let (read, retypedHere) = JSONColumn.read(piece, key: place, kind: kind, bytes)
      var values = read.segment.values
      if case .texts(let codes, _) = values { values = .texts(codes, columnCodes: merge.codes(for: read.texts)) }
      segments.append(ColumnSegment(count: read.segment.count, values: values, nulls: read.segment.nulls))
      nonFinite += read.nonFiniteCount
      repaired += read.repairedCount
      retyped += retypedHere
    }
    let counts = [
      (nonFinite, "numbers beyond the largest float became null"),
      (repaired, "texts held bytes that are not UTF-8, which became U+FFFD"),
      (kind == .text ? retyped : 0, "values that are no strings became text, because others of the column are strings"),
      (kind == .hugeInt ? retyped : 0, "integers were kept as text, because some need more than 64 bits"),
    ]
    let notes = counts.filter { $0.0 > 0 }.map { ReadNote(column: names[index], count: $0.0, $0.1) }
    let column = try Column(
      type: kind.columnType, segments: segments, dictionary: merge.texts, execution: .serial)
    return (column, notes)
  }
}
