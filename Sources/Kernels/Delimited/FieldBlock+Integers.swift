extension FieldBlock {
  /// Reads a column's integers from row `first` to before row `last`, by default the end, and returns the first row
  /// that is neither empty nor an integer of 64 bits.
  public func readIntegers(
    column: Int, from first: Int, to last: Int? = nil, into run: inout IntegerRun
  ) -> Int {
    let end = last ?? rowCount
    precondition(column >= 0 && column < columnCount && first >= 0 && end <= rowCount, "column outside the block")
    precondition(run.values.count == rowCount, "a run has a value for each row")
    var row = first
    while row < end {
      row = readShortIntegers(column: column, from: row, to: end, into: &run)
      guard row < end else { break }
      let (start, after) = bounds(row, column, trim: trim(column))
      guard case .integer(let value) = DecimalParser.parse(base + start, count: after - start) else { return row }
      run.set(row, value)
      if value == 0, base[start] == UInt8(ascii: "-") { run.noteNegativeZero() }
      if FieldBlock.hasLeadingZeros(UnsafeBufferPointer(start: base + start, count: after - start)) {
        run.noteLeadingZeros()
      }
      row += 1
    }
    return row
  }

  private func readShortIntegers(
    column: Int, from row: Int, to end: Int, into run: inout IntegerRun
  ) -> Int {
    var (spread, hasNegativeZero, hasLeadingZeros) = (run.spread, run.hasNegativeZero, run.hasLeadingZeros)
    // SAFETY: rows and words stay within the run, whose length was checked; fields lie in the block, of which 64 more
    // bytes may be read.
    let stop = run.values.withUnsafeMutableBufferPointer { values in
      run.nulls.words.withUnsafeMutableBufferPointer { nulls -> Int in
        guard let values = values.baseAddress, let nulls = nulls.baseAddress else { return end }
        return kernels.readIntegers(
          base, after + column, columnCount, trim(column), quoteMark, row, end, values, nulls, &spread,
          &hasNegativeZero, &hasLeadingZeros)
      }
    }
    (run.spread, run.hasNegativeZero, run.hasLeadingZeros) = (spread, hasNegativeZero, hasLeadingZeros)
    return stop
  }

  /// Whether the text of an integer starts with a zero that is not all of it.
  public static func hasLeadingZeros(_ text: some Collection<UInt8>) -> Bool {
    let signs = [UInt8(ascii: "-"), UInt8(ascii: "+")]
    let digits = text.first.map(signs.contains) == true ? text.dropFirst() : text[...]
    return digits.count > 1 && digits.first == UInt8(ascii: "0")
  }
}
