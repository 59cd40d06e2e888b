/// A stream of random numbers that belongs to one client (or chunk) and one purpose.
///
/// The stream starts at a hash of seed, purpose and index, so what one client gets never depends on other clients, on
/// the order of work or on threads. The steps are those of SplitMix64 (Steele, Lea and Flood, 2014).
package struct KeyedRandom: Sendable {
  /// What a stream is for: two purposes of one client never share numbers.
  package enum Purpose: UInt64 {
    case profile = 1, person, building, habits
    case bureauCount, bureau, balance
    case previousCount, previous, cash, card, installments
    case gaps, keys, order
  }

  private var state: UInt64

  package init(seed: UInt64, purpose: Purpose, index: Int) {
    let key = Self.mixed(seed &+ purpose.rawValue &* 0x9E37_79B9_7F4A_7C15)
    state = Self.mixed(key ^ (UInt64(index) &* 0xD1B5_4A32_D192_ED03))
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
