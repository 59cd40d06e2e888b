// For the rules of this file see PanelScan.swift.

#if ISA_AVX512

/// Takes whole stripes of four words from four blocks at once into the sixteen accumulators of their XXH64.
///
/// - Parameters:
///   - words: four blocks, `stride` words apart.
///   - count: how many words of each to take, a multiple of four.
///   - lanes: four accumulators of each block.
@inline(never)
public func hashFourBlocks(
  _ words: UnsafePointer<UInt64>, _ stride: Int, _ count: Int, _ lanes: UnsafeMutablePointer<UInt64>
) {
  let (raw, state) = (UnsafeRawPointer(words), UnsafeMutableRawPointer(lanes))
  let (one, two, three) = (raw + stride &* 8, raw + stride &* 16, raw + stride &* 24)
  var first = state.loadUnaligned(as: SIMD8<UInt64>.self)
  var second = (state + 64).loadUnaligned(as: SIMD8<UInt64>.self)
  var offset = 0
  while offset < count &* 8 {
    let a = (raw + offset).loadUnaligned(as: SIMD4<UInt64>.self)
    let b = (one + offset).loadUnaligned(as: SIMD4<UInt64>.self)
    let c = (two + offset).loadUnaligned(as: SIMD4<UInt64>.self)
    let d = (three + offset).loadUnaligned(as: SIMD4<UInt64>.self)
    first = taking(first, SIMD8(lowHalf: a, highHalf: b))
    second = taking(second, SIMD8(lowHalf: c, highHalf: d))
    offset &+= 32
  }
  state.storeBytes(of: first, as: SIMD8<UInt64>.self)
  (state + 64).storeBytes(of: second, as: SIMD8<UInt64>.self)
}

@inline(__always)
private func taking(_ lanes: SIMD8<UInt64>, _ words: SIMD8<UInt64>) -> SIMD8<UInt64> {
  let sum = lanes &+ words &* 0xC2B2_AE3D_27D4_EB4F
  return ((sum &<< 31) | (sum &>> 33)) &* 0x9E37_79B1_85EB_CA87
}

#endif
