/// What one pass over a block of delimited text found.
struct FieldScan: Equatable {
  /// How many separators and line ends lie outside quotes.
  var fieldCount = 0
  var lineCount = 0
  var hasQuotes = false
  /// Whether line ends are CR LF: all of them, or the block is not regular.
  var hasCarriageReturns = false
  /// Whether quotes and line ends follow RFC 4180 to the letter; if not, only ``RecordReader`` reads the block right.
  var isRegular = true
}

/// Finds the fields of `count` bytes at `base`, which start a row and end with a line feed, and writes for each the
/// offset after its separator or line end to `ends`, which holds `count + 64` words.
///
/// `mayQuote` and `mayReturn` tell whether the bytes hold any quote or CR at all.
// SAFETY: reads whole groups of 64 bytes, so 63 bytes after the end must be readable; a group finds at most 64 fields.
func scanFields(
  _ base: UnsafePointer<UInt8>, count: Int, dialect: Dialect, mayQuote: Bool, mayReturn: Bool,
  into ends: UnsafeMutablePointer<UInt32>, kernels: FieldKernels = .widest
) -> FieldScan {
  var facts = (lines: 0, hasQuotes: 0, returns: 0, isBroken: 0)
  // SAFETY: the kernel writes the four integers that the tuple is made of.
  let fieldCount = withUnsafeMutableBytes(of: &facts) { facts in
    facts.withMemoryRebound(to: Int.self) { facts -> Int in
      guard let facts = facts.baseAddress else { return 0 }
      return kernels.markFields(
        base, count, dialect.separator, dialect.quoteOrNone, mayQuote, mayReturn, ends, facts)
    }
  }
  return FieldScan(
    fieldCount: fieldCount, lineCount: facts.lines, hasQuotes: facts.hasQuotes != 0,
    hasCarriageReturns: facts.returns > 0,
    isRegular: facts.isBroken == 0 && (facts.returns == 0 || facts.returns == facts.lines))
}

/// How many bytes of a range are quotes, CRs and line feeds.
struct MarkCounts {
  let quotes: Int
  let returns: Int
  let lines: Int

  /// Without a quote character none is a quote.
  init(_ base: UnsafePointer<UInt8>, count: Int, quote: UInt8?, kernels: FieldKernels = .widest) {
    var counts = (quotes: 0, returns: 0, lines: 0)
    // SAFETY: the kernel writes the three integers that the tuple is made of.
    withUnsafeMutableBytes(of: &counts) { counts in
      counts.withMemoryRebound(to: Int.self) { counts in
        guard let counts = counts.baseAddress else { return }
        kernels.countMarks(base, count, quote ?? Dialect.carriageReturn, counts)
      }
    }
    (quotes, returns, lines) = (quote == nil ? 0 : counts.quotes, counts.returns, counts.lines)
  }
}
