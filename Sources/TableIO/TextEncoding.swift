import Kernels

/// How the characters of a text file are encoded.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  /// In the order that its mark tells; little-endian without one.
  case utf16 = "utf-16"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case latin1 = "latin-1"
  case windows1252 = "windows-1252"

  /// The encoding of a name, however it is spelled: `latin-1`, `Latin1`, or `ISO-8859-1`, which is the same.
  public init?(name: String) {
    func plain(_ text: String) -> String { String(text.lowercased().filter { $0.isLetter || $0.isNumber }) }
    let other = ["iso88591": TextEncoding.latin1, "cp1252": .windows1252]
    guard let encoding = TextEncoding.allCases.first(where: { plain($0.rawValue) == plain(name) }) ?? other[plain(name)]
    else { return nil }
    self = encoding
  }

  /// The encoding that a file's mark tells, or the zeros that UTF-16 has in its Latin letters; else UTF-8.
  static func guessed(_ file: FileBytes) -> (encoding: TextEncoding, hasMark: Bool) {
    let head = file.bytes(0..<min(512, file.count))
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, true) }
    if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, true) }
    if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, true) }
    let zeros = head.indices.filter { head[$0] == 0 }
    if head.count >= 4, zeros.count * 4 >= head.count {
      if zeros.allSatisfy({ $0 % 2 == 1 }) { return (.utf16LittleEndian, false) }
      if zeros.allSatisfy({ $0 % 2 == 0 }) { return (.utf16BigEndian, false) }
    }
    return (.utf8, false)
  }

  /// The bytes as UTF-8, and how many ill-formed characters became U+FFFD; nil for UTF-8, which stays as it is.
  func decoded(_ file: FileBytes) -> (text: [UInt8], repairs: Int)? {
    switch self {
    case .utf8: return nil
    case .latin1: return TextEncoding.decodeBytes(file, upper: [])
    case .windows1252: return TextEncoding.decodeBytes(file, upper: TextEncoding.windowsUpper)
    case .utf16LittleEndian: return TextEncoding.decodeUTF16(file, isLittleEndian: true)
    case .utf16BigEndian: return TextEncoding.decodeUTF16(file, isLittleEndian: false)
    case .utf16:
      let guess = TextEncoding.guessed(file).encoding
      return TextEncoding.decodeUTF16(file, isLittleEndian: guess != .utf16BigEndian)
    }
  }

  private static func decodeUTF16(_ file: FileBytes, isLittleEndian: Bool) -> (text: [UInt8], repairs: Int) {
    var units = stride(from: 0, to: file.count - 1, by: 2).lazy.map { index in
      let (first, second) = (UInt16(file[index]), UInt16(file[index + 1]))
      return isLittleEndian ? first | second << 8 : first << 8 | second
    }.makeIterator()
    var text: [UInt8] = [], decoder = UTF16(), repairs = 0
    text.reserveCapacity(file.count)
    while true {
      switch decoder.decode(&units) {
      case .scalarValue(let scalar): UTF8.encode(scalar) { text.append($0) }
      case .emptyInput:
        if file.count % 2 == 1 {
          repairs += 1
          text += replacement
        }
        return (text, repairs)
      case .error:
        repairs += 1
        text += replacement
      }
    }
  }

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// - Parameter upper: the characters of 0x80…0x9F, nil for what is none; empty where they are those of Unicode.
  private static func decodeBytes(_ file: FileBytes, upper: [Unicode.Scalar?]) -> (text: [UInt8], repairs: Int) {
    var text: [UInt8] = [], repairs = 0
    text.reserveCapacity(file.count + file.count / 8)
    for index in 0..<file.count {
      let byte = file[index]
      if byte < 0x80 {
        text.append(byte)
      } else if byte < 0xA0, !upper.isEmpty {
        if upper[Int(byte) - 0x80] == nil { repairs += 1 }
        UTF8.encode(upper[Int(byte) - 0x80] ?? "\u{FFFD}") { text.append($0) }
      } else {
        text += [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
      }
    }
    return (text, repairs)
  }

  /// The Unicode Consortium's CP1252.TXT.
  private static let windowsUpper: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
    nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]
}
