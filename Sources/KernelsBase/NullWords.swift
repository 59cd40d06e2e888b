// For the rules of this file see PanelScan.swift.

/// Sets to zero the words whose bit is off in `bits`, 64 words to each, once these were `flipped` where they are on.
@inline(never)
public func clearWords(
  _ words: UnsafeMutablePointer<UInt64>, _ count: Int, _ bits: UnsafePointer<UInt64>, _ flipped: UInt64
) {
  let raw = UnsafeMutableRawPointer(words)
  let lanes = SIMD8<UInt64>(0, 1, 2, 3, 4, 5, 6, 7)
  var start = 0
  while start &+ 64 <= count {
    let word = bits[start >> 6] ^ flipped
    var eighth = 0
    while word != UInt64.max, eighth < 64 {
      let place = raw + (start &+ eighth) &* 8
      let on = (SIMD8(repeating: word >> UInt64(truncatingIfNeeded: eighth)) &>> lanes) & 1
      let kept = place.loadUnaligned(as: SIMD8<UInt64>.self) & (SIMD8<UInt64>.zero &- on)
      place.storeBytes(of: kept, as: SIMD8<UInt64>.self)
      eighth &+= 8
    }
    start &+= 64
  }
  while start < count {
    let word = bits[start >> 6] ^ flipped
    words[start] &= 0 &- (word >> UInt64(truncatingIfNeeded: start & 63)) & 1
    start &+= 1
  }
}
