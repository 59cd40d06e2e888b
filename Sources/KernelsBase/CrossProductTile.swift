// For the rules of this file see PanelScan.swift.

private typealias Lanes = SIMD8<Double>

/// Adds, for each of some columns on the left and each on the right, the sum of their products over all rows.
///
/// Columns lie `rows` (a multiple of eight) apart, and there is room for a multiple of four of them on either side.
/// Row r goes to lane r mod 8 of its pair, and lanes are folded as a tree of halves; nothing is fused. So every
/// variant gives the same bits, whatever the shape of its tile.
@inline(never)
public func addCrossProducts(
  _ left: UnsafePointer<Double>, _ leftCount: Int, _ right: UnsafePointer<Double>, _ rightCount: Int, _ rows: Int,
  _ sums: UnsafeMutablePointer<Double>, _ stride: Int
) {
  var l = 0
  while l < leftCount {
    var r = 0
    while r < rightCount {
      let (a, b) = (UnsafeRawPointer(left + l &* rows), UnsafeRawPointer(right + r &* rows))
      let target = sums + (l &* stride &+ r)
      #if ISA_AVX512
      addFourByTwo(a, b, rows, target, stride, leftCount &- l, rightCount &- r)
      #else
      addTwoByTwo(a, b, rows, target, stride, leftCount &- l, rightCount &- r)
      #endif
      r &+= 2
    }
    #if ISA_AVX512
    l &+= 4
    #else
    l &+= 2
    #endif
  }
}

@inline(__always)
private func load(_ column: UnsafeRawPointer, _ byte: Int) -> Lanes {
  column.loadUnaligned(fromByteOffset: byte, as: Lanes.self)
}

@inline(__always)
private func fold(_ lanes: Lanes) -> Double {
  let four = lanes.lowHalf + lanes.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}

/// Adds the sums of one left column with two right ones, as far as these exist.
@inline(__always)
private func store(_ target: UnsafeMutablePointer<Double>, _ first: Lanes, _ second: Lanes, _ rightCount: Int) {
  target[0] += fold(first)
  if rightCount > 1 { target[1] += fold(second) }
}

#if ISA_AVX512
/// 32 registers hold eight sums, the four left values and the two right ones.
@inline(__always)
private func addFourByTwo(
  _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ rows: Int, _ target: UnsafeMutablePointer<Double>, _ stride: Int,
  _ leftCount: Int, _ rightCount: Int
) {
  let column = rows &* 8
  var s00 = Lanes.zero, s01 = Lanes.zero, s10 = Lanes.zero, s11 = Lanes.zero
  var s20 = Lanes.zero, s21 = Lanes.zero, s30 = Lanes.zero, s31 = Lanes.zero
  var byte = 0
  while byte < column {
    let (b0, b1) = (load(b, byte), load(b + column, byte))
    let (a0, a1) = (load(a, byte), load(a + column, byte))
    let (a2, a3) = (load(a + 2 &* column, byte), load(a + 3 &* column, byte))
    s00 += a0 * b0
    s01 += a0 * b1
    s10 += a1 * b0
    s11 += a1 * b1
    s20 += a2 * b0
    s21 += a2 * b1
    s30 += a3 * b0
    s31 += a3 * b1
    byte &+= 64
  }
  store(target, s00, s01, rightCount)
  if leftCount > 1 { store(target + stride, s10, s11, rightCount) }
  if leftCount > 2 { store(target + 2 &* stride, s20, s21, rightCount) }
  if leftCount > 3 { store(target + 3 &* stride, s30, s31, rightCount) }
}
#else
/// A sum takes two or four of 16 registers, so that no more than four are held.
@inline(__always)
private func addTwoByTwo(
  _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ rows: Int, _ target: UnsafeMutablePointer<Double>, _ stride: Int,
  _ leftCount: Int, _ rightCount: Int
) {
  let column = rows &* 8
  var s00 = Lanes.zero, s01 = Lanes.zero, s10 = Lanes.zero, s11 = Lanes.zero
  var byte = 0
  while byte < column {
    let (a0, a1) = (load(a, byte), load(a + column, byte))
    let (b0, b1) = (load(b, byte), load(b + column, byte))
    s00 += a0 * b0
    s01 += a0 * b1
    s10 += a1 * b0
    s11 += a1 * b1
    byte &+= 64
  }
  store(target, s00, s01, rightCount)
  if leftCount > 1 { store(target + stride, s10, s11, rightCount) }
}
#endif
