// For the rules of this file see PanelScan.swift.

/// Gives one column's texts the codes that equal bytes have in a hash table, and returns the first row whose text is
/// not in it; `missed` then is the hash of that text.
///
/// The fields are as for `readIntegerFields`. The table has `mask + 1` slots of three words: the hash, the offset of
/// the bytes (low half) and their length, and the code plus one, zero where the slot is free. Empty rows are one in
/// `nulls`, and zero in `codes`, or −1 where quotes stand around nothing.
@inline(never)
public func readTextFields(
  _ base: UnsafePointer<UInt8>, _ after: UnsafePointer<UInt32>, _ stride: Int, _ trim: Int, _ quote: Int,
  _ first: Int, _ rowCount: Int, _ codes: UnsafeMutablePointer<Int32>, _ nulls: UnsafeMutablePointer<UInt64>,
  _ slots: UnsafePointer<UInt64>, _ mask: Int, _ missed: UnsafeMutablePointer<UInt64>
) -> Int {
  var row = first, index = first &* stride
  while row < rowCount {
    var start = Int(after[index]), end = Int(after[index &+ 1]) &- trim
    if quote < 256, end &- start >= 2, Int(base[start]) == quote {
      start &+= 1
      end &-= 1
    }
    let length = end &- start
    if length == 0 {
      nulls[row &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: row)
      codes[row] = start == Int(after[index]) ? 0 : -1
    } else {
      let bytes = UnsafeRawPointer(base + start)
      let hash = hash(bytes, length)
      var slot = slots + 3 &* (Int(truncatingIfNeeded: hash &>> 32) & mask)
      while true {
        if slot[2] == 0 {
          missed.pointee = hash
          return row
        }
        // Up to eight bytes the hash decides alone: it maps words of one length to distinct values.
        if slot[0] == hash, Int(truncatingIfNeeded: slot[1] &>> 32) == length,
          length <= 8 || isEqual(bytes, UnsafeRawPointer(base + Int(slot[1] & 0xFFFF_FFFF)), length)
        { break }
        slot += 3
        if slot == slots + 3 &* (mask &+ 1) { slot = slots }
      }
      codes[row] = Int32(truncatingIfNeeded: slot[2] &- 1)
    }
    row &+= 1
    index &+= stride
  }
  return row
}

@inline(__always)
private func word(_ bytes: UnsafeRawPointer) -> UInt64 { UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self)) }

@inline(__always)
private func hash(_ bytes: UnsafeRawPointer, _ length: Int) -> UInt64 {
  var rest = length, bytes = bytes
  var hash = UInt64(truncatingIfNeeded: rest)
  while rest > 8 {
    hash = (hash ^ word(bytes)) &* 0x9FB2_1C65_1E98_DF25
    hash ^= hash &>> 32
    bytes += 8
    rest &-= 8
  }
  hash = (hash ^ (word(bytes) &<< UInt64(truncatingIfNeeded: 64 &- rest &* 8))) &* 0x9E37_79B9_7F4A_7C15
  return hash ^ hash &>> 29
}

@inline(__always)
private func isEqual(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ length: Int) -> Bool {
  var left = left, right = right, rest = length
  while rest > 8 {
    if word(left) != word(right) { return false }
    left += 8
    right += 8
    rest &-= 8
  }
  return (word(left) ^ word(right)) &<< UInt64(truncatingIfNeeded: 64 &- rest &* 8) == 0
}
