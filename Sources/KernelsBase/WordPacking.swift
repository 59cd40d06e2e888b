// For the rules of this file see PanelScan.swift.

/// The least and the greatest of some signed words, of which there is at least one.
@inline(never)
public func wordBounds(
  _ words: UnsafePointer<Int64>, _ count: Int, _ least: UnsafeMutablePointer<Int64>,
  _ greatest: UnsafeMutablePointer<Int64>
) {
  var (low, high, start) = (words[0], words[0], 0)
  #if ISA_AVX512
  if count >= 8 {
    let raw = UnsafeRawPointer(words)
    var lows = raw.loadUnaligned(as: SIMD8<Int64>.self), highs = lows
    while start &+ 8 <= count {
      let next = (raw + start &* 8).loadUnaligned(as: SIMD8<Int64>.self)
      lows.replace(with: next, where: next .< lows)
      highs.replace(with: next, where: next .> highs)
      start &+= 8
    }
    var lane = 0
    while lane < 8 {
      if lows[lane] < low { low = lows[lane] }
      if highs[lane] > high { high = highs[lane] }
      lane &+= 1
    }
  }
  #endif
  while start < count {
    if words[start] < low { low = words[start] }
    if words[start] > high { high = words[start] }
    start &+= 1
  }
  least.pointee = low
  greatest.pointee = high
}

/// Packs words, less `least`, into `bits` bits each (1, 2, 4 or 8) from the lowest bit of each word of `out` up. There
/// are as many as fill `outCount` words.
@inline(never)
public func packWords(
  _ words: UnsafePointer<UInt64>, _ least: UInt64, _ bits: Int, _ outCount: Int, _ out: UnsafeMutablePointer<UInt64>
) {
  let raw = UnsafeRawPointer(words), inWord = 64 / bits
  let places = SIMD8<UInt64>(0, 1, 2, 3, 4, 5, 6, 7) &* SIMD8(repeating: UInt64(truncatingIfNeeded: bits))
  let base = SIMD8(repeating: least)
  var index = 0
  while index < outCount {
    var packed = SIMD8<UInt64>.zero, place = 0
    while place < inWord {
      let next = (raw + (index &* inWord &+ place) &* 8).loadUnaligned(as: SIMD8<UInt64>.self) &- base
      packed |= next &<< (places &+ UInt64(truncatingIfNeeded: place &* bits))
      place &+= 8
    }
    let four = packed.lowHalf | packed.highHalf, two = four.lowHalf | four.highHalf
    out[index] = two[0] | two[1]
    index &+= 1
  }
}
