/// The characters of JSON strings.
enum JSONText {
  /// The value of a hexadecimal digit.
  static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// The text of a string whose escapes have been checked. Half of a surrogate pair stays ill-formed.
  static func unescaped(_ content: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [], index = 0
    out.reserveCapacity(content.count)
    while index < content.count {
      guard content[index] == UInt8(ascii: "\\"), index + 1 < content.count else {
        out.append(content[index])
        index += 1
        continue
      }
      let mark = content[index + 1]
      if mark == UInt8(ascii: "u") {
        index += appendScalar(content, at: index, to: &out)
      } else {
        out.append(plain[mark] ?? mark)
        index += 2
      }
    }
    return out
  }

  private static let plain: [UInt8: UInt8] = [
    UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
  ]

  /// Appends the scalar of one `\u` escape, or of two that are a surrogate pair, and returns their length.
  private static func appendScalar(_ content: [UInt8], at index: Int, to out: inout [UInt8]) -> Int {
    let first = unit(content, index)
    if first & 0xFC00 == 0xD800, index + 7 < content.count, content[index + 6] == UInt8(ascii: "\\"),
      content[index + 7] == UInt8(ascii: "u")
    {
      let second = unit(content, index + 6)
      if second & 0xFC00 == 0xDC00, let scalar = Unicode.Scalar(0x1_0000 + (first & 0x3FF) << 10 | second & 0x3FF) {
        out += Array(String(scalar).utf8)
        return 12
      }
    }
    if let scalar = Unicode.Scalar(first) {
      out += Array(String(scalar).utf8)
    } else {
      out.append(0xFF)
    }
    return 6
  }

  /// The number in the escape at `index`.
  private static func unit(_ content: [UInt8], _ index: Int) -> UInt32 {
    content[min(index + 2, content.count)..<min(index + 6, content.count)].reduce(0) { $0 << 4 | (digit($1) ?? 0) }
  }

  /// Appends a text in quotes.
  static func append(_ text: some Collection<UInt8>, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
      case 10: out += Array("\\n".utf8)
      case 13: out += Array("\\r".utf8)
      case 9: out += Array("\\t".utf8)
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        out += Array("\\u00\(digits.count == 1 ? "0" : "")\(digits)".utf8)
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}
