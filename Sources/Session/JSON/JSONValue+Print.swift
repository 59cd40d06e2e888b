extension JSONValue {
  /// The value in one line.
  var compact: String {
    var out = ""
    print(to: &out, indentation: nil)
    return out
  }

  /// The value with a member or element in each line; objects and arrays of plain values stay in one.
  var pretty: String {
    var out = ""
    print(to: &out, indentation: 0)
    return out + "\n"
  }

  private func print(to out: inout String, indentation: Int?) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .int(let value): out += String(value)
    case .text(let text): JSONValue.quote(text, to: &out)
    case .array(let elements):
      let isFlat = elements.allSatisfy(\.isPlain)
      JSONValue.list(elements, "[", "]", to: &out, isFlat ? nil : indentation, spaced: indentation != nil) {
        $1.print(to: &$0, indentation: $2)
      }
    case .object(let members):
      let isFlat = members.allSatisfy(\.value.isPlain)
      JSONValue.list(members, "{", "}", to: &out, isFlat ? nil : indentation, spaced: indentation != nil) {
        out, member, inner in
        JSONValue.quote(member.name, to: &out)
        out += indentation == nil ? ":" : ": "
        member.value.print(to: &out, indentation: inner)
      }
    }
  }

  private var isPlain: Bool { array == nil && object == nil }

  private static func list<T>(
    _ elements: [T], _ open: String, _ close: String, to out: inout String, _ indentation: Int?, spaced: Bool,
    _ element: (inout String, T, Int?) -> Void
  ) {
    let margin = indentation.map { "\n" + String(repeating: " ", count: $0) }
    out += open
    for (index, each) in elements.enumerated() {
      if index > 0 { out += spaced && margin == nil ? ", " : "," }
      if let margin { out += margin + "  " }
      element(&out, each, indentation.map { $0 + 2 })
    }
    if let margin, !elements.isEmpty { out += margin }
    out += close
  }

  /// RFC 8259, section 7.
  private static func quote(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    out += "\""
  }
}
