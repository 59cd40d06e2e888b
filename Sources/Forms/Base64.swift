/// RFC 4648, section 4, of 64-bit words in little-endian order.
package enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")
  /// The value of each digit; 255 for what is none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()

  package static func encode(_ words: [UInt64]) -> String {
    let digits = digits
    var out: [UInt8] = [], bits: UInt32 = 0, count = 0
    out.reserveCapacity(words.count * 11 + 4)
    for word in words {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        (bits, count) = (bits << 8 | UInt32(truncatingIfNeeded: word >> shift) & 0xFF, count + 8)
        while count >= 6 {
          count -= 6
          out.append(digits[Int(bits >> UInt32(count)) & 63])
        }
        bits &= 63
      }
    }
    if count > 0 { out.append(digits[Int(bits << UInt32(6 - count)) & 63]) }
    while out.count % 4 != 0 { out.append(padding) }
    return String(decoding: out, as: UTF8.self)
  }

  /// Nil for a text that ``encode(_:)`` does not write.
  package static func decode(_ text: String) -> [UInt64]? {
    let values = values
    var words: [UInt64] = [], word: UInt64 = 0, bits: UInt32 = 0, count = 0, byteCount = 0
    for digit in text.utf8 where digit != padding {
      let value = values[Int(digit)]
      guard value != 255 else { return nil }
      (bits, count) = (bits << 6 | UInt32(value), count + 6)
      guard count >= 8 else { continue }
      count -= 8
      word |= UInt64(bits >> UInt32(count) & 0xFF) << UInt64(8 * (byteCount % 8))
      byteCount += 1
      guard byteCount % 8 == 0 else { continue }
      words.append(word)
      word = 0
    }
    return byteCount % 8 == 0 ? words : nil
  }
}

extension UInt64 {
  /// Sixteen hexadecimal digits.
  package var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
