import CByteScan

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

/// State that the vector scan carries from one group of 64 bytes to the next, as bit 0 or all bits.
private struct ScanCarry {
  /// All ones inside quotes.
  var inside: UInt64 = 0
  /// Whether the byte before was a separator, a line end, a quote, or the start.
  var opensHere: UInt64 = 1
  /// Whether the byte before closed a quoted part.
  var closed: UInt64 = 0
  /// Whether the byte before was a CR outside quotes.
  var carriageReturn: UInt64 = 0
}

/// Finds the fields of `count` bytes at `base`, which start a row and end with a line feed, and writes for each the
/// offset after its separator or line end to `ends`, which holds `count + 64` words.
///
/// `mayQuote` and `mayReturn` tell whether the bytes hold any quote or CR at all.
// SAFETY: reads whole groups of 64 bytes, so 63 bytes after the end must be readable; a group finds at most 64 fields.
func scanFields(
  _ base: UnsafePointer<UInt8>, count: Int, dialect: Dialect, mayQuote: Bool, mayReturn: Bool,
  into ends: UnsafeMutablePointer<UInt32>
) -> FieldScan {
  var scan = FieldScan(), carry = ScanCarry()
  let separator = dialect.separator, quote = dialect.quoteOrNone
  var carriageReturnCount = 0
  var offset = 0
  while offset < count {
    let group = base + offset
    let valid: UInt64 = count - offset >= 64 ? ~0 : (1 << UInt64(count - offset)) - 1
    var lines = carnet_equal_mask_64(group, Dialect.newline) & valid
    var separators = carnet_equal_mask_64(group, separator) & valid
    if mayQuote || mayReturn {
      let quotes = mayQuote ? carnet_equal_mask_64(group, quote) & valid : 0
      let returns = mayReturn ? carnet_equal_mask_64(group, Dialect.carriageReturn) & valid : 0
      let outside = carry.advance(
        quotes: quotes, returns: returns, lines: lines, separators: separators, valid: valid, scan: &scan)
      lines &= outside
      separators &= outside
      carriageReturnCount += (returns & outside).nonzeroBitCount
    }
    scan.lineCount += lines.nonzeroBitCount
    let first = UInt32(truncatingIfNeeded: offset) &+ 1
    scan.fieldCount += writeBits(lines | separators, offset: first, ends + scan.fieldCount)
    offset += 64
  }
  scan.hasCarriageReturns = carriageReturnCount > 0
  if carry.inside != 0 || carry.carriageReturn != 0 { scan.isRegular = false }
  if carriageReturnCount > 0, carriageReturnCount != scan.lineCount { scan.isRegular = false }
  return scan
}

extension ScanCarry {
  /// Takes the marks of one group, checks them against RFC 4180, and returns which bytes lie outside quotes.
  @inline(__always)
  mutating func advance(
    quotes: UInt64, returns: UInt64, lines: UInt64, separators: UInt64, valid: UInt64, scan: inout FieldScan
  ) -> UInt64 {
    let within = prefixParity(quotes) ^ inside
    let opening = quotes & within, closing = quotes & ~within
    let borders = lines | separators | quotes
    let outsideReturns = returns & ~within
    var broken = opening & ~(borders << 1 | opensHere)
    broken |= (closing << 1 | closed) & ~(borders | returns) & valid
    broken |= (outsideReturns << 1 | carriageReturn) & ~lines & valid
    if broken != 0 { scan.isRegular = false }
    if quotes != 0 { scan.hasQuotes = true }
    inside = UInt64(bitPattern: Int64(bitPattern: within) >> 63)
    (opensHere, closed, carriageReturn) = (borders >> 63, closing >> 63, outsideReturns >> 63)
    return ~within
  }
}

/// Bit i of the result is the parity of bits 0…i.
@inline(__always)
func prefixParity(_ bits: UInt64) -> UInt64 {
  var parity = bits
  parity ^= parity << 1
  parity ^= parity << 2
  parity ^= parity << 4
  parity ^= parity << 8
  parity ^= parity << 16
  return parity ^ parity << 32
}

/// Writes `offset` plus the place of each set bit, in order, and returns how many there were. Up to 7 words after the
/// last are overwritten.
@inline(__always)
private func writeBits(_ mask: UInt64, offset: UInt32, _ out: UnsafeMutablePointer<UInt32>) -> Int {
  let count = mask.nonzeroBitCount
  var rest = mask, written = 0
  while written < count {
    for _ in 0..<8 {
      out[written] = offset &+ UInt32(truncatingIfNeeded: rest.trailingZeroBitCount)
      rest &= rest &- 1
      written &+= 1
    }
  }
  return count
}

/// How many bytes of a range equal `byte`.
func countBytes(_ base: UnsafePointer<UInt8>, count: Int, equalTo byte: UInt8) -> Int {
  var total = 0, offset = 0
  while offset + 64 <= count {
    total += carnet_equal_mask_64(base + offset, byte).nonzeroBitCount
    offset += 64
  }
  while offset < count {
    if base[offset] == byte { total += 1 }
    offset += 1
  }
  return total
}
