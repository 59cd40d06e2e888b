/// Something that people write who come from another language, and how it is written here.
///
/// Habits are looked up only where a statement failed: what means something here is never taken for something else.
public struct ForeignHabit: Sendable {
  /// How much of a statement is written in the other language.
  public enum Extent: Sendable {
    case statement, stage
  }

  /// How much of the script it takes.
  public let extent: Extent
  /// Why it is not understood, in one sentence.
  public let sentence: String
  /// A text in the other language and the same in this one.
  public let foreign: String
  /// What to write instead of the example; empty where the line is left out.
  public let own: String
  /// The text in this language; nil for a text that is something else.
  let rewrite: @Sendable (_ text: String) -> String?

  /// A way to write something elsewhere, and how to write it here.
  public init(
    _ extent: Extent, _ sentence: String, _ foreign: String, _ own: String,
    rewrite: @escaping @Sendable (_ text: String) -> String?
  ) {
    (self.extent, self.sentence, self.foreign, self.own) = (extent, sentence, foreign, own)
    self.rewrite = rewrite
  }
}
