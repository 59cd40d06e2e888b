extension FieldBlock {
  /// Reads a column's numbers from a row on, and returns the first row that is neither empty nor a finite number.
  public func readFloats(column: Int, from first: Int, into run: inout NumberRun<Double>) -> Int {
    precondition(column >= 0 && column < columnCount && first >= 0, "column outside the block")
    precondition(run.values.count == rowCount, "a run has a value for each row")
    let trim = trim(column)
    // SAFETY: rows and words stay within the run, whose length was checked; see `shortFloat` for the characters.
    return run.values.withUnsafeMutableBufferPointer { values in
      run.nulls.withUnsafeMutableBufferPointer { nulls in
        DecimalParser.powersOfTen.withUnsafeBufferPointer { powers in
          for row in first..<max(first, rowCount) {
            let (start, end) = bounds(row, column, trim: trim)
            if start == end {
              nulls[row >> 6] |= 1 &<< UInt64(row & 63)
              continue
            }
            guard let value = shortFloat(start, end, powers) ?? longFloat(start, end) else { return row }
            values[row] = value
          }
          return rowCount
        }
      }
    }
  }

  /// A number of up to 16 characters without exponent, or nil for anything else.
  ///
  /// The point is cut out of the characters, so that what is left are digits of an integer to divide by a power of ten.
  // SAFETY: two words are read from the first character on, and the block may be read 64 bytes past its end.
  @inline(__always)
  private func shortFloat(_ start: Int, _ end: Int, _ powers: UnsafeBufferPointer<Double>) -> Double? {
    let isNegative = base[start] == UInt8(ascii: "-")
    let characters = base + start + (isNegative ? 1 : 0)
    let length = end &- start &- (isNegative ? 1 : 0)
    guard length > 0, length <= 16 else { return nil }
    let low = load(characters), high = load(characters + 8)
    var place = DigitWord.pointPlace(low)
    if place == 8 { place &+= DigitWord.pointPlace(high) }
    let hasPoint = place < length
    let digitCount = hasPoint ? length &- 1 : length
    guard digitCount > 0 else { return nil }
    var mantissa: UInt64
    if digitCount <= 8 {
      let word = DigitWord.rightAligned(
        hasPoint ? without(place, low, next: high) : low, length: digitCount)
      guard DigitWord.isDigits(word) else { return nil }
      mantissa = DigitWord.value(word)
    } else {
      let first = hasPoint && place < 8 ? without(place, low, next: high) : low
      let second = hasPoint ? (place < 8 ? high &>> 8 : withoutHigh(place &- 8, high)) : high
      let rest = DigitWord.rightAligned(second, length: digitCount &- 8)
      guard DigitWord.isDigits(first), DigitWord.isDigits(rest) else { return nil }
      mantissa = DigitWord.value(first) &* Self.powersOfTenInt[digitCount &- 8] &+ DigitWord.value(rest)
      guard mantissa <= 1 << 53 else { return nil }
    }
    let fraction = hasPoint ? length &- 1 &- place : 0
    // Both operands are exact, so that the quotient is the nearest double.
    let value = Double(Int64(truncatingIfNeeded: mantissa)) / powers[fraction]
    return isNegative ? -value : value
  }

  private static let powersOfTenInt: InlineArray<9, UInt64> = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
  ]

  /// The eight characters left of nine or more when that at `place` is taken out.
  @inline(__always)
  private func without(_ place: Int, _ low: UInt64, next high: UInt64) -> UInt64 {
    guard place < 8 else { return low }
    let before: UInt64 = (1 &<< UInt64(truncatingIfNeeded: place &* 8)) &- 1
    return (low & before) | (((low &>> 8) | high &<< 56) & ~before)
  }

  @inline(__always)
  private func withoutHigh(_ place: Int, _ word: UInt64) -> UInt64 {
    let before: UInt64 = (1 &<< UInt64(truncatingIfNeeded: place &* 8)) &- 1
    return (word & before) | ((word &>> 8) & ~before)
  }

  private func longFloat(_ start: Int, _ end: Int) -> Double? {
    switch DecimalParser.parse(base + start, count: end - start) {
    case .integer(let value): value == 0 && base[start] == UInt8(ascii: "-") ? -0.0 : Double(value)
    case .hugeInteger(let value), .float(let value): value.isFinite ? value : nil
    case .none, .word: nil
    }
  }
}
