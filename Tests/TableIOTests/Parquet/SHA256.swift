/// FIPS 180-4: digests that Python's hashlib makes as well.
enum SHA256 {
  static func hex(_ text: String) -> String {
    var state: [UInt32] = (0..<8).map { fraction(of: Double(primes[$0]).squareRoot()) }
    var bytes = Array(text.utf8)
    let bitCount = UInt64(bytes.count) * 8
    bytes.append(0x80)
    while bytes.count % 64 != 56 { bytes.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
    }
    for start in stride(from: 0, to: bytes.count, by: 64) { mix(bytes[start..<start + 64], into: &state) }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static let primes: [Int] = (2...311).filter { number in !(2..<number).contains { number % $0 == 0 } }
  private static let constants: [UInt32] = primes.map { prime in
    // The cube root to more bits than the 32 of its fraction: Newton's step from the nearest double.
    var root = Double(prime)
    for _ in 0..<100 { root -= (root * root * root - Double(prime)) / (3 * root * root) }
    return fraction(of: root)
  }

  private static func fraction(of number: Double) -> UInt32 { UInt32((number - number.rounded(.down)) * 4_294_967_296) }

  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

  private static func mix(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
    var words = [UInt32](repeating: 0, count: 64)
    for (index, byte) in block.enumerated() { words[index / 4] = words[index / 4] << 8 | UInt32(byte) }
    for index in 16..<64 {
      let (early, late) = (words[index - 15], words[index - 2])
      let first = rotate(early, 7) ^ rotate(early, 18) ^ early >> 3
      let second = rotate(late, 17) ^ rotate(late, 19) ^ late >> 10
      words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
    }
    var s = state
    for index in 0..<64 {
      let choice = s[4] & s[5] ^ ~s[4] & s[6]
      let majority = s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]
      let high = rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)
      let low = rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)
      let step = s[7] &+ high &+ choice &+ constants[index] &+ words[index]
      s = [step &+ low &+ majority, s[0], s[1], s[2], s[3] &+ step, s[4], s[5], s[6]]
    }
    for index in 0..<8 { state[index] = state[index] &+ s[index] }
  }
}
