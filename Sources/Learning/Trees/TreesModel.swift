import Columns
import Kernels

/// A fitted tree or forest.
protocol TreesModel: ExplainableModel {
  init(featureNames: [String], ensemble: TreeEnsemble)

  /// The trees, which are of the features in their order.
  var ensemble: TreeEnsemble { get }
}

private enum TreesKey: String, CodingKey { case features, trees }

extension TreesModel {
  var importanceKinds: [String] { ["decrease", "split"] }

  func predict(_ features: Matrix, execution: Execution) throws -> [Double] {
    try requireColumns(features)
    return try ensemble.predict(features, execution)
  }

  var contributionScale: ContributionScale { .probability }

  func contributions(_ features: Matrix, execution: Execution) throws -> Matrix {
    try requireColumns(features)
    return try ensemble.contributions(features, from: 0, over: ensemble.trees.count, execution)
  }

  func importances(kind: String) -> [Double] {
    kind == "split" ? ensemble.splits(features: featureNames.count) : ensemble.decreases(features: featureNames.count)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: TreesKey.self)
    try container.encode(featureNames, forKey: .features)
    try container.encode(ensemble, forKey: .trees)
  }

  init(from decoder: any Decoder) throws {
    let (names, ensemble) = try Self.trees(from: decoder)
    self.init(featureNames: names, ensemble: ensemble)
  }

  /// The names of the features, and trees that split by no others.
  static func trees(from decoder: any Decoder) throws -> (names: [String], ensemble: TreeEnsemble) {
    let container = try decoder.container(keyedBy: TreesKey.self)
    let names = try container.decode([String].self, forKey: .features)
    let ensemble = try container.decode(TreeEnsemble.self, forKey: .trees)
    guard ensemble.criterion != .newton else {
      throw DecodingError.dataCorruptedError(
        forKey: .trees, in: container, debugDescription: "boosted trees have no shares")
    }
    guard ensemble.lastFeature <= names.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .trees, in: container,
        debugDescription: "the trees are of \(ensemble.lastFeature) features, and \(names.count) are named")
    }
    return (names, ensemble)
  }
}
