/// A line of prose, some pieces of which have more or less weight than others.
public struct StyledLine: Sendable, Equatable {
  /// How much weight a piece has.
  public enum Emphasis: String, Sendable {
    case plain, dim, strong
    /// The colour of what can be typed.
    case accent
  }

  /// A text of one weight.
  public struct Piece: Sendable, Equatable {
    /// The text.
    public let text: String
    /// Its weight.
    public let emphasis: Emphasis

    /// A text of some weight.
    public init(_ text: String, _ emphasis: Emphasis = .plain) { (self.text, self.emphasis) = (text, emphasis) }
  }

  /// What becomes of a line that is longer than there is room for.
  public enum Fit: Sendable, Equatable {
    /// It is as long as it is.
    case whole
    /// It is broken between words, and goes on so many columns further in.
    case wrapped(hanging: Int)
    /// Its end is left out.
    case cut
  }

  /// What it consists of.
  public let pieces: [Piece]
  /// What becomes of it where there is not enough room.
  public let fit: Fit

  /// A line of several pieces.
  public init(_ pieces: [Piece], fit: Fit = .whole) { (self.pieces, self.fit) = (pieces, fit) }

  /// A line of one weight.
  public init(_ text: String, _ emphasis: Emphasis = .plain, fit: Fit = .whole) {
    self.init([Piece(text, emphasis)], fit: fit)
  }

  /// The line without weights.
  public var text: String { pieces.map(\.text).joined() }
}
