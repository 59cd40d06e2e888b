import Columns
import Kernels

/// A kind of model with its parameters set, ready to be fitted.
///
/// An estimator is one file, which the build finds by its name; ``EstimatorCatalog`` lists them. Everything a caller
/// shows or checks comes from the declarations `name`, `summary`, `parameters` and `examples`.
public protocol Estimator: Sendable {
  /// The name by which the language calls it.
  static var name: String { get }
  /// One line of documentation.
  static var summary: String { get }
  static var parameters: [ParameterSpec] { get }
  /// Whether its models tell which features matter more than others.
  static var ranksFeatures: Bool { get }
  /// Calls as one would type them, on a few dozen rows; whatever holds for all estimators is tested with each.
  static var examples: [String] { get }

  /// What does not go together among parameters that are each right by themselves.
  static func conflicts(in parameters: BoundParameters) -> [ParameterConflict]

  init(_ parameters: BoundParameters)

  /// Fits a model; the same input gives the same model, bit for bit, for any number of threads.
  ///
  /// - Throws: ``LearningError`` for input that cannot be fitted; `Cancelled`.
  func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel

  /// Whether it judges on an inner part of the training rows when to stop.
  var stopsEarly: Bool { get }

  /// The type of its models, to decode one.
  static var modelType: any FittedModel.Type { get }
}

extension Estimator {
  /// Nearly all do.
  public static var ranksFeatures: Bool { true }

  /// Most learn from all rows.
  public var stopsEarly: Bool { false }

  /// Most have parameters that mind no others.
  public static func conflicts(in parameters: BoundParameters) -> [ParameterConflict] { [] }
}

/// What a model is fitted on.
public struct TrainingSet: Sendable {
  /// A row for each label and a column for each feature; NaN is missing.
  public let features: Matrix
  /// The features' names, as many as the matrix has columns.
  public let featureNames: [String]
  /// 0 or 1 for each row.
  public let labels: [Double]
  /// A positive weight for each row, or nil where all weigh the same.
  public let weights: [Double]?
  /// A hash for each row by which rows are drawn from it; rows of one hash stay together. Nil where the rows' numbers
  /// serve.
  public let draws: [UInt64]?
  /// The rank of each row's time, where rows are in order of time; nil for a row without one.
  public let times: [Int?]?

  /// - Throws: ``LearningError`` without rows or features, for a label that is not 0 or 1, and for a negative weight.
  public init(
    features: Matrix, featureNames: [String], labels: [Double], weights: [Double]? = nil, draws: [UInt64]? = nil,
    times: [Int?]? = nil
  ) throws(LearningError) {
    precondition(features.columns == featureNames.count, "each feature has a name")
    precondition(features.rows == labels.count, "each row has a label")
    precondition(weights.map { $0.count == labels.count } ?? true, "each row has a weight")
    precondition(draws.map { $0.count == labels.count } ?? true, "each row has a hash")
    precondition(times.map { $0.count == labels.count } ?? true, "each row has a time or none")
    guard !labels.isEmpty else { throw LearningError("there are no rows to fit a model on") }
    guard !featureNames.isEmpty else { throw LearningError("there are no features to fit a model on") }
    if let row = labels.firstIndex(where: { $0 != 0 && $0 != 1 }) {
      throw LearningError("a label must be 0 or 1, not \(labels[row].isNaN ? "missing" : "\(labels[row])")", row: row)
    }
    if let weights, let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw LearningError("a weight must be 0 or more, not \(weights[row])", row: row)
    }
    (self.features, self.featureNames, self.labels, self.weights) = (features, featureNames, labels, weights)
    (self.draws, self.times) = (draws, times)
  }

  private init(_ whole: TrainingSet, rows: [Int]) {
    (features, featureNames) = (whole.features.selecting(rows: rows), whole.featureNames)
    labels = rows.map { whole.labels[$0] }
    weights = whole.weights.map { weights in rows.map { weights[$0] } }
    draws = whole.draws.map { draws in rows.map { draws[$0] } }
    times = whole.times.map { times in rows.map { times[$0] } }
  }

  /// The rows with the given numbers, in that order.
  func selecting(rows: [Int]) -> TrainingSet { TrainingSet(self, rows: rows) }

  /// - Throws: ``LearningError`` where all labels are equal, or all rows of a class weigh nothing.
  func requireBothClasses() throws(LearningError) {
    try labels.requireBothClasses()
    guard let weights else { return }
    for label in [0.0, 1] where !labels.indices.contains(where: { labels[$0] == label && weights[$0] > 0 }) {
      throw LearningError("all rows of class \(Int(label)) weigh 0")
    }
  }
}

extension [Double] {
  /// - Throws: ``LearningError`` where all labels are equal.
  func requireBothClasses() throws(LearningError) {
    guard contains(1), contains(0) else {
      throw LearningError("all rows are of class \(Int(self[0])), so there is nothing to learn")
    }
  }
}

/// All estimators, by name.
public enum EstimatorCatalog {
  /// Every estimator, in the order of lists.
  public static let all: [any Estimator.Type] = EstimatorList.all

  /// The estimator of the given name, if there is one.
  public static func named(_ name: String) -> (any Estimator.Type)? { all.first { $0.name == name } }

  /// An estimator with its parameters set.
  ///
  /// - Parameter searched: the parameters that also have other values in the same search; of them none is without
  ///   effect.
  /// - Throws: ``ParameterError`` for an unknown estimator or parameter, with the names there are, for a value that
  /// does not fit, and for parameters that do not go together.
  public static func make(
    _ name: String, _ arguments: [String: ParameterValue] = [:], searching searched: Set<String> = []
  ) throws(ParameterError) -> any Estimator {
    guard let type = named(name) else {
      throw ParameterError(
        "there is no estimator `\(name)`", parameter: nil, candidates: all.map { $0.name })
    }
    let parameters = try BoundParameters(arguments, specs: type.parameters, estimator: name)
    if let conflict = type.conflicts(in: parameters).first(where: { $0.matters(searching: searched) }) {
      throw ParameterError(conflict.sentence, parameter: conflict.parameter, help: conflict.help)
    }
    return type.init(parameters)
  }
}
