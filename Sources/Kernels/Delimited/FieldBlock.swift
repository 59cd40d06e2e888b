/// The fields of some whole rows of delimited text, found but not yet read.
///
/// Row `r`, column `c` is field `r * columnCount + c`; field `i` lies between `after[i]` and the byte before
/// `after[i + 1]`, less the CR of a CR LF.
public final class FieldBlock {
  /// How many rows the block has.
  public let rowCount: Int
  /// How many fields each row has.
  public let columnCount: Int
  /// How many rows of several columns hold nothing but separators.
  public private(set) var emptyRowCount = 0
  let base: UnsafePointer<UInt8>
  let after: UnsafeMutablePointer<UInt32>
  let quote: UInt8
  let hasQuotes: Bool
  private let hasCarriageReturns: Bool
  let kernels: FieldKernels
  /// What keeps `base` alive.
  private let source: FileBytes

  /// Finds the fields of the bytes `range` of `source`, which must start a row and be whole rows, each of `columnCount`
  /// fields.
  ///
  /// Returns nil where the rows are not like that, or hold quotes, line ends or blank rows that only ``RecordReader``
  /// reads.
  ///
  /// - Parameter allowsBlankRows: whether in a table of one column a row without any character is one of a null.
  public convenience init?(
    _ source: FileBytes, _ range: Range<Int>, columnCount: Int, dialect: Dialect, mayQuote: Bool, mayReturn: Bool,
    allowsBlankRows: Bool = false
  ) {
    self.init(
      source, range, columnCount: columnCount, dialect: dialect, mayQuote: mayQuote, mayReturn: mayReturn,
      allowsBlankRows: allowsBlankRows, kernels: .widest)
  }

  /// The same with the loops of another instruction set, for tests.
  package init?(
    _ source: FileBytes, _ range: Range<Int>, columnCount: Int, dialect: Dialect, mayQuote: Bool, mayReturn: Bool,
    allowsBlankRows: Bool = false, kernels: FieldKernels
  ) {
    precondition(range.lowerBound >= 0 && range.upperBound <= source.count, "rows outside the file")
    precondition(columnCount > 0, "a row has a field")
    guard range.count < Int(UInt32.max) - FileBytes.padding else { return nil }
    let (source, start, count) = FieldBlock.readable(source, range)
    // SAFETY: `readable` gives bytes that end with a line feed and may be read `padding` bytes further.
    base = source.base + start
    self.source = source
    self.kernels = kernels
    // SAFETY: one word for the start, one for each byte at most, and 64 that the scan may write too much.
    after = .allocate(capacity: count + 1 + 64)
    after[0] = 0
    let scan = scanFields(
      base, count: count, dialect: dialect, mayQuote: mayQuote, mayReturn: mayReturn, into: after + 1,
      kernels: kernels)
    self.columnCount = columnCount
    quote = dialect.quoteOrNone
    (hasQuotes, hasCarriageReturns) = (scan.hasQuotes, scan.hasCarriageReturns)
    rowCount = scan.lineCount
    guard scan.isRegular, scan.fieldCount == scan.lineCount * columnCount, passesRows(),
      allowsBlankRows || !hasBlankRow()
    else { return nil }
  }

  deinit { after.deallocate() }

  /// The bytes themselves where what follows them may be read; else a copy that ends with a line feed.
  private static func readable(_ source: FileBytes, _ range: Range<Int>) -> (FileBytes, start: Int, count: Int) {
    let endsLine = range.isEmpty || source[range.upperBound - 1] == Dialect.newline
    if endsLine, source.count + source.readableAfterEnd - range.upperBound >= FileBytes.padding {
      return (source, range.lowerBound, range.count)
    }
    // The last row of a file may lack its line end: it gets one like that of the rows before it in the block.
    let bytes = source.bytes(range)
    let last = bytes.lastIndex(of: Dialect.newline) ?? 0
    let hasReturn = last > 0 && bytes[last - 1] == Dialect.carriageReturn
    let lineEnd = hasReturn ? [Dialect.carriageReturn, Dialect.newline] : [Dialect.newline]
    let copy = FileBytes(bytes + (endsLine ? [] : lineEnd))
    return (copy, 0, copy.count)
  }

  /// Counts the empty rows; false where no line feed ends one of the rows.
  ///
  /// With the counts equal, a line feed at the end of each row proves that every other mark is a separator.
  private func passesRows() -> Bool {
    let emptyLength = columnCount == 1 ? UInt32.max : UInt32(columnCount + (hasCarriageReturns ? 1 : 0))
    var start: UInt32 = 0, count = 0
    for row in 0..<rowCount {
      let end = after[(row &+ 1) &* columnCount]
      if base[Int(end) - 1] != Dialect.newline { return false }
      if end &- start == emptyLength { count &+= 1 }
      start = end
    }
    emptyRowCount = count
    return true
  }

  private func hasBlankRow() -> Bool {
    columnCount == 1 && (0..<rowCount).contains { row in
      after[row + 1] - after[row] <= (hasCarriageReturns ? 2 : 1)
    }
  }

  /// How many rows to read of each column before the next ones, so that text and marks stay in the nearest cache.
  public var rowsPerPass: Int {
    let bytes = Int(after[rowCount * columnCount]) + rowCount * columnCount * MemoryLayout<UInt32>.stride
    return max(64, FieldBlock.bytesPerPass * rowCount / max(1, bytes))
  }

  private static let bytesPerPass = 1 << 16

  /// The quote character as the kernels take it: 256 where no field has any.
  var quoteMark: Int { hasQuotes ? Int(quote) : 256 }

  /// How many bytes to leave out at the end of a column's fields besides the separator.
  @inline(__always)
  func trim(_ column: Int) -> Int { hasCarriageReturns && column == columnCount - 1 ? 2 : 1 }

  /// Where a field's characters lie, without the quotes around them.
  // SAFETY: callers keep row and column in range.
  @inline(__always)
  func bounds(_ row: Int, _ column: Int, trim: Int) -> (start: Int, end: Int) {
    let index = row &* columnCount &+ column
    let start = Int(after[index]), end = Int(after[index &+ 1]) &- trim
    if hasQuotes, end &- start >= 2, base[start] == quote { return (start &+ 1, end &- 1) }
    return (start, end)
  }

  /// Whether a field stands in quotes.
  @inline(__always)
  func isQuoted(_ row: Int, _ column: Int, trim: Int) -> Bool {
    let index = row &* columnCount &+ column
    return hasQuotes && Int(after[index &+ 1]) &- trim &- Int(after[index]) >= 2 && base[Int(after[index])] == quote
  }

  /// Whether any field of a column stands in quotes.
  public func hasQuoted(_ column: Int) -> Bool {
    precondition(column >= 0 && column < columnCount, "column outside the block")
    let trim = trim(column)
    return hasQuotes && (0..<rowCount).contains { isQuoted($0, column, trim: trim) }
  }

  /// Where a field starts, counted from the start of the block's range.
  public func offset(_ row: Int, _ column: Int) -> Int { Int(after[row * columnCount + column]) }

  /// The content of a field, with doubled quotes made single.
  public func field(_ row: Int, _ column: Int) -> [UInt8] {
    precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount, "field outside the block")
    let (start, end) = bounds(row, column, trim: trim(column))
    return unescaped(start, end)
  }

  /// The bytes between `start` and `end`, with doubled quotes made single.
  func unescaped(_ start: Int, _ end: Int) -> [UInt8] {
    // SAFETY: both ends lie within the block.
    let raw = UnsafeBufferPointer(start: base + start, count: end - start)
    guard hasQuotes, raw.contains(quote) else { return Array(raw) }
    var content: [UInt8] = [], index = 0
    content.reserveCapacity(raw.count)
    while index < raw.count {
      content.append(raw[index])
      index += raw[index] == quote ? 2 : 1
    }
    return content
  }
}
