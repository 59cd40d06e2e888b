import Forms

/// The JSON of XGBoost's library, as far as the library trusts it: it follows the nodes of a tree without a look at
/// where they lead, so that a damaged text would lead it anywhere in memory, or round in a circle.
struct XGBoostText {
  private let learner: JSONValue?

  init(_ text: String) { learner = JSONReader.read(text)?["learner"] }

  /// - Parameter features: the stand-in names of the features.
  /// - Throws: ``LearningError`` for a text whose numbers do not go together.
  func check(features: [String]) throws(LearningError) {
    guard let learner, let booster = learner["gradient_booster"], booster["name"]?.text == "gbtree",
      let model = booster["model"], let trees = model["trees"]?.array, isHead(learner, features),
      isFrame(model, trees.count)
    else { throw LearningError("the head of the trees' text does not fit the trees and the features") }
    for (number, tree) in trees.enumerated() where !XGBoostTreeText(tree).isWhole(number, features: features.count) {
      throw LearningError("tree \(number + 1) of \(trees.count) is damaged")
    }
  }

  private func isHead(_ learner: JSONValue, _ features: [String]) -> Bool {
    let parameters = learner["learner_model_param"]
    return learner["feature_names"]?.texts == features && learner["feature_types"] == .array([])
      && learner["objective"]?["name"]?.text == "binary:logistic"
      && parameters?["num_feature"]?.text == "\(features.count)" && parameters?["num_class"]?.text == "0"
      && parameters?["num_target"]?.text == "1"
  }

  /// Whether the lists beside the trees are as long as they are.
  private func isFrame(_ model: JSONValue, _ trees: Int) -> Bool {
    let parameters = model["gbtree_model_param"]
    guard parameters?["num_trees"]?.text == "\(trees)",
      let group = parameters?["num_parallel_tree"]?.text.flatMap({ Int($0) }), group > 0, trees % group == 0,
      let ends = model["iteration_indptr"]?.wholes,
      ends == Array(stride(from: 0, through: trees, by: group)),
      model["tree_info"]?.wholes == [Int](repeating: 0, count: trees),
      ["enc", "feature_segments", "sorted_idx"].allSatisfy({ model["cats"]?[$0] == .array([]) })
    else { return false }
    return model["weight_drop"].map { $0.floats == trees } ?? true
  }
}

/// One tree of the text.
private struct XGBoostTreeText {
  private let tree: JSONValue

  init(_ tree: JSONValue) { self.tree = tree }

  /// Whether all that the library looks up in the tree is there, and each node is reached once.
  func isWhole(_ number: Int, features: Int) -> Bool {
    let parameters = tree["tree_param"]
    guard tree["id"]?.int == number, parameters?["num_feature"]?.text == "\(features)",
      parameters?["size_leaf_vector"]?.text == "1",
      let nodes = parameters?["num_nodes"]?.text.flatMap({ Int($0) }), nodes > 0,
      ["base_weights", "loss_changes", "split_conditions", "sum_hessian"].allSatisfy({ tree[$0]?.floats == nodes }),
      ["categories", "categories_nodes", "categories_segments", "categories_sizes"]
        .allSatisfy({ tree[$0] == .array([]) }),
      tree["split_type"]?.wholes == [Int](repeating: 0, count: nodes), tree["default_left"]?.wholes?.count == nodes,
      let left = tree["left_children"]?.wholes, let right = tree["right_children"]?.wholes,
      let parents = tree["parents"]?.wholes, let splits = tree["split_indices"]?.wholes,
      [left, right, parents, splits].allSatisfy({ $0.count == nodes })
    else { return false }
    return isTree(left, right, parents, splits, features)
  }

  /// Walks from the root; what pruning took away is still in the lists, and is not reached.
  private func isTree(_ left: [Int], _ right: [Int], _ parents: [Int], _ splits: [Int], _ features: Int) -> Bool {
    var isReached = [Bool](repeating: false, count: left.count)
    var open = [0]
    isReached[0] = true
    while let node = open.popLast() {
      if left[node] == -1, right[node] == -1 { continue }
      guard (0..<features).contains(splits[node]) else { return false }
      for child in [left[node], right[node]] {
        guard left.indices.contains(child), !isReached[child], parents[child] == node else { return false }
        isReached[child] = true
        open.append(child)
      }
    }
    return true
  }
}

extension JSONValue {
  /// The elements of a list of whole numbers; nil where something else stands there.
  fileprivate var wholes: [Int]? {
    guard let array else { return nil }
    let wholes = array.compactMap(\.int)
    return wholes.count == array.count ? wholes : nil
  }

  /// How many there are in a list of floats; nil where something else stands there.
  fileprivate var floats: Int? { if case .numbers(let values) = self { values.count } else { nil } }
}
