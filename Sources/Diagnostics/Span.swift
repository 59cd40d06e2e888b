/// Names one source text of a session: a script file or a cell of the prompt.
public struct SourceID: Hashable, Sendable {
  /// The place among the texts of a ``SourceMap``.
  public let rawValue: Int
  /// The identifier of a text, which its ``SourceMap`` gives out.
  public init(rawValue: Int) { self.rawValue = rawValue }
}

/// A half-open range of UTF-8 offsets in one source text.
public struct Span: Hashable, Sendable {
  /// The text it lies in.
  public let source: SourceID
  /// The first byte.
  public let lower: Int
  /// The byte behind the last one.
  public let upper: Int

  /// The bytes `lower..<upper` of a text.
  public init(source: SourceID, lower: Int, upper: Int) {
    precondition(0 <= lower && lower <= upper, "a span runs forward")
    (self.source, self.lower, self.upper) = (source, lower, upper)
  }

  /// The smallest span that covers this one and `other`, which lies in the same source.
  public func joined(with other: Span) -> Span {
    guard source == other.source else { return self }
    return Span(source: source, lower: min(lower, other.lower), upper: max(upper, other.upper))
  }

  /// The empty span at the end of this one.
  public var end: Span { Span(source: source, lower: upper, upper: upper) }
}
