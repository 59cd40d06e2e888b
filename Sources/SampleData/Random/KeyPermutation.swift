/// A one-to-one scrambling of `0..<size`, so that keys handed out in order look unordered and leave gaps.
///
/// It mixes the bits of the smallest power of two that holds `size`, and walks on until it lands inside (cycle
/// walking), which keeps the map one-to-one.
package struct KeyPermutation: Sendable {
  package let size: Int
  private let bits: UInt64
  private let mask: UInt64
  private let multipliers: (UInt64, UInt64, UInt64)
  private let shift: UInt64

  package init(size: Int, seed: UInt64, index: Int) {
    precondition(size > 0, "a permutation needs at least one place")
    self.size = size
    bits = UInt64(max(2, Int.bitWidth - (size - 1).leadingZeroBitCount))
    mask = (1 << bits) - 1
    shift = bits / 2
    var random = KeyedRandom(seed: seed, purpose: .keys, index: index)
    multipliers = (random.next() | 1, random.next() | 1, random.next() | 1)
  }

  /// The scrambled place of `position`, which must lie in `0..<size`.
  package func place(of position: Int) -> Int {
    precondition(position >= 0 && position < size, "the position lies outside the permutation")
    var value = UInt64(position)
    repeat {
      value = mixed(mixed(mixed(value, multipliers.0), multipliers.1), multipliers.2)
    } while value >= UInt64(size)
    return Int(value)
  }

  /// One round; an odd multiplier, an addition and a folding shift each map the bits one-to-one.
  private func mixed(_ value: UInt64, _ multiplier: UInt64) -> UInt64 {
    let product = (value &* multiplier &+ 0x2545_F491) & mask
    return product ^ (product >> shift)
  }
}
