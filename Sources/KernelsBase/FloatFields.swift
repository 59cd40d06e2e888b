// For the rules of this file see PanelScan.swift.

import CByteScan

/// Reads one column's numbers, and returns the first row that is neither empty nor a short decimal: an optional minus,
/// then up to 16 characters, digits with at most one point among them, that form no integer above 2^53.
///
/// The fields are as for `readIntegerFields`. `powers` holds the powers of ten from 0 to 16. Empty rows are zero in
/// `values` and one in `nulls`.
@inline(never)
public func readFloatFields(
  _ base: UnsafePointer<UInt8>, _ after: UnsafePointer<UInt32>, _ stride: Int, _ trim: Int, _ quote: Int,
  _ first: Int, _ rowCount: Int, _ values: UnsafeMutablePointer<Double>, _ nulls: UnsafeMutablePointer<UInt64>,
  _ powers: UnsafePointer<Double>
) -> Int {
  var row = first, index = first &* stride
  while row < rowCount {
    var start = Int(after[index]), end = Int(after[index &+ 1]) &- trim
    if quote < 256, end &- start >= 2, Int(base[start]) == quote {
      start &+= 1
      end &-= 1
    }
    // Gaps are too irregular to branch at: an empty field goes through as zero.
    let isEmpty = start == end
    let isNegative = base[start] == 0x2D && !isEmpty
    let characters = base + (start &+ (isNegative ? 1 : 0))
    let length = end &- start &- (isNegative ? 1 : 0)
    if length > 16 || (length == 0 && isNegative) { return row }
    var fraction: Int32 = 0, strange: UInt32 = 0
    let mantissa = decimal(characters, length, &fraction, &strange)
    if strange != 0 || mantissa > 1 &<< 53 { return row }
    // Both operands are exact, so that the quotient is the nearest double.
    let value = Double(Int64(bitPattern: mantissa)) / powers[Int(fraction)]
    let sign: UInt64 = isNegative ? 1 &<< 63 : 0
    values[row] = Double(bitPattern: value.bitPattern | sign)
    nulls[row &>> 6] |= (isEmpty ? 1 : 0) &<< UInt64(truncatingIfNeeded: row)
    row &+= 1
    index &+= stride
  }
  return row
}

#if ISA_BASE

/// See `carnet_decimal_16`: the same with two words of eight characters.
@inline(__always)
private func decimal(
  _ characters: UnsafePointer<UInt8>, _ length: Int, _ fraction: inout Int32, _ strange: inout UInt32
) -> UInt64 {
  if length == 0 { return 0 }
  let raw = UnsafeRawPointer(characters)
  let low = eightCharacters(raw), high = eightCharacters(raw + 8)
  var place = pointPlace(low)
  if place == 8 { place &+= pointPlace(high) }
  let hasPoint = place < length
  let count = hasPoint ? length &- 1 : length
  if count == 0 {
    strange = 1
    return 0
  }
  fraction = hasPoint ? Int32(truncatingIfNeeded: length &- 1 &- place) : 0
  var first = low, second = high
  if hasPoint {
    if place < 8 {
      let before: UInt64 = (1 &<< UInt64(truncatingIfNeeded: place &* 8)) &- 1
      first = (low & before) | ((low &>> 8 | high &<< 56) & ~before)
      second = high &>> 8
    } else {
      let before: UInt64 = (1 &<< UInt64(truncatingIfNeeded: place &* 8 &- 64)) &- 1
      second = (high & before) | (high &>> 8 & ~before)
    }
  }
  if count <= 8 {
    let word = rightAligned(first, count)
    strange = isStrange(word) ? 1 : 0
    return number(word)
  }
  let rest = rightAligned(second, count &- 8)
  strange = isStrange(first) || isStrange(rest) ? 1 : 0
  var scale: UInt64 = 1
  for _ in 8..<count { scale &*= 10 }
  return number(first) &* scale &+ number(rest)
}

/// How many characters stand before the first point; 8 where there is none.
@inline(__always)
private func pointPlace(_ word: UInt64) -> Int {
  let marks = word ^ 0x2E2E_2E2E_2E2E_2E2E
  // Exact for the lowest match, which is the one asked for.
  return ((marks &- 0x0101_0101_0101_0101) & ~marks & 0x8080_8080_8080_8080).trailingZeroBitCount &>> 3
}

#else

@inline(__always)
private func decimal(
  _ characters: UnsafePointer<UInt8>, _ length: Int, _ fraction: inout Int32, _ strange: inout UInt32
) -> UInt64 {
  carnet_decimal_16(characters, Int32(truncatingIfNeeded: length), &fraction, &strange)
}

#endif
