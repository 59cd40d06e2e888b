/// A text as a key of a set or dictionary.
///
/// A text is its bytes: two spellings of é are two texts, in every verb and function. Swift's `==` takes them for one.
public struct TextKey: Hashable, Sendable {
  /// The text whose bytes are compared.
  public let text: String

  /// The key of a text.
  public init(_ text: String) { self.text = text }

  /// Whether two texts have the same bytes.
  public static func == (a: TextKey, b: TextKey) -> Bool { a.text.hasSameBytes(as: b.text) }

  /// Texts of equal bytes hash alike; that others may as well does no harm.
  public func hash(into hasher: inout Hasher) { text.hash(into: &hasher) }
}

extension String {
  /// Whether the texts are the same, byte by byte.
  public func hasSameBytes(as other: String) -> Bool {
    // Unequal texts are told apart quickly; equal ones need a second look only where another spelling is possible.
    guard self == other else { return false }
    guard utf8.count == other.utf8.count else { return false }
    let same = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { own.elementsEqual($0) }
    }
    return (same ?? nil) ?? utf8.elementsEqual(other.utf8)
  }

  /// Whether the bytes come before the other text's, which is the order of Unicode scalars.
  public func bytesPrecede(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
