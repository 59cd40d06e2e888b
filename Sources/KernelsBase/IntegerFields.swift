// For the rules of this file see PanelScan.swift.

import CByteScan

/// Reads one column's integers, and returns the first row that is neither empty nor an integer of 1 to 16 digits.
///
/// Field r lies between `base + after[r * stride]` and the byte `trim` before `base + after[r * stride + 1]`, in quotes
/// where it starts with `quote` (256 for none); 64 bytes after the last may be read. Empty rows are zero in `values`
/// and one in `nulls`. `spread` collects the bits in which values differ from their sign, `hasNegativeZero` whether any
/// zero has a minus, `hasLeadingZeros` whether zeros stand before any other digit.
@inline(never)
public func readIntegerFields(
  _ base: UnsafePointer<UInt8>, _ after: UnsafePointer<UInt32>, _ stride: Int, _ trim: Int, _ quote: Int,
  _ first: Int, _ rowCount: Int, _ values: UnsafeMutablePointer<Int64>, _ nulls: UnsafeMutablePointer<UInt64>,
  _ spread: UnsafeMutablePointer<UInt64>, _ hasNegativeZero: UnsafeMutablePointer<Bool>,
  _ hasLeadingZeros: UnsafeMutablePointer<Bool>
) -> Int {
  var row = first, index = first &* stride
  var bits = spread.pointee, negativeZero = false, leadingZeros = false
  while row < rowCount {
    var start = Int(after[index]), end = Int(after[index &+ 1]) &- trim
    if quote < 256, end &- start >= 2, Int(base[start]) == quote {
      start &+= 1
      end &-= 1
    }
    if start == end {
      nulls[row &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: row)
      values[row] = 0
      row &+= 1
      index &+= stride
      continue
    }
    let sign = base[start]
    let isNegative = sign == 0x2D
    let skip = isNegative || sign == 0x2B ? 1 : 0
    let length = end &- start &- skip
    if UInt(bitPattern: length &- 1) >= 16 { break }
    let hasLeadingZero = length > 1 && base[start &+ skip] == 0x30
    var strange: UInt32 = 0
    var value = integer(base + (start &+ skip), length, &strange)
    if strange != 0 { break }
    let signs: UInt64 = isNegative ? ~0 : 0
    if value == 0, isNegative { negativeZero = true }
    leadingZeros = leadingZeros || hasLeadingZero
    value = (value ^ signs) &- signs
    bits |= value ^ UInt64(bitPattern: Int64(bitPattern: value) &>> 63)
    values[row] = Int64(bitPattern: value)
    row &+= 1
    index &+= stride
  }
  spread.pointee = bits
  if negativeZero { hasNegativeZero.pointee = true }
  if leadingZeros { hasLeadingZeros.pointee = true }
  return row
}

#if ISA_BASE

/// See `carnet_integer_16`: the same with one or two words of eight characters.
@inline(__always)
private func integer(_ characters: UnsafePointer<UInt8>, _ length: Int, _ strange: inout UInt32) -> UInt64 {
  let raw = UnsafeRawPointer(characters)
  if length <= 8 {
    let word = rightAligned(eightCharacters(raw), length)
    strange = isStrange(word) ? 1 : 0
    return number(word)
  }
  let high = eightCharacters(raw)
  let rest = rightAligned(eightCharacters(raw + 8), length &- 8)
  strange = isStrange(high) || isStrange(rest) ? 1 : 0
  var scale: UInt64 = 1, place = 8
  while place < length {
    scale &*= 10
    place &+= 1
  }
  return number(high) &* scale &+ number(rest)
}

#else

@inline(__always)
private func integer(_ characters: UnsafePointer<UInt8>, _ length: Int, _ strange: inout UInt32) -> UInt64 {
  carnet_integer_16(characters, Int32(truncatingIfNeeded: length), &strange)
}

#endif
