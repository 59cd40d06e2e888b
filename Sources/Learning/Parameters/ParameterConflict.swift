/// Parameters of one call that do not go together.
public struct ParameterConflict: Sendable, Equatable {
  /// One plain sentence without a full stop.
  public let sentence: String
  /// What to write instead.
  public let help: String
  /// The parameter at fault, which was given.
  public let parameter: String
  /// The parameters that its effect depends on.
  public let others: Set<String>
  /// Whether nothing but an effect is missing. A search whose other values give it one may go on.
  public let isIdle: Bool

  init(_ parameter: String, beside others: Set<String>, isIdle: Bool = false, _ sentence: String, help: String) {
    (self.parameter, self.others, self.isIdle) = (parameter, others, isIdle)
    (self.sentence, self.help) = (sentence, help)
  }

  /// Parameters of which those that were given have no effect, each by itself.
  ///
  /// - Parameter reason: ends the sentence that begins with the parameter.
  static func idle(
    _ names: [String], given parameters: BoundParameters, beside others: Set<String>, _ reason: String, help: String
  ) -> [ParameterConflict] {
    names.filter(parameters.given.contains).map { name in
      ParameterConflict(name, beside: others, isIdle: true, "`\(name)` has no effect \(reason)", help: help)
    }
  }

  /// Whether it stands in the way where some parameters are searched.
  func matters(searching searched: Set<String>) -> Bool {
    !isIdle || searched.isDisjoint(with: others.union([parameter]))
  }
}
