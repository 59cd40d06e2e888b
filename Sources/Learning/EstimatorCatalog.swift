/// All estimators, by name.
public enum EstimatorCatalog {
  /// Every estimator, in the order of lists.
  public static let all: [any Estimator.Type] = EstimatorList.all

  /// The estimator of the given name, if there is one.
  public static func named(_ name: String) -> (any Estimator.Type)? { all.first { $0.name == name } }

  /// An estimator with its parameters set.
  ///
  /// - Throws: ``ParameterError`` for an unknown estimator or parameter, with the names there are, and for a value that
  /// does not fit.
  public static func make(_ name: String, _ arguments: [String: ParameterValue] = [:]) throws(ParameterError)
    -> any Estimator
  {
    guard let type = named(name) else {
      throw ParameterError(
        "there is no estimator `\(name)`", parameter: nil, candidates: all.map { $0.name })
    }
    return type.init(try BoundParameters(arguments, specs: type.parameters, estimator: name))
  }
}
