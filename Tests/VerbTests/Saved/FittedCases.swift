import Columns
import Foundation
import Kernels
import Language
import Learning
import TestSupport
import Testing
import Verbs

/// One step of a recipe that must pass every test of what was fitted.
struct StepCase: CustomTestStringConvertible, Sendable {
  let verb: String
  /// The stage, as one would type it.
  let stage: String
  /// A column that it cannot do without; nil where it looks at none.
  let column: String?
  /// Whether it minds that the column is of another type.
  var mindsType = true

  var testDescription: String { stage }

  /// The recipe of this step alone.
  func recipe() throws -> Recipe {
    try #require(
      try Run.script("param rate: float = 0.1\nparam marks: list = [3, 5]\nrecipe | \(stage)") as? Recipe)
  }
}

/// All preparations and all estimators. A new one is listed here, and then passes the same tests as the others.
enum FittedCases {
  static let steps = [
    StepCase(verb: "impute", stage: "impute a, b, method: median", column: "a"),
    StepCase(verb: "impute", stage: "impute @num, method: mean, indicator: yes", column: "a"),
    StepCase(verb: "impute", stage: "impute c, method: mode", column: "c"),
    StepCase(verb: "impute", stage: "impute a, method: constant, value: -1.5", column: "a"),
    StepCase(verb: "impute", stage: "impute @num, method: knn(3)", column: "a"),
    StepCase(
      verb: "impute",
      stage: "impute a, b, f, method: knn(2, weights: distance, combine: median, over: complete), fallback: mean",
      column: "b"),
    StepCase(verb: "impute", stage: "impute a, b, method: median, by: c", column: "a"),
    StepCase(verb: "impute", stage: "impute a, c, method: mode, indicator: yes, by: d, e", column: "c"),
    StepCase(verb: "impute", stage: "impute a, b, f, method: knn(2, over: complete), by: c", column: "b"),
    StepCase(verb: "scale", stage: "scale a, b, method: robust", column: "a"),
    StepCase(verb: "scale", stage: "scale a, b, method: standard", column: "b"),
    StepCase(verb: "scale", stage: "scale @num, method: minmax", column: "f"),
    StepCase(verb: "onehot", stage: "onehot c, e", column: "c"),
    StepCase(verb: "onehot", stage: "onehot c, d, nulls: category, source: keep", column: "c"),
    StepCase(verb: "encode", stage: "encode c, d, e", column: "c"),
    StepCase(verb: "bin", stage: "bin a, b, method: quantile, bins: 4", column: "a"),
    StepCase(verb: "bin", stage: "bin a, b, method: width, bins: 3", column: "b"),
    StepCase(verb: "bin", stage: "bin a, f, method: woe, bins: 3", column: "a"),
    StepCase(verb: "bin", stage: "bin a, f, method: woe, bins: 3, output: woe", column: "f"),
    StepCase(verb: "bin", stage: "bin a, c, e, method: optimal, bins: 4", column: "c"),
    StepCase(
      verb: "bin", stage: "bin a, b, c, method: optimal, output: woe, sign: bad, special: [3], min_share: 0.1",
      column: "a"),
    StepCase(verb: "bin", stage: "bin b, method: optimal, cuts: [3, 5], output: woe", column: "b"),
    StepCase(verb: "clip", stage: "clip a, b, quantiles: 0.1..0.9", column: "a"),
    StepCase(verb: "clip", stage: "clip b, min: 2, max: 7", column: "b"),
    StepCase(verb: "clip", stage: "clip a, min: -0.25", column: "a"),
    StepCase(verb: "prune", stage: "prune b, f, g, corr: 0.5", column: "f", mindsType: false),
    StepCase(
      verb: "prune", stage: "prune @num, corr: 0.3, rule: greedy, prefer: target", column: "f", mindsType: false),
    StepCase(
      verb: "prune", stage: "prune @num, corr: 0.3, prefer: lightgbm(n_estimators: 5, min_child_samples: 3)",
      column: "f", mindsType: false),
    StepCase(verb: "top", stage: "top 1, also: a", column: "f", mindsType: false),
    StepCase(
      verb: "top", stage: "top 2, by: lightgbm(n_estimators: 9, min_child_samples: 5)", column: "f", mindsType: false),
    StepCase(verb: "target_rate", stage: "target_rate c, e, smoothing: 2", column: "c"),
    StepCase(verb: "target_rate", stage: "target_rate b, d", column: "b"),
    StepCase(verb: "balance", stage: "balance weights, ratio: 0.9", column: nil),
    StepCase(verb: "balance", stage: "balance undersample", column: nil),
    StepCase(verb: "balance", stage: "select f, g | balance smote, k: 3", column: "f", mindsType: false),
    StepCase(
      verb: "balance", stage: "select f, g | balance smote_tomek, k: 2, tomek: majority", column: "g",
      mindsType: false),
    StepCase(
      verb: "derive", stage: "derive { r = a * $rate, late = b in $marks, l = length(c) ?? 0, m = month(d) }",
      column: "a"),
    StepCase(verb: "derive", stage: "derive @(a + b) * 2 as \"{col}_{s}\" for s in [1, 2]", column: "b"),
    StepCase(verb: "replace", stage: "replace b, values: $marks, with: null", column: "b"),
    StepCase(verb: "select", stage: "select f, a, c", column: "f", mindsType: false),
    StepCase(verb: "drop", stage: "drop g, @nulls(> 0.9)", column: "a", mindsType: false),
    StepCase(verb: "cast", stage: "cast b, to: float", column: "b", mindsType: false),
  ]

  /// Each estimator as one would type it.
  static let estimators = EstimatorCatalog.all.flatMap { $0.examples }

  static let roles = Roles(target: "bad", key: ["id"])

  /// Rows with all types of columns, nulls in some of them: 60 to learn from, and 20 others.
  static func table() -> Table {
    var generator = SplitMix64(seed: 4)
    let rows = 0..<80
    func draw() -> Double { Double.random(in: -1...1, using: &generator) }
    let f = rows.map { _ in (draw() * 40).rounded() }
    let a: [Double?] = rows.map { $0 % 7 == 3 ? nil : draw() / 3 }
    let b: [Int64?] = rows.map { $0 % 11 == 5 ? nil : Int64((draw() + 1) * 5) }
    let levels: [String?] = ["x", "é", nil, "", "y \"z\"\n", "x"]
    return Table([
      ("id", Column(ints: rows.map { Int64(1000 + $0) })), ("a", Column(floats: a)), ("b", Column(ints: b)),
      ("c", Column(texts: rows.map { levels[($0 * 5 + $0 / 4) % levels.count] })),
      ("d", Column(ints: rows.map { Int64($0 % 4) * 40 }, type: .date)),
      ("e", Column(bools: rows.map { $0 % 9 == 8 ? nil : $0 % 2 == 0 })),
      ("f", Column(ints: f.map { Int64($0) })),
      ("g", Column(ints: rows.map { Int64(f[$0]) * 3 + Int64($0 * 7 % 5) * 9 })),
      ("bad", Column(ints: f.map { $0 + draw() * 20 > 5 ? 1 : 0 })),
    ]).with(
      schema: Schema(
        [
          Field("id", .int), Field("a", .float), Field("b", .int), Field("c", .text), Field("d", .date),
          Field("e", .bool), Field("f", .int), Field("g", .int), Field("bad", .int),
        ], roles: roles))
  }

  static func context(threads: Int = 1) -> RunContext {
    RunContext(execution: Execution(threads: threads), seed: 1, cache: SessionCache())
  }
}

extension Table {
  /// The names and types, and the values to the last bit.
  var bits: [String] {
    zip(schema.fields, columns).map { field, column in
      let cells = (0..<rowCount).map { row in
        if case .float(let value) = column[row] { return String(value.bitPattern, radix: 16) }
        return CellFormat.literal(column[row])
      }
      return "\(field.name) \(field.type) \(cells.joined(separator: " "))"
    }
  }

  /// The values of a row by column: numbers by value, whatever type they have.
  func values(ofRow row: Int) -> [String: String] {
    Dictionary(uniqueKeysWithValues: zip(schema.names, columns).map { name, column in
      let cell = column[row]
      return (name, cell.number.map { String($0.bitPattern, radix: 16) } ?? CellFormat.literal(cell))
    })
  }

  func replacing(_ name: String, by column: Column) -> Table {
    let place = schema.names.firstIndex(of: name)
    return Table(
      schema: Schema(
        schema.fields.map { $0.name == name ? Field(name, column.type) : $0 }, roles: schema.roles),
      columns: columns.enumerated().map { $0.offset == place ? column : $0.element }, rowCount: rowCount)
  }

  func without(_ name: String) -> Table { selecting(columns.indices.filter { schema.names[$0] != name }) }
}
