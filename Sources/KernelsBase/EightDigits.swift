// Arithmetic on eight characters in a word, the first in the lowest byte; it is that of D. Lemire's fast_float and of
// W. Muła. Only the portable kernels need it, so that those of other instruction sets do not share this file.

/// The eight characters at an address.
@inline(__always)
func eightCharacters(_ characters: UnsafeRawPointer) -> UInt64 {
  UInt64(littleEndian: characters.loadUnaligned(as: UInt64.self))
}

/// The first `length` (1…8) characters moved to the end, with zeros before them.
@inline(__always)
func rightAligned(_ word: UInt64, _ length: Int) -> UInt64 {
  let bits = UInt64(truncatingIfNeeded: length &* 8)
  return word &<< (64 &- bits) | (0x3030_3030_3030_3030 &>> (bits &- 8)) &>> 8
}

/// Whether any of the characters is no digit.
@inline(__always)
func isStrange(_ word: UInt64) -> Bool {
  let digits = word ^ 0x3030_3030_3030_3030
  return (digits | (digits &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0 != 0
}

/// The number that the digits form.
@inline(__always)
func number(_ word: UInt64) -> UInt64 {
  let digits = word & 0x0F0F_0F0F_0F0F_0F0F
  let pairs = digits &* 10 &+ digits &>> 8
  let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
  let high = ((pairs &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
  return (low &+ high) &>> 32
}
