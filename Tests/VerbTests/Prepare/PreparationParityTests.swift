import Columns
import Language
import TestSupport
import Testing
import Verbs

/// What pandas and scikit-learn make of a small table; see Tests/Parity/prepare/make.py.
private struct Expected: Decodable, Sendable {
  struct Pruned: Decodable, Sendable {
    let rule: String
    let prefer: String
    let corr: Double
    let kept: [String]
  }

  let tolerance: Double
  let half: Int
  let columns: [[Double?]]
  let texts: [String?]
  let factorize: [Int64?]
  let dummies: [String: [Double]]
  let dummiesWithNan: [String: [Double]]
  let scaled: [String: [[Double?]]]
  let imputed: [String: [[Double?]]]
  let knn: [String: [[Double?]]]
  let wide: [[Double?]]
  let target: [Int64]
  let pruned: [Pruned]

  static let names = ["a", "b", "c", "d", "e"]

  var numbers: Table { Table(zip(Expected.names, columns).map { ($0, Column(floats: $1)) }) }
  var withConstant: Table {
    numbers.setting([(Field("constant", .float), Column(doubles: Array(repeating: 7, count: texts.count)))])
  }
  var textTable: Table { Table([("t", Column(texts: texts))]) }
}

@Suite struct PreparationParityTests {
  private let expected: Expected

  init() throws { expected = try Parity.expected("prepare", as: Expected.self) }

  @Test(arguments: ["robust", "standard", "minmax"])
  func scales(method: String) throws {
    let prepared = try Prepared("scale @num, method: \(method)", expected.withConstant, half: expected.half)
    try compare(prepared, names: Expected.names + ["constant"], try #require(expected.scaled[method]))
  }

  @Test(arguments: ["median", "mean", "mode"])
  func imputes(method: String) throws {
    let prepared = try Prepared("impute @num, method: \(method)", expected.numbers, half: expected.half)
    try compare(prepared, names: Expected.names, try #require(expected.imputed[method]))
  }

  @Test(arguments: ["knn(4)", "knn(3, weights: distance)"], [1, 2])
  func imputesFromNeighbours(method: String, threads: Int) throws {
    let prepared = try Prepared(
      "scale @num, method: robust | impute @num, method: \(method)", expected.numbers, half: expected.half,
      threads: threads)
    try compare(prepared, names: Expected.names, try #require(expected.knn[method]))
  }

  @Test func makesTheIndicatorsOfPandas() throws {
    for (nulls, dummies) in [("none", expected.dummies), ("category", expected.dummiesWithNan)] {
      let made = try Prepared("onehot t, nulls: \(nulls)", expected.textTable, half: expected.texts.count).training
      let sorted = dummies.keys.filter { $0 != "t_nan" }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      #expect(made.schema.names == sorted + (nulls == "category" ? ["t_nan"] : []))
      for name in made.schema.names {
        #expect(made[name]?.doubles() == dummies[name], "\(name)")
        #expect(made.schema[name]?.isIndicator == true)
      }
    }
  }

  @Test func numbersLevelsAsPandasDoes() throws {
    let made = try Prepared("encode t", expected.textTable, half: expected.texts.count).training
    let column = try #require(made["t"])
    #expect((0..<column.count).map { column[$0].integer } == expected.factorize)
    #expect(column.type == .int)
  }

  @Test func prunesByBothRules() throws {
    let names = expected.wide.indices.map { "w\($0)" }
    let columns = zip(names, expected.wide).map { (name: $0, column: Column(floats: $1)) }
    let table = Table(columns + [("bad", Column(ints: expected.target))])
    for pruned in expected.pruned {
      let made = try Prepared(
        "prune @num, corr: \(pruned.corr), rule: \(pruned.rule), prefer: \(pruned.prefer)", table, half: table.rowCount,
        roles: Roles(target: "bad"))
      #expect(made.training.schema.names == pruned.kept + ["bad"], "\(pruned.rule) \(pruned.prefer) \(pruned.corr)")
      #expect(made.others.schema.names == made.training.schema.names)
    }
  }

  private func compare(_ prepared: Prepared, names: [String], _ expected: [[Double?]]) throws {
    #expect(names.count == expected.count)
    for (name, wanted) in zip(names, expected) {
      let values = try prepared.values(name)
      #expect(values.count == wanted.count)
      for (row, (value, wanted)) in zip(values, wanted).enumerated() {
        guard let wanted else {
          #expect(value.isNaN, "\(name), row \(row)")
          continue
        }
        #expect(abs(value - wanted) <= self.expected.tolerance * max(1, abs(wanted)), "\(name), row \(row)")
      }
    }
  }
}
