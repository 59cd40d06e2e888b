extension FieldBlock {
  /// Reads a column's numbers from row `first` to before row `last`, by default the end, and returns the first row that
  /// is neither empty nor a finite number.
  public func readFloats(
    column: Int, from first: Int, to last: Int? = nil, into run: inout FloatRun
  ) -> Int {
    let end = last ?? rowCount
    precondition(column >= 0 && column < columnCount && first >= 0 && end <= rowCount, "column outside the block")
    precondition(run.values.count == rowCount, "a run has a value for each row")
    // SAFETY: rows and words stay within the run, whose length was checked; fields lie in the block, of which 64 more
    // bytes may be read.
    guard let values = run.values.baseAddress else { return end }
    var hasLargeValues = run.hasLargeValues
    defer { run.hasLargeValues = hasLargeValues }
    return run.nulls.words.withUnsafeMutableBufferPointer { nulls in
      DecimalParser.powersOfTen.withUnsafeBufferPointer { powers -> Int in
        guard let nulls = nulls.baseAddress, let powers = powers.baseAddress else { return end }
        var row = first
        while row < end {
          // What the kernel reads is never large.
          row = kernels.readFloats(
            base, after + column, columnCount, trim(column), quoteMark, row, end, values, nulls, powers)
          guard readLongFloats(column, &row, to: end, values, &hasLargeValues) else { return row }
        }
        return row
      }
    }
  }

  /// Reads the number in a row that is too long for the kernel, and those after it that are long too. False at what is
  /// no finite number.
  // SAFETY: `values` holds one for each row.
  private func readLongFloats(
    _ column: Int, _ row: inout Int, to last: Int, _ values: UnsafeMutablePointer<Double>, _ hasLargeValues: inout Bool
  ) -> Bool {
    let trim = trim(column), first = row
    while row < last {
      let (start, end) = bounds(row, column, trim: trim)
      if row > first, end &- start <= 17 { return true }
      guard let value = DecimalWords.value(base + start, count: end &- start) ?? longFloat(start, end)
      else { return false }
      values[row] = value
      if FloatRun.isLarge(value) { hasLargeValues = true }
      row &+= 1
    }
    return true
  }

  private func longFloat(_ start: Int, _ end: Int) -> Double? {
    switch DecimalParser.parse(base + start, count: end - start) {
    case .integer(let value): value == 0 && base[start] == UInt8(ascii: "-") ? -0.0 : Double(value)
    case .hugeInteger(let value), .float(let value): value.isFinite ? value : nil
    case .none, .word: nil
    }
  }
}
