/// How a tree is grown, with scikit-learn's meanings.
struct TreeSettings: Sendable {
  /// What a split makes purer; boosted trees go by what a step of Newton's method gains.
  enum Criterion: String, Codable, Sendable {
    case gini, entropy, newton
  }

  let criterion: Criterion
  /// The greatest depth of a leaf; nil is no limit.
  let depth: Int?
  /// The fewest rows that are split.
  let splitRows: Int
  /// The fewest rows of a leaf.
  let leafRows: Int
  /// The least decrease of impurity by a split, in shares of all rows.
  let decrease: Double
  /// The most leaves, of the splits that decrease impurity most; nil is no limit.
  let leaves: Int?
  /// How many features are drawn for each split; as many as there are where none is drawn.
  let candidates: Int

  /// - Parameter features: how many features there are.
  init(_ parameters: BoundParameters, candidates: Int, features: Int) {
    func limit(_ name: String) -> Int? {
      let value = Int(parameters.number(name))
      return value < 0 ? nil : value
    }
    criterion = parameters["criterion"] == .text("entropy") ? .entropy : .gini
    leafRows = Int(parameters.number("min_samples_leaf"))
    splitRows = max(Int(parameters.number("min_samples_split")), 2 * leafRows)
    (depth, leaves) = (limit("depth"), limit("max_leaf_nodes"))
    decrease = parameters.number("min_impurity_decrease")
    self.candidates = max(1, min(candidates, features))
  }

  /// What trees and forests have in common.
  static let parameters = [
    ParameterSpec(
      "depth", .int, default: .int(-1), in: -1...1_000_000, aliases: ["max_depth"],
      "The greatest depth of a leaf; -1 is no limit."),
    ParameterSpec(
      "criterion", .text(choices: ["gini", "entropy"]), default: .text("gini"), "What a split makes purer."),
    ParameterSpec(
      "min_samples_split", .int, default: .int(2), in: 2...1_000_000_000_000, "The fewest rows that are split."),
    ParameterSpec(
      "min_samples_leaf", .int, default: .int(1), in: 1...1_000_000_000_000, "The fewest rows of a leaf."),
    ParameterSpec(
      "min_impurity_decrease", .float, default: .float(0), in: 0...Double.infinity,
      "The least decrease of impurity by a split, weighed by its share of the rows."),
    ParameterSpec(
      "max_leaf_nodes", .int, default: .int(-1), in: -1...1_000_000_000,
      "The most leaves, where impurity decreases most; -1 is no limit."),
  ]
}
