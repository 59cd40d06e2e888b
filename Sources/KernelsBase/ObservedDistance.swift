// For the rules of this file see PanelScan.swift.

/// The sum of squared differences over the places where neither `a` nor `b` is NaN, in float64.
///
/// Sixteen logical lanes run over whole blocks of sixteen and are folded as a tree of halves; the rest is added in
/// order. Nothing is fused, so that every variant (and the scalar reference) gives the same bits.
@inline(never)
public func observedSquaredDistance(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
  let (rawA, rawB) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
  var low = SIMD8<Double>.zero, high = SIMD8<Double>.zero
  var i = 0
  while i &+ 16 <= count {
    low += squaredDifference(rawA + i &* 8, rawB + i &* 8)
    high += squaredDifference(rawA + (i &* 8 &+ 64), rawB + (i &* 8 &+ 64))
    i &+= 16
  }
  let eight = low + high
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  var sum = two[0] + two[1]
  while i < count {
    let difference = a[i] - b[i]
    if difference == difference { sum += difference * difference }
    i &+= 1
  }
  return sum
}

/// Eight squared differences, zero where either side is NaN.
@inline(__always)
private func squaredDifference(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer) -> SIMD8<Double> {
  let difference = a.loadUnaligned(as: SIMD8<Double>.self) - b.loadUnaligned(as: SIMD8<Double>.self)
  let observed = unsafeBitCast(difference .== difference, to: SIMD8<Int64>.self)
  let kept = unsafeBitCast(unsafeBitCast(difference, to: SIMD8<Int64>.self) & observed, to: SIMD8<Double>.self)
  return kept * kept
}
