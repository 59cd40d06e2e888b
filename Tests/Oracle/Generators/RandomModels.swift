import Language
import Learning
import Verbs

/// Draws recipes, estimators and modelling verbs with options, all from their declarations, over a small table with
/// every type of column.
struct RandomModels {
  private var cells: RandomCells

  init(seed: UInt64) { cells = RandomCells(seed: seed) }

  /// Rows with gaps, texts, dates and truth values, a key that may repeat, and a target.
  private mutating func table() -> String {
    let rows = cells.pick([12, 40, 90]), repeats = cells.pick([1, 1, 1, 2])
    return "d = range \(rows) | derive { id = floor(n / \(repeats)), a = nullif(n * 37 % 101 / 7, 3), "
      + "b = nullif(n * 13 % 17, 4), c = if n % 3 == 0 then \"x\" else if n % 7 == 0 then null else \"y\", "
      + "e = n % 5 == 2, f = n * 7 % 31, g = f * 3 + n % 4, day = date \"2024-01-01\", "
      + "bad = f + n * 53 % 23 > 26 } | drop \(cells.chance(85) ? "n, day" : "n") | roles key: id, target: bad"
  }

  mutating func script() -> String {
    var steps = (0..<cells.below(4)).map { _ in step() }
    // What most estimators want is there most times.
    let isReady = cells.chance(80)
    if isReady { steps.insert("impute @num, method: \(pick(["median", "mean", "knn(2)"])), optional: yes", at: 0) }
    if isReady { steps.append("impute @num, method: median, optional: yes") }
    if isReady || cells.chance(30) { steps.append("onehot @text, optional: yes") }
    var lines = [table()]
    if !steps.isEmpty { lines.append("prep = " + (["recipe"] + steps).joined(separator: " | ")) }
    let options = (steps.isEmpty ? "" : ", prep: prep") + (cells.chance(30) ? ", folds: \(2 + cells.below(3))" : "")
    let features = cells.chance(40) ? ", features: @\(pick(["num", "(a + b + f)", "(num + text)", "(f + g)"]))" : ""
    switch cells.below(6) {
    case 0: lines.append("d | compare { \(estimator()), other = \(estimator()) }\(options)\(features)")
    case 1: lines.append("d | permutation \(estimator()), repeats: 1\(options)\(features)")
    case 2, 3:
      lines.append("m = d | fit \(estimator())\(steps.isEmpty ? "" : ", prep: prep")\(features)")
      lines.append("d | predict m")
    default:
      lines.append("v = d | cv \(estimator())\(options)\(features)")
      lines.append("v | threshold cost: cost { fn = 5, fp = 1 }")
    }
    return lines.joined(separator: "\n")
  }

  private mutating func pick<T>(_ choices: [T]) -> T { cells.pick(choices) }

  private static let steps: [any Verb.Type] = Catalog.standard.verbs.filter { verb in
    verb.signature.inputs.contains { $0.name == "recipe" } && verb.signature.inputs.contains(.table)
  }

  /// A step of a recipe, with some of its options.
  private mutating func step() -> String {
    let verb = pick(Self.steps)
    if cells.chance(15), let row = usual(verb.name) { return row }
    let words = verb.signature.positional.map { value(of: $0) }
    // One option or two, however many there are: more of them seldom go together.
    let likely = min(25, 100 / max(1, verb.signature.options.count))
    let options = verb.signature.options.filter { $0.isRequired || cells.chance(likely) }
      .map { ", \($0.name): \(value(of: $0))" }
    return "\(verb.name) \(words.joined(separator: ", "))\(options.joined())"
  }

  /// Stages that arguments drawn one by one seldom come to.
  private mutating func usual(_ verb: String) -> String? {
    switch verb {
    case "derive": pick(["derive r = a / f", "derive { h = b + g, k = if e then 1 else 0 }"])
    case "replace": "replace b, values: [3, 5], with: null"
    case "drop": "drop \(pick(["c", "day", "g", "@text"]))"
    case "select": "select @num"
    case "cast": "cast f, to: float"
    case "bin":
      pick([
        "bin { a, f, c }, method: optimal, output: woe", "bin @num, method: optimal, special: [3, 5], trend: peak",
        "bin f, method: optimal, cuts: [5, 12], output: woe", "bin @text, method: optimal, min_level: 0, bins: 2",
      ])
    default: nil
    }
  }

  /// A value as the declaration wants it, and at times another one.
  private mutating func value(of parameter: ParameterInfo) -> String {
    if cells.chance(3) { return pick(["-1", "0", "\"x\"", "@absent", "null", "yes", "1e308", "day"]) }
    if !parameter.choices.isEmpty { return pick(parameter.choices) }
    switch parameter.typeName {
    case "columns", "column": return pick(["@num", "a", "a, b", "@(a + b + f)", "c", "@text", "e", "f", "@num", "g"])
    case "whole number": return String(whole(parameter.range))
    case "number": return pick(["0.1", "0.5", "0.9", "1", "2", "0.25"])
    case "yes or no": return pick(["yes", "no"])
    case "range": return "0.05..0.95"
    case "list": return pick(["[3, 5]", "[2]", "[0.5, 2, 7]", "[2, 3]"])
    default: return pick(["median", "knn(3)", "target", "importance", "fewest_nulls", ranker(), "1", "-1", "0.5", "c"])
    }
  }

  private mutating func whole(_ range: ClosedRange<Double>?) -> Int {
    let low = max(0, Int(range?.lowerBound ?? 0))
    return low + cells.below(6)
  }

  private mutating func ranker() -> String { "lightgbm(n_estimators: 3, min_child_samples: 3)" }

  /// An estimator with some of its parameters, none of which makes it large.
  private mutating func estimator() -> String {
    let type = pick(EstimatorCatalog.all)
    let large: Set = ["n_estimators", "trees", "num_leaves", "iterations", "max_iter"]
    var parameters = type.parameters.filter { large.contains($0.name) }.map { "\($0.name): \(2 + cells.below(5))" }
    for spec in type.parameters where !large.contains(spec.name) && cells.chance(12) {
      parameters.append("\(spec.name): \(value(of: spec))")
    }
    return parameters.isEmpty ? type.name : "\(type.name)(\(parameters.joined(separator: ", ")))"
  }

  private mutating func value(of spec: ParameterSpec) -> String {
    switch spec.kind {
    case .int: return String(whole(spec.range))
    case .float:
      // Most times one that is in range.
      let all = ["0", "0.05", "0.3", "0.5", "1", "2"], range = spec.range ?? -.infinity ... .infinity
      return pick(cells.chance(90) ? all.filter { range.contains(Double($0) ?? 0) } : all)
    case .bool: return pick(["yes", "no"])
    case .text(let choices): return pick(choices)
    }
  }
}
