import CPattern

/// A compiled regular expression, matched in time linear in the text whatever the expression is.
///
/// The syntax is RE2's, over Unicode scalars: `\d`, `\w`, `\s` and `\b` know ASCII, `\p{L}` and its like all of
/// Unicode.
public final class Pattern: Sendable {
  /// As it was written.
  public let source: String
  /// How many groups it has.
  public let groupCount: Int
  // SAFETY: RE2 matches one expression on any number of threads; it is freed once, in `deinit`.
  private nonisolated(unsafe) let handle: OpaquePointer

  /// - Throws: ``PatternError``.
  public init(_ source: String) throws {
    var error = carnet_pattern_error()
    var text = Pattern.withNamedGroups(source)
    let handle = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { carnet_pattern_make($0.baseAddress, $0.count, &error) }
    }
    guard let handle else { throw PatternError(error, in: source) }
    (self.source, self.handle) = (source, handle)
    groupCount = Int(carnet_pattern_groups(handle))
  }

  deinit { carnet_pattern_free(handle) }

  /// Whether the pattern matches somewhere in a text.
  public func occurs(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { carnet_pattern_occurs(handle, $0.baseAddress, $0.count) != 0 }
    }
  }

  /// The first match in a text, or of it the first group where there is one; nil without a match, and where the group
  /// has no part in it.
  public func first(in text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      var start: Int64 = -1, end: Int64 = -1
      let group: Int32 = groupCount > 0 ? 1 : 0
      let isFound = bytes.withMemoryRebound(to: CChar.self) {
        carnet_pattern_find(handle, $0.baseAddress, $0.count, group, &start, &end) != 0
      }
      guard isFound, start >= 0 else { return nil }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[Int(start)..<Int(end)]), as: UTF8.self)
    }
  }

  /// `(?<name>…)` in the spelling that every version of RE2 knows.
  private static func withNamedGroups(_ source: String) -> String {
    guard source.contains("(?<") else { return source }
    var out: [UInt8] = [], bytes = Array(source.utf8)[...], isInClass = false
    while let byte = bytes.popFirst() {
      out.append(byte)
      switch byte {
      case UInt8(ascii: "\\"): if let next = bytes.popFirst() { out.append(next) }
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "(") where !isInClass && bytes.starts(with: "?<".utf8):
        let third = bytes.dropFirst(2).first
        if third != UInt8(ascii: "="), third != UInt8(ascii: "!") {
          out += "?P<".utf8
          bytes = bytes.dropFirst(2)
        }
      default: break
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
