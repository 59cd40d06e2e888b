/// What is wrong with an estimator's name or with one of its parameters.
public struct ParameterError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One plain sentence without a full stop.
  public let sentence: String
  /// The parameter at fault, as it was written; nil where the estimator's name is at fault.
  public let parameter: String?
  /// The names that there are, where one was written that is none: whoever shows the error offers the nearest.
  public let candidates: [String]
  /// What to do about it, if that is known.
  public let help: String?

  /// An error about one parameter, or about the estimator's name.
  public init(_ sentence: String, parameter: String?, candidates: [String] = [], help: String? = nil) {
    (self.sentence, self.parameter, self.candidates, self.help) = (sentence, parameter, candidates, help)
  }

  /// The sentence.
  public var description: String { sentence }
}
