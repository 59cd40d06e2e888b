/// The text form of LightGBM's library, as far as the library trusts it: it follows the numbers in it without a look at
/// how many there are, so that a damaged text would lead it anywhere in memory.
struct LightGBMText {
  let lines: [String]
  private let header: [Substring: Substring]
  /// The members of each tree.
  let trees: [[Substring: Substring]]
  /// The lengths of the trees in bytes, by which the library finds them.
  private let sizes: [Int]

  /// Whether the values of the trees are averaged, as in a random forest.
  var isAverage: Bool { header["average_output"] != nil }

  /// What a sum of leaves is multiplied by before it becomes a probability; nil for what is no model of two classes.
  var steepness: Double? {
    let words = (header["objective"] ?? "").split(separator: " "), mark = "sigmoid:"
    guard words.count == 2, words[0] == "binary", words[1].hasPrefix(mark) else { return nil }
    return Double(words[1].dropFirst(mark.count))
  }

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    var sections: [[Substring: Substring]] = [[:]], sizes: [Int] = []
    for line in lines {
      if line == "end of trees" { break }
      if line.hasPrefix("Tree=") {
        sections.append([:])
        sizes.append(0)
      }
      if !sizes.isEmpty { sizes[sizes.count - 1] += line.utf8.count + 1 }
      if line == "average_output" { sections[sections.count - 1][line[...]] = "" }
      // By bytes: a name may begin with what joins the sign before it.
      guard let sign = line.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
      sections[sections.count - 1][line[..<sign]] = line[line.utf8.index(after: sign)...]
    }
    (header, trees, self.sizes) = (sections[0], Array(sections.dropFirst()), sizes)
  }

  /// - Throws: ``LearningError`` for a text whose numbers do not go together.
  func check(features: Int) throws(LearningError) {
    guard let sizes = Self.numbers(header["tree_sizes"] ?? ""), sizes == self.sizes, header["num_class"] == "1",
      header["num_tree_per_iteration"] == "1", header["max_feature_idx"] == "\(features - 1)",
      Self.words(header["feature_names"]) == features, Self.words(header["feature_infos"]) == features
    else { throw LearningError("the head of the trees' text does not fit the trees and the features") }
    for (number, tree) in trees.enumerated() where !Self.isWhole(tree, features) {
      throw LearningError("tree \(number + 1) of \(trees.count) is damaged")
    }
  }

  /// Whether all that the library looks up in a tree is there.
  private static func isWhole(_ tree: [Substring: Substring], _ features: Int) -> Bool {
    guard let leaves = tree["num_leaves"].flatMap({ Int($0) }), leaves >= 1, tree["num_cat"] == "0",
      words(tree["leaf_value"]) == leaves, tree["is_linear"] ?? "0" == "0"
    else { return false }
    let nodes = leaves - 1
    if nodes == 0 { return true }
    guard let splits = numbers(tree["split_feature"] ?? ""), splits.count == nodes,
      splits.allSatisfy({ 0 <= $0 && $0 < features }),
      words(tree["threshold"]) == nodes, words(tree["decision_type"]) == nodes
    else { return false }
    return ["left_child", "right_child"].allSatisfy { side in
      guard let children = numbers(tree[side[...]] ?? ""), children.count == nodes else { return false }
      // A node is made after its parent; leaves are counted from −1 down.
      return children.enumerated().allSatisfy { $1 < 0 ? ~$1 < leaves : $1 > $0 && $1 < nodes }
    }
  }

  private static func words(_ text: Substring?) -> Int { (text ?? "").utf8.split(separator: UInt8(ascii: " ")).count }

  /// The whole numbers of a line; nil where something else stands there.
  static func numbers(_ text: Substring) -> [Int]? {
    let words = text.split(separator: " ")
    let numbers = words.compactMap { Int($0) }
    return numbers.count == words.count ? numbers : nil
  }
}
