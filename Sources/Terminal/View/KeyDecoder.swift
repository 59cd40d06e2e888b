import Workbench

/// Turns the bytes that a terminal sends into keys (ECMA-48, and what xterm, the Linux console and VT220 send).
struct KeyDecoder {
  private var bytes: [UInt8] = []

  /// Whether something has begun that may go on: an escape by itself, or a character of several bytes.
  var isInside: Bool { !bytes.isEmpty }

  /// The keys that bytes make, with those before that made none yet.
  mutating func keys(of new: some Sequence<UInt8>) -> [ViewKey] {
    bytes += new
    var keys: [ViewKey] = []
    while let (key, count) = next() {
      if let key { keys.append(key) }
      bytes.removeFirst(count)
    }
    return keys
  }

  /// The keys of what has begun and did not go on.
  mutating func rest() -> [ViewKey] {
    defer { bytes = [] }
    return bytes.first == 0x1B ? [.escape] : []
  }

  /// The next key and how many bytes it takes; a key of nil means nothing here. Nil where more bytes are needed.
  private func next() -> (ViewKey?, Int)? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B: return sequence()
    case 0x0D, 0x0A: return (.enter, 1)
    case 0x7F, 0x08: return (.backspace, 1)
    case 0x03: return (.interrupt, 1)
    case 0x01...0x1A: return (.control(Character(Unicode.Scalar(first + 0x60))), 1)
    case 0x00..<0x20: return (nil, 1)
    default: return character(first)
    }
  }

  private func character(_ first: UInt8) -> (ViewKey?, Int)? {
    let count = first < 0xC0 || first >= 0xF8 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard bytes.count >= count else { return nil }
    guard let text = String(validating: bytes.prefix(count), as: UTF8.self), let character = text.first else {
      return (nil, 1)
    }
    return (.character(character), count)
  }

  /// `ESC [ … final`, `ESC O letter`, or an escape by itself before something else.
  private func sequence() -> (ViewKey?, Int)? {
    guard bytes.count > 1 else { return nil }
    switch bytes[1] {
    case UInt8(ascii: "["):
      guard let end = bytes.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
      return (Self.key(String(decoding: bytes[2...end], as: UTF8.self)), end + 1)
    case UInt8(ascii: "O"):
      guard bytes.count > 2 else { return nil }
      return (Self.key(String(decoding: bytes[2...2], as: UTF8.self)), 3)
    default: return (.escape, 1)
    }
  }

  private static func key(_ sequence: String) -> ViewKey? {
    switch sequence {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "H", "1~", "7~": .home
    case "F", "4~", "8~": .end
    case "5~": .pageUp
    case "6~": .pageDown
    default: nil
    }
  }
}
