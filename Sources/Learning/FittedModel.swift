import Columns
import Kernels

/// A model that gives each row a probability of class 1.
///
/// What it encodes is all that it predicts by, its features under the name `features`; the model decoded from it
/// predicts
/// the same bits, and encodes the same.
public protocol FittedModel: Codable, Sendable {
  /// The name of its estimator.
  var estimatorName: String { get }
  /// The columns it wants, in this order.
  var featureNames: [String] { get }

  /// The probability of class 1 for each row of a matrix with the model's features in order.
  ///
  /// - Throws: ``LearningError`` for another number of columns, or a missing value that the model cannot take.
  func predict(_ features: Matrix, execution: Execution) throws -> [Double]

  /// What a note says of how it was fitted: plain sentences without a full stop. They are no part of the model.
  var remarks: [String] { get }

  /// What the training rows told of the model, as fields of its result.
  var facts: [(name: String, value: Double)] { get }

  /// What was learnt as columns of a table, for people; nil where the model's form tells it as well.
  var learnt: [(name: String, column: Column)]? { get }

  /// The model as its library's own programs read it; nil where it is of no library.
  func native() throws -> NativeModel?

  /// The kinds of importance that the model can tell, the usual one first.
  var importanceKinds: [String] { get }

  /// One importance for each feature, in the order of the features. `kind` is one of ``importanceKinds``.
  func importances(kind: String) throws -> [Double]
}

/// How much a model relies on a feature.
public struct FeatureImportance: Sendable, Equatable {
  /// The feature's name.
  public let feature: String
  /// How much it is relied on, in the unit of the kind of importance.
  public let value: Double
}

extension FittedModel {
  /// Nothing.
  public var remarks: [String] { [] }

  /// Nothing.
  public var facts: [(name: String, value: Double)] { [] }

  /// Nothing beside its form.
  public var learnt: [(name: String, column: Column)]? { nil }

  /// Most models are our own.
  public func native() throws -> NativeModel? { nil }

  /// The features by falling importance of the usual kind, or of the given one; equal ones in feature order.
  public func importance(kind: String? = nil) throws -> [FeatureImportance] {
    let kind = kind ?? importanceKinds[0]
    guard importanceKinds.contains(kind) else {
      throw ParameterError(
        "`\(estimatorName)` has no importance `\(kind)`", parameter: "kind", candidates: importanceKinds)
    }
    let values = try importances(kind: kind)
    return values.indices
      .sorted { values[$0] > values[$1] || (values[$0] == values[$1] && $0 < $1) }
      .map { FeatureImportance(feature: featureNames[$0], value: values[$0]) }
  }

  func requireColumns(_ features: Matrix) throws(LearningError) {
    guard features.columns == featureNames.count else {
      throw LearningError("the model wants \(featureNames.count) features, not \(features.columns)")
    }
  }
}

/// What the contributions of a row add up to.
public enum ContributionScale: String, Sendable, Codable {
  /// ln(p / (1 − p)) of the prediction p.
  case logOdds = "log-odds"
  /// The prediction itself.
  case probability
}

/// A model that can say how much each feature moves each row's prediction.
public protocol ExplainableModel: FittedModel {
  /// What a row's contributions and the expected value add up to.
  var contributionScale: ContributionScale { get }

  /// A column for each feature, and a last one with the expected value, on the model's scale. A row adds up to its
  /// prediction on that scale.
  func contributions(_ features: Matrix, execution: Execution) throws -> Matrix
}

extension ExplainableModel {
  /// Boosted trees and logistic models add up log-odds.
  public var contributionScale: ContributionScale { .logOdds }
}
