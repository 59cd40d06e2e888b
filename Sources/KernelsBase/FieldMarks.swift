// For the rules of this file see PanelScan.swift.

import CByteScan

/// Finds the fields of `count` bytes at `base` that start a row, and writes for each the offset after its separator or
/// line end to `ends`. Returns how many there are.
///
/// Reads whole groups of 64 bytes, and writes up to 16 words too much. `quote` and `carriageReturn` are looked for only
/// where the flags say that there may be any. `facts` gets the number of lines, whether there are quotes, the number of
/// CRs outside quotes, and whether anything breaks RFC 4180.
@inline(never)
public func markFields(
  _ base: UnsafePointer<UInt8>, _ count: Int, _ separator: UInt8, _ quote: UInt8, _ mayQuote: Bool, _ mayReturn: Bool,
  _ ends: UnsafeMutablePointer<UInt32>, _ facts: UnsafeMutablePointer<Int>
) -> Int {
  // What a group hands to the next, as one bit or all: inside quotes, after a mark, after a closing quote, after a CR.
  var inside: UInt64 = 0, opensHere: UInt64 = 1, closed: UInt64 = 0, returned: UInt64 = 0
  var broken: UInt64 = 0, anyQuotes: UInt64 = 0
  var lineCount = 0, returnCount = 0, fieldCount = 0, offset = 0
  let isPlain = !mayQuote && !mayReturn
  while offset < count {
    let group = base + offset
    let valid: UInt64 = count &- offset >= 64 ? ~0 : (1 &<< UInt64(truncatingIfNeeded: count &- offset)) &- 1
    var lines = carnet_equal_mask_64(group, 0x0A) & valid
    var separators = carnet_equal_mask_64(group, separator) & valid
    if !isPlain {
      let quotes = mayQuote ? carnet_equal_mask_64(group, quote) & valid : 0
      let returns = mayReturn ? carnet_equal_mask_64(group, 0x0D) & valid : 0
      let within = parities(quotes) ^ inside
      let closing = quotes & ~within
      let borders = lines | separators | quotes
      let outsideReturns = returns & ~within
      broken |= quotes & within & ~(borders &<< 1 | opensHere)
      broken |= (closing &<< 1 | closed) & ~(borders | returns) & valid
      broken |= (outsideReturns &<< 1 | returned) & ~lines & valid
      anyQuotes |= quotes
      inside = UInt64(bitPattern: Int64(bitPattern: within) &>> 63)
      opensHere = borders &>> 63
      closed = closing &>> 63
      returned = outsideReturns &>> 63
      lines &= ~within
      separators &= ~within
      returnCount &+= outsideReturns.nonzeroBitCount
    }
    lineCount &+= lines.nonzeroBitCount
    let marks = lines | separators
    carnet_write_places(marks, UInt32(truncatingIfNeeded: offset) &+ 1, ends + fieldCount)
    fieldCount &+= marks.nonzeroBitCount
    offset &+= 64
  }
  facts[0] = lineCount
  facts[1] = anyQuotes != 0 ? 1 : 0
  facts[2] = returnCount
  facts[3] = broken | inside | returned != 0 ? 1 : 0
  return fieldCount
}

/// Bit i is the parity of bits 0…i.
@inline(__always)
private func parities(_ bits: UInt64) -> UInt64 {
  var parity = bits
  parity ^= parity &<< 1
  parity ^= parity &<< 2
  parity ^= parity &<< 4
  parity ^= parity &<< 8
  parity ^= parity &<< 16
  return parity ^ parity &<< 32
}

/// How many of the bytes are quotes, CRs and line feeds, in this order, in one pass.
@inline(never)
public func countMarks(_ base: UnsafePointer<UInt8>, _ count: Int, _ quote: UInt8, _ counts: UnsafeMutablePointer<Int>)
{
  var quotes = 0, returns = 0, lines = 0, offset = 0
  while offset &+ 64 <= count {
    quotes &+= carnet_equal_mask_64(base + offset, quote).nonzeroBitCount
    returns &+= carnet_equal_mask_64(base + offset, 0x0D).nonzeroBitCount
    lines &+= carnet_equal_mask_64(base + offset, 0x0A).nonzeroBitCount
    offset &+= 64
  }
  while offset < count {
    if base[offset] == quote { quotes &+= 1 }
    if base[offset] == 0x0D { returns &+= 1 }
    if base[offset] == 0x0A { lines &+= 1 }
    offset &+= 1
  }
  (counts[0], counts[1], counts[2]) = (quotes, returns, lines)
}
