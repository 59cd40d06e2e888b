import CPattern

/// Why a regular expression cannot be read.
public struct PatternError: Error, Sendable, Equatable {
  /// What is wrong, in a few words.
  public let message: String
  /// What to write instead, where that can be told.
  public let help: String?
  /// The UTF-8 offsets of the piece that is wrong, where it can be told.
  public let place: Range<Int>?

  init(_ error: carnet_pattern_error, in source: String) {
    let piece = withUnsafeBytes(of: error.piece) { String(decoding: $0.prefix(Int(error.piece_count)), as: UTF8.self) }
    (message, help) = PatternError.words(carnet_pattern_fault(UInt32(error.fault)), piece)
    place = PatternError.place(of: piece, carnet_pattern_fault(UInt32(error.fault)), in: source)
  }

  private static func words(_ fault: carnet_pattern_fault, _ piece: String) -> (String, String?) {
    switch fault {
    case CARNET_PATTERN_ESCAPE where piece.dropFirst().first?.isNumber ?? false:
      ("`\(piece)` would refer back to a group, which cannot be matched in linear time", nil)
    case CARNET_PATTERN_ESCAPE: ("`\(piece)` is no escape", "a backslash itself is written `\\\\`")
    case CARNET_PATTERN_CLASS, CARNET_PATTERN_RANGE where piece.hasPrefix("[:") || piece.hasPrefix("\\"):
      ("`\(piece)` is no class of characters", nil)
    case CARNET_PATTERN_RANGE: ("the range `\(piece)` runs backwards", nil)
    case CARNET_PATTERN_BRACKET: ("a `[` is not closed", "a bracket itself is written `\\[`")
    case CARNET_PATTERN_GROUP_OPEN: ("a `(` is not closed", "a parenthesis itself is written `\\(`")
    case CARNET_PATTERN_GROUP_CLOSED: ("a `)` closes nothing", "a parenthesis itself is written `\\)`")
    case CARNET_PATTERN_BACKSLASH: ("it ends in a backslash", "a backslash itself is written `\\\\`")
    case CARNET_PATTERN_NOTHING_REPEATED:
      ("there is nothing that `\(piece)` could repeat", piece.first.map { "the character itself is written `\\\($0)`" })
    case CARNET_PATTERN_REPEAT_SIZE: ("`\(piece)` repeats more than 1000 times, or from more to fewer", nil)
    case CARNET_PATTERN_REPEAT_TWICE: ("`\(piece)` repeats a repetition", nil)
    case CARNET_PATTERN_GROUP_KIND:
      ("`\(piece)` is no kind of group; what lies ahead or behind cannot be matched in linear time", nil)
    case CARNET_PATTERN_GROUP_NAME: ("`\(piece)` is no name of a group, or a second one of that name", nil)
    case CARNET_PATTERN_TOO_LARGE: ("it is too large", "repeat less, or match in two steps")
    default: ("it cannot be read", nil)
    }
  }

  private static func place(of piece: String, _ fault: carnet_pattern_fault, in source: String) -> Range<Int>? {
    let bytes = Array(source.utf8)
    switch fault {
    case CARNET_PATTERN_BACKSLASH where !bytes.isEmpty: return bytes.count - 1..<bytes.count
    case CARNET_PATTERN_GROUP_OPEN, CARNET_PATTERN_GROUP_CLOSED, CARNET_PATTERN_BRACKET:
      return unbalanced(bytes, fault)
    default: break
    }
    guard !piece.isEmpty, piece.utf8.count < bytes.count else { return nil }
    return bytes.indices.first { bytes[$0...].starts(with: piece.utf8) }.map { $0..<$0 + piece.utf8.count }
  }

  /// Where a parenthesis or bracket stands that has no partner.
  private static func unbalanced(_ bytes: [UInt8], _ fault: carnet_pattern_fault) -> Range<Int>? {
    var open: [Int] = [], bracket: Int?, index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "[") where bracket == nil:
        bracket = index
        // A closing bracket at the very start stands for itself.
        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "^") { index += 1 }
        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "]") { index += 1 }
      case UInt8(ascii: "]"): bracket = nil
      case UInt8(ascii: "(") where bracket == nil: open.append(index)
      case UInt8(ascii: ")") where bracket == nil:
        if open.popLast() == nil, fault == CARNET_PATTERN_GROUP_CLOSED { return index..<index + 1 }
      default: break
      }
      index += 1
    }
    let place = fault == CARNET_PATTERN_BRACKET ? bracket : open.last
    return place.map { $0..<$0 + 1 }
  }
}
