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
  nonisolated(unsafe) let handle: OpaquePointer
  /// How many steps a byte of text may take.
  let size: Int

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
    size = max(1, Int(carnet_pattern_size(handle)))
  }

  deinit { carnet_pattern_free(handle) }

  /// Whether the pattern matches somewhere in a text.
  ///
  /// - Parameter isUnwanted: asked while a long text is searched; true ends the search.
  /// - Returns: nil where the search was not wanted to its end.
  public func occurs(in text: String, unless isUnwanted: () -> Bool) -> Bool? {
    search(text, group: -1, isUnwanted).map { $0 != .none }
  }

  /// Whether the pattern matches somewhere in a short text, such as a name.
  public func occurs(in name: String) -> Bool { occurs(in: name) { false } ?? false }

  /// The first match in a text, or of it the first group where there is one; nil without a match, and where the group
  /// has no part in it.
  ///
  /// - Parameter isUnwanted: asked while a long text is searched; true ends the search.
  /// - Returns: nil where the search was not wanted to its end.
  public func first(in text: String, unless isUnwanted: () -> Bool) -> String?? {
    search(text, group: groupCount > 0 ? 1 : 0, isUnwanted).map { found in
      guard case .place(let place) = found else { return nil }
      let start = text.utf8.index(text.startIndex, offsetBy: place.lowerBound)
      return String(decoding: text.utf8[start...].prefix(place.count), as: UTF8.self)
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
