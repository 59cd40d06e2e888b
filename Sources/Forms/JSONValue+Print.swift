extension JSONValue {
  /// How a value is laid out.
  private struct Layout {
    /// Whether there are blanks and line ends at all.
    var isSpaced = true
    /// A member's array of more plain values than this has each in a line of its own.
    var widest = Int.max
    /// Asked now and then in long lists; what is written then is not to be used.
    var isStopped: () -> Bool = { false }
  }

  /// The value in one line.
  package var compact: String { printed(Layout(isSpaced: false), indentation: nil) }

  /// The bytes of ``compact``.
  package var compactBytes: [UInt8] {
    var out: [UInt8] = []
    write(to: &out)
    return out
  }

  /// Puts ``compact`` behind some bytes.
  package func write(to out: inout [UInt8]) {
    print(to: &out, Layout(isSpaced: false), indentation: nil, isInArray: false)
  }

  /// The value with a member or element in each line; objects and arrays of plain values stay in one.
  package var pretty: String { printed(Layout(), indentation: 0) + "\n" }

  /// As ``pretty``, for values that take a while; nil where it was stopped.
  package func pretty(unless isStopped: @escaping () -> Bool) -> String? {
    let text = printed(Layout(isStopped: isStopped), indentation: 0) + "\n"
    return isStopped() ? nil : text
  }

  /// As ``pretty``, but for long arrays of plain values, which have a line for each: so that a line tells where two
  /// forms differ. Arrays in an array stay in one line.
  package var lined: String { printed(Layout(widest: 8), indentation: 0) + "\n" }

  private func printed(_ layout: Layout, indentation: Int?) -> String {
    var out: [UInt8] = []
    print(to: &out, layout, indentation: indentation, isInArray: false)
    return String(decoding: out, as: UTF8.self)
  }

  private func print(to out: inout [UInt8], _ layout: Layout, indentation: Int?, isInArray: Bool) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .int(let value): out += String(value).utf8
    case .double(let value): JSONValue.number(value, to: &out)
    case .text(let text): JSONValue.quote(text, to: &out)
    case .words(let words): out += "\"\(Base64.encode(words))\"".utf8
    case .numbers(let numbers):
      let isFlat = isInArray || numbers.count <= layout.widest
      JSONValue.list(numbers, "[", "]", to: &out, layout, isFlat ? nil : indentation) { out, number, _ in
        JSONValue.number(number, to: &out)
      }
    case .columns(let columns):
      JSONValue.list(columns, "[", "]", to: &out, layout, indentation) { out, column, inner in
        JSONValue.numbers(column).print(to: &out, layout, indentation: inner, isInArray: true)
      }
    case .array(let elements):
      let isFlat = elements.allSatisfy(\.isPlain) && (isInArray || elements.count <= layout.widest)
      JSONValue.list(elements, "[", "]", to: &out, layout, isFlat ? nil : indentation) { out, element, inner in
        element.print(to: &out, layout, indentation: inner, isInArray: true)
      }
    case .object(let members):
      let isFlat = members.allSatisfy(\.value.isPlain)
      JSONValue.list(members, "{", "}", to: &out, layout, isFlat ? nil : indentation) { out, member, inner in
        JSONValue.quote(member.name, to: &out)
        out += (layout.isSpaced ? ": " : ":").utf8
        member.value.print(to: &out, layout, indentation: inner, isInArray: false)
      }
    }
  }

  private var isPlain: Bool {
    switch self {
    case .null, .bool, .int, .double, .text, .words: true
    case .numbers, .columns, .array, .object: false
    }
  }

  private static func list<T>(
    _ elements: [T], _ open: Character, _ close: Character, to out: inout [UInt8], _ layout: Layout,
    _ indentation: Int?, _ element: (inout [UInt8], T, Int?) -> Void
  ) {
    let margin = indentation.map { Array("\n".utf8) + [UInt8](repeating: UInt8(ascii: " "), count: $0) }
    out += open.utf8
    for (index, each) in elements.enumerated() {
      if index & 0x3FF == 0x3FF, layout.isStopped() { return }
      if index > 0 { out += (layout.isSpaced && margin == nil ? ", " : ",").utf8 }
      if let margin { out += margin + Array("  ".utf8) }
      element(&out, each, indentation.map { $0 + 2 })
    }
    if let margin, !elements.isEmpty { out += margin }
    out += close.utf8
  }

  /// The shortest decimals that read back as the same bits.
  private static func number(_ value: Double, to out: inout [UInt8]) {
    out += (value.isFinite ? value.description : "\"\(spelling(ofNonFinite: value))\"").utf8
  }

  static func spelling(ofNonFinite value: Double) -> String { value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }

  /// RFC 8259, section 7.
  private static func quote(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): out += "\\\"".utf8
      case UInt8(ascii: "\\"): out += "\\\\".utf8
      case UInt8(ascii: "\n"): out += "\\n".utf8
      case UInt8(ascii: "\r"): out += "\\r".utf8
      case UInt8(ascii: "\t"): out += "\\t".utf8
      case ..<0x20, 0x7F:
        let digits = String(byte, radix: 16)
        out += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}
