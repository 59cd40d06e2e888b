extension FieldBlock {
  /// Reads a column's integers from a row on, and returns the first row that is neither empty nor an integer of 64
  /// bits.
  public func readIntegers(column: Int, from first: Int, into run: inout NumberRun<Int64>) -> Int {
    precondition(column >= 0 && column < columnCount && first >= 0, "column outside the block")
    precondition(run.values.count == rowCount, "a run has a value for each row")
    let trim = trim(column)
    var hasNegativeZero = false
    // SAFETY: rows and words stay within the run, whose length was checked; see `integer` for the characters.
    let stop = run.values.withUnsafeMutableBufferPointer { values in
      run.nulls.withUnsafeMutableBufferPointer { nulls in
        for row in first..<max(first, rowCount) {
          let (start, end) = bounds(row, column, trim: trim)
          if start == end {
            nulls[row >> 6] |= 1 &<< UInt64(row & 63)
            continue
          }
          guard let value = integer(start, end) else { return row }
          if value == 0, base[start] == UInt8(ascii: "-") { hasNegativeZero = true }
          values[row] = value
        }
        return rowCount
      }
    }
    if hasNegativeZero { run.hasNegativeZero = true }
    return stop
  }

  /// The integer in some bytes, or nil.
  // SAFETY: a word is read from its first character on, and the block may be read 64 bytes past its end.
  @inline(__always)
  private func integer(_ start: Int, _ end: Int) -> Int64? {
    let sign = base[start]
    let hasSign = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    let digits = base + start + (hasSign ? 1 : 0)
    let length = end &- start &- (hasSign ? 1 : 0)
    guard length > 0 else { return nil }
    if length <= 8 {
      let word = DigitWord.rightAligned(load(digits), length: length)
      guard DigitWord.isDigits(word) else { return nil }
      let value = Int64(truncatingIfNeeded: DigitWord.value(word))
      return sign == UInt8(ascii: "-") ? 0 &- value : value
    }
    if case .integer(let value) = DecimalParser.parse(base + start, count: end - start) { return value }
    return nil
  }

  @inline(__always)
  func load(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }
}
