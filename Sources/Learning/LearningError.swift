/// Why a model cannot be fitted, applied, or read.
public struct LearningError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One plain sentence without a full stop.
  public let sentence: String
  /// The row at fault, counted from 0.
  public let row: Int?
  /// The feature at fault.
  public let feature: String?
  /// What to do about it, if that is known.
  public let help: String?

  /// An error with the row and feature it is about, and what to do.
  public init(_ sentence: String, row: Int? = nil, feature: String? = nil, help: String? = nil) {
    (self.sentence, self.row, self.feature, self.help) = (sentence, row, feature, help)
  }

  /// The sentence, with what to do behind it.
  public var description: String { help.map { "\(sentence); \($0)" } ?? sentence }
}
