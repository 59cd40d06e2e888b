/// The parameters of one estimator: what the caller gave, checked, and the defaults of the rest.
public struct BoundParameters: Sendable, Hashable {
  private let values: [String: ParameterValue]
  /// The names of the parameters that the caller gave.
  public let given: Set<String>

  /// - Throws: ``ParameterError`` for an unknown name, one given twice under two names, and a value that does not fit.
  public init(_ arguments: [String: ParameterValue], specs: [ParameterSpec], estimator: String) throws(ParameterError) {
    var byName: [String: ParameterSpec] = [:]
    for spec in specs {
      for name in [spec.name] + spec.aliases { byName[name] = spec }
    }
    var values = Dictionary(uniqueKeysWithValues: specs.map { ($0.name, $0.defaultValue) })
    var given: Set<String> = []
    for (name, value) in arguments.sorted(by: { $0.key < $1.key }) {
      guard let spec = byName[name] else {
        throw ParameterError(
          "`\(estimator)` has no parameter `\(name)`", parameter: name,
          candidates: byName.keys.sorted())
      }
      guard given.insert(spec.name).inserted else {
        throw ParameterError("`\(name)` is another name of `\(spec.name)`, which is given already", parameter: name)
      }
      values[spec.name] = try spec.checked(value)
    }
    (self.values, self.given) = (values, given)
  }

  /// The value of a declared parameter.
  public subscript(name: String) -> ParameterValue {
    guard let value = values[name] else { preconditionFailure("`\(name)` is not declared") }
    return value
  }

  /// The number of a declared int or float parameter.
  public func number(_ name: String) -> Double {
    switch self[name] {
    case .int(let value): Double(value)
    case .float(let value): value
    default: preconditionFailure("`\(name)` is not declared as a number")
    }
  }
}
