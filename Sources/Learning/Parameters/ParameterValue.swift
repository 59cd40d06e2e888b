/// The value of an estimator's parameter.
public enum ParameterValue: Sendable, Hashable, CustomStringConvertible {
  case int(Int)
  case float(Double)
  case bool(Bool)
  case text(String)

  /// The value as a library's parameter text has it.
  public var description: String {
    switch self {
    case .int(let value): "\(value)"
    case .float(let value): "\(value)"
    case .bool(let value): "\(value)"
    case .text(let value): value
    }
  }
}
