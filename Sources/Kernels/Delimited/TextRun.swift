/// The texts of one column of a block: a code for each row, in order of first appearance, and what each code stands
/// for.
public struct TextRun: Sendable {
  /// One code for each row; 0 where the row is null.
  public internal(set) var codes: [Int32]
  /// Which rows are null.
  public internal(set) var nulls: NullBits
  /// The distinct contents, without quotes. Two codes can stand for one content that was written in two ways.
  public internal(set) var contents: [[UInt8]] = []

  fileprivate init(rowCount: Int) {
    codes = Array(repeating: 0, count: rowCount)
    nulls = NullBits(rowCount: rowCount)
  }

  /// Makes every row null whose content `isNull` accepts.
  public mutating func setNulls(where isNull: ([UInt8]) -> Bool) {
    let dropped = contents.map(isNull)
    guard dropped.contains(true) else { return }
    var codeOf = [Int32](repeating: 0, count: contents.count), kept: [[UInt8]] = []
    for (code, content) in contents.enumerated() where !dropped[code] {
      codeOf[code] = Int32(kept.count)
      kept.append(content)
    }
    for row in codes.indices where !nulls[row] {
      let code = Int(codes[row])
      if dropped[code] { nulls[row] = true }
      codes[row] = codeOf[code]
    }
    contents = kept
  }
}

/// Reads a column's texts, some rows at a time. Empty fields are null; those in quotes only unless asked otherwise.
public struct TextRunReader {
  private let block: FieldBlock
  private let column: Int
  private let interner = TextInterner()
  private var run: TextRun
  private var row = 0

  /// The texts of a column of a block.
  public init(_ block: FieldBlock, column: Int) {
    precondition(column >= 0 && column < block.columnCount, "column outside the block")
    (self.block, self.column) = (block, column)
    run = TextRun(rowCount: block.rowCount)
  }

  /// Reads on to before row `end`.
  public mutating func read(to end: Int) {
    precondition(end <= block.rowCount, "row outside the block")
    let trim = block.trim(column), block = block, column = column, interner = interner
    var row = row, hash: UInt64 = 0
    // SAFETY: rows and words stay within the run, which has one code for each row; fields lie in the block, of which 64
    // more bytes may be read.
    run.codes.withUnsafeMutableBufferPointer { codes in
      run.nulls.words.withUnsafeMutableBufferPointer { nulls in
        guard let codes = codes.baseAddress, let nulls = nulls.baseAddress else { return }
        while row < end {
          row = block.kernels.readTexts(
            block.base, block.after + column, block.columnCount, trim, block.quoteMark, row, end, codes, nulls,
            interner.slots, interner.mask, &hash)
          guard row < end else { return }
          let (start, end) = block.bounds(row, column, trim: trim)
          interner.insert(hash: hash, start: start, end: end)
        }
      }
    }
    self.row = row
  }

  /// What was read, once all rows are.
  /// - Parameter keepsEmptyTexts: whether an empty field in quotes is an empty text.
  public func finished(keepsEmptyTexts: Bool = false) -> TextRun {
    precondition(row == block.rowCount, "all rows are read")
    var run = run
    run.contents = interner.entries.map { block.unescaped($0.start, $0.end) }
    // The kernel marks rows with quotes around nothing by −1; most columns have none, which the least code tells fast.
    var least: Int32 = 0
    for code in run.codes { least = min(least, code) }
    guard least < 0 else { return run }
    let code = keepsEmptyTexts ? Int32(run.contents.count) : 0
    for row in run.codes.indices where run.codes[row] < 0 {
      run.nulls[row] = !keepsEmptyTexts
      run.codes[row] = code
    }
    if keepsEmptyTexts { run.contents.append([]) }
    return run
  }
}
