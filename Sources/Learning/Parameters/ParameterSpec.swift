/// The declaration of one parameter: checks, help and completion are all derived from it.
public struct ParameterSpec: Sendable {
  /// What kind of value the parameter takes. A whole number also serves where a float is wanted.
  public enum Kind: Sendable, Equatable {
    case int
    case float
    case bool
    case text(choices: [String])
  }

  /// The parameter's name in the language.
  public let name: String
  /// What values it takes, with their bounds.
  public let kind: Kind
  /// The value where none is given.
  public let defaultValue: ParameterValue
  /// What the default is called, for people.
  public let shownDefault: String
  /// The bounds of a number, ends included.
  public let range: ClosedRange<Double>?
  /// Other names for the same parameter.
  public let aliases: [String]
  /// One line of documentation.
  public let summary: String

  /// A parameter with its default; one sentence says what it is for.
  ///
  /// - Parameter shown: what the default is called where no value tells it.
  public init(
    _ name: String, _ kind: Kind, default defaultValue: ParameterValue, shows shown: String? = nil,
    in range: ClosedRange<Double>? = nil, aliases: [String] = [], _ summary: String
  ) {
    shownDefault = shown ?? "\(defaultValue)"
    (self.name, self.kind, self.defaultValue) = (name, kind, defaultValue)
    (self.range, self.aliases, self.summary) = (range, aliases, summary)
  }

  /// The value in the parameter's own kind.
  ///
  /// - Throws: ``ParameterError`` for a value of another kind, out of range, or not among the choices.
  public func checked(_ value: ParameterValue) throws(ParameterError) -> ParameterValue {
    switch (kind, value) {
    case (.int, .int(let number)):
      try checkRange(Double(number), value)
      return value
    case (.float, .int(let number)):
      try checkRange(Double(number), value)
      return .float(Double(number))
    case (.float, .float(let number)):
      try checkRange(number, value)
      return value
    case (.bool, .bool):
      return value
    case (.text(let choices), .text(let text)):
      guard choices.contains(text) else {
        throw ParameterError(
          "`\(name)` is one of \(choices.joined(separator: ", ")), not \(text)", parameter: name,
          candidates: choices)
      }
      return value
    default:
      throw ParameterError("`\(name)` takes \(kindText), not \(value)", parameter: name)
    }
  }

  private func checkRange(_ number: Double, _ value: ParameterValue) throws(ParameterError) {
    guard number.isFinite else { throw ParameterError("`\(name)` must be finite, not \(value)", parameter: name) }
    guard let range, !range.contains(number) else { return }
    let (low, high) = (Self.text(range.lowerBound), Self.text(range.upperBound))
    let wanted =
      switch (range.lowerBound == .leastNonzeroMagnitude, range.upperBound == .infinity) {
      case (true, true): "above 0"
      case (true, false): "above 0 and at most \(high)"
      case (false, true): "at least \(low)"
      case (false, false): "between \(low) and \(high)"
      }
    throw ParameterError("`\(name)` must be \(wanted), not \(value)", parameter: name)
  }

  private static func text(_ bound: Double) -> String { Int(exactly: bound).map { "\($0)" } ?? "\(bound)" }

  private var kindText: String {
    switch kind {
    case .int: "a whole number"
    case .float: "a number"
    case .bool: "yes or no"
    case .text(let choices): "one of \(choices.joined(separator: ", "))"
    }
  }
}
