import Columns
import Kernels
import Synchronization

/// Reads the rows of regular delimited text, piece by piece on all threads, and joins the pieces into columns.
struct RowsReader {
  let bytes: FileBytes
  let dialect: Dialect
  let names: [String]
  /// The columns to read, as places in the file.
  let selection: [Int]
  let rules: FieldRules
  let hint: TextHint
  let types: [String: ColumnType]
  /// Whether a row without any character is a row of one null.
  let allowsBlankRows: Bool

  struct Output {
    var columns: [Column]
    var rowCount: Int
    var notes: [ReadNote]
  }

  /// The rows hold something that only an exact reader gets right, or do not all have the same number of fields.
  struct IrregularRows: Error {}

  /// A field that does not have the type that was asked for, and where it starts.
  struct MisfitAt: Error {
    let field: MisfitField
    let offset: Int
  }

  /// The columns of one piece, how many rows it has, and where they are.
  private struct Piece: Sendable {
    let rows: RowCutter.Piece
    let rowCount: Int
    let emptyRowCount: Int
    var columns: [ColumnPiece]
  }

  /// Reads and joins all pieces.
  func read(_ execution: Execution, _ cutter: RowCutter) throws -> Output {
    // What pieces have found so far spares later ones a start with too narrow a guess. No piece finds more than the
    // whole column has, so that the outcome is the same without it.
    let memory = FloatColumns(columnCount: selection.count, rowCapacity: rowCapacity(cutter))
    let hints = Mutex(selection.map { types[names[$0]].map { FieldKind($0) } ?? .unknown })
    let found = Mutex((progress: ReadingProgress(pieces: cutter.count), bytes: 0.0))
    var pieces = try execution.map(count: cutter.count) { index -> Piece? in
      let rows = cutter.piece(index)
      guard !rows.range.isEmpty else { return nil }
      let piece = try readPiece(rows, kinds: hints.withLock { $0 }, memory, execution)
      hints.withLock { hints in
        for (place, column) in piece.columns.enumerated() { hints[place] = hints[place].joined(column.kind) }
      }
      execution.monitor.advance(by: rows.range.count)
      let texts = piece.columns.reduce(0) { $0 + $1.texts.count }
      let more = found.withLock { found in
        found.bytes += Double(texts) * Self.bytesPerText
        return found.progress.more(behind: found.bytes)
      }
      if let more { try execution.memory.require(more) }
      return piece
    }.compactMap { $0 }
    var kinds = selection.indices.map { place in
      let kind = pieces.reduce(FieldKind.unknown) { $0.joined($1.columns[place].kind) }
      let isEmptyText = kind == .unknown && types[names[selection[place]]] == nil
        && pieces.contains { $0.columns[place].hasEmptyTexts }
      return isEmptyText ? .text : kind
    }
    try widen(&pieces, kinds.map { $0 == .hugeInt ? .text : $0 }, memory, execution)
    // Identifiers of many digits keep them, also where one value has a fraction.
    let lossy = selection.indices.filter { place in
      types[names[selection[place]]] == nil && pieces.contains { $0.columns[place].losesDigits }
    }
    for place in lossy { kinds[place] = .text }
    if !lossy.isEmpty { try widen(&pieces, kinds.map { $0 == .hugeInt ? .text : $0 }, memory, execution) }
    return try join(&pieces, kinds, lossy: lossy, memory, execution)
  }

  /// What a text of a piece takes until pieces are joined.
  private static let bytesPerText = 76.0

  /// An eighth more rows than there are if all pieces are like the first, which may be no piece like any other: a row
  /// has a byte for each field at least.
  private func rowCapacity(_ cutter: RowCutter) -> Int {
    guard cutter.count > 0 else { return 0 }
    let guess = cutter.piece(0).lines.count * (cutter.count + cutter.count / 8 + 1)
    return min(guess, cutter.byteCount / names.count + 1)
  }

  private func readPiece(
    _ rows: RowCutter.Piece, kinds: [FieldKind], _ memory: FloatColumns, _ execution: Execution
  ) throws -> Piece {
    let block = try block(rows)
    defer { bytes.release(rows.range) }
    // Rows are lines, unless the file was written to since they were counted.
    guard block.rowCount <= rows.lines.count else { throw IrregularRows() }
    var readers = selection.indices.map { reader(block, $0, rows, kind: kinds[$0], memory) }
    guard try readPasses(&readers, block, execution) else { throw try firstMisfit(block, rows, kinds, memory) }
    return Piece(
      rows: rows, rowCount: block.rowCount, emptyRowCount: block.emptyRowCount,
      columns: readers.map { $0.finished() })
  }

  /// Reads some rows of all columns at a time; false at a field that does not fit.
  private func readPasses(
    _ readers: inout [ColumnPieceReader], _ block: FieldBlock, _ execution: Execution
  ) throws(Cancelled) -> Bool {
    let step = block.rowsPerPass
    for start in stride(from: 0, to: block.rowCount, by: step) {
      for place in readers.indices {
        try execution.checkCancelled()
        let isRead: ()? = try? readers[place].read(to: min(start + step, block.rowCount))
        if isRead == nil { return false }
      }
    }
    return true
  }

  /// The first field of a block that does not fit, of all columns.
  private func firstMisfit(
    _ block: FieldBlock, _ rows: RowCutter.Piece, _ kinds: [FieldKind], _ memory: FloatColumns
  ) throws -> MisfitAt {
    var first: MisfitAt?
    for place in selection.indices {
      do {
        _ = try readColumn(block, place, rows, kind: kinds[place], memory)
      } catch {
        if error.offset < first?.offset ?? .max { first = error }
      }
    }
    // Some reader has thrown, and reads the same again.
    guard let first else { throw IrregularRows() }
    return first
  }

  private func block(_ rows: RowCutter.Piece) throws(IrregularRows) -> FieldBlock {
    guard let block = FieldBlock(
      bytes, rows.range, columnCount: names.count, dialect: dialect, mayQuote: rows.mayQuote,
      mayReturn: rows.mayReturn, allowsBlankRows: allowsBlankRows)
    else { throw IrregularRows() }
    return block
  }

  private func readColumn(
    _ block: FieldBlock, _ place: Int, _ rows: RowCutter.Piece, kind: FieldKind, _ memory: FloatColumns
  ) throws(MisfitAt) -> ColumnPiece {
    var reader = reader(block, place, rows, kind: kind, memory)
    do {
      try reader.read(to: block.rowCount)
      return reader.finished()
    } catch {
      throw MisfitAt(field: error, offset: rows.range.lowerBound + block.offset(error.row, selection[place]))
    }
  }

  private func reader(
    _ block: FieldBlock, _ place: Int, _ rows: RowCutter.Piece, kind: FieldKind, _ memory: FloatColumns
  ) -> ColumnPieceReader {
    let column = selection[place]
    return ColumnPieceReader(
      block, column: column, rules: rules, hint: kind, isForced: types[names[column]] != nil,
      makeSlots: { memory.slots(place, lines: rows.lines, count: block.rowCount) })
  }

  /// Reads again what was read as something narrower than the column turned out to be.
  private func widen(
    _ pieces: inout [Piece], _ kinds: [FieldKind], _ memory: FloatColumns, _ execution: Execution
  ) throws {
    let narrow = pieces.indices.filter { index in
      selection.indices.contains { isTooNarrow(pieces[index].columns[$0], kinds[$0]) }
    }
    guard !narrow.isEmpty else { return }
    let before = pieces
    let widened = try execution.map(count: narrow.count) { position in
      let index = narrow[position]
      var piece = before[index]
      let block = try block(piece.rows)
      defer { bytes.release(piece.rows.range) }
      guard block.rowCount == piece.rowCount else { throw IrregularRows() }
      for place in selection.indices where isTooNarrow(piece.columns[place], kinds[place]) {
        try execution.checkCancelled()
        piece.columns[place] = try readColumn(block, place, piece.rows, kind: kinds[place], memory)
      }
      return piece
    }
    for (index, piece) in zip(narrow, widened) { pieces[index] = piece }
  }

  private func isTooNarrow(_ column: ColumnPiece, _ kind: FieldKind) -> Bool {
    column.kind != kind && (column.kind != .unknown || kind == .text && column.hasEmptyTexts)
  }

  /// Joins the pieces, whose columns are gone afterwards: each is let go as soon as it is part of a whole one.
  private func join(
    _ pieces: inout [Piece], _ kinds: [FieldKind], lossy: [Int], _ memory: FloatColumns, _ execution: Execution
  ) throws -> Output {
    var output = Output(columns: [], rowCount: pieces.reduce(0) { $0 + $1.rowCount }, notes: [])
    let emptyRows = pieces.reduce(0) { $0 + $1.emptyRowCount }
    if emptyRows > 0 {
      output.notes.append(
        ReadNote(
          emptyRows, "row",
          "without any value \(emptyRows == 1 ? "was" : "were") kept; `blank: drop` leaves such rows out"))
    }
    var usedRows = 0
    let lossy = Set(lossy)
    var dictionaries = try mergedTexts(pieces, kinds, execution)
    for place in selection.indices {
      try execution.checkCancelled()
      let name = names[selection[place]]
      let merged = dictionaries[place]
      let columns = pieces.map { $0.columns[place] }
      output.columns.append(
        try Column(
          type: types[name] ?? kinds[place].columnType, segments: merged?.segments ?? columns.map(\.segment),
          dictionary: merged?.texts ?? [], execution: execution))
      output.notes += notes(columns, name: name, kind: kinds[place])
      if lossy.contains(place) {
        output.notes.append(.digitsKept(column: name))
      } else if kinds[place] == .text, types[name] == nil, let sentence = hint.sentence(merged?.texts ?? [], name: name)
      {
        output.notes.append(ReadNote(column: name, count: 1, sentence))
      }
      for index in pieces.indices { pieces[index].columns[place] = .none }
      dictionaries[place] = nil
      memory.release(place)
      if kinds[place] != .float { usedRows += output.rowCount }
      if usedRows > Self.rowsKept {
        FreedMemory.giveBack()
        usedRows = 0
      }
    }
    return output
  }

  /// How many values of pieces that were used up stay with the allocator.
  private static let rowsKept = 1 << 26

  /// For each column of text the pieces in the codes of one dictionary.
  private func mergedTexts(
    _ pieces: [Piece], _ kinds: [FieldKind], _ execution: Execution
  ) throws -> [(segments: [ColumnSegment], texts: [String])?] {
    try execution.map(count: selection.count) { place in
      kinds[place].columnType == .text ? try merge(pieces.map { $0.columns[place] }, execution) : nil
    }
  }

  private func merge(
    _ pieces: [ColumnPiece], _ execution: Execution
  ) throws -> (segments: [ColumnSegment], texts: [String]) {
    var merge = TextMerge(pieces: pieces.count, execution)
    let segments = try pieces.map { piece -> ColumnSegment in
      guard case .texts(let codes, _) = piece.segment.values else { return piece.segment }
      return ColumnSegment(
        count: piece.segment.count, values: .texts(codes, columnCodes: try merge.codes(for: piece.texts)),
        nulls: piece.segment.nulls)
    }
    return (segments, merge.texts)
  }

  private func notes(_ pieces: [ColumnPiece], name: String, kind: FieldKind) -> [ReadNote] {
    let nonFinite = pieces.reduce(0) { $0 + $1.nonFiniteCount }
    let repaired = pieces.reduce(0) { $0 + $1.repairedCount }
    var notes: [ReadNote] = []
    if nonFinite > 0 {
      notes.append(ReadNote(column: name, nonFinite, "value", FieldRules.nonFiniteSentence))
    }
    let cut = pieces.reduce(0) { $0 + $1.cutTimeCount }, moved = pieces.reduce(0) { $0 + $1.movedTimeCount }
    if kind == .datetime { notes += ReadNote.times(column: name, cut: cut, moved: moved) }
    if repaired > 0 {
      notes.append(ReadNote(column: name, repaired, "text", TextRepair.sentenceWithHelp))
    }
    if kind == .int, types[name] == nil, pieces.contains(where: { $0.hasLeadingZeros }) {
      let sentence = "zeros before other digits were dropped; `types: [\(name): text]` keeps them"
      notes.append(ReadNote(column: name, count: 1, sentence))
    }
    if pieces.contains(where: \.losesDigits), types[name] == .float {
      notes.append(.digitsRounded(column: name))
    }
    if kind == .hugeInt, types[name] == nil {
      notes.append(ReadNote(column: name, count: 1, "integers beyond 64 bits were kept as text"))
    }
    return notes
  }
}
