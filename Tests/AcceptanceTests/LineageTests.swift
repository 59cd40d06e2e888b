import Foundation
import TestSupport
import Testing

/// What `export … lineage: yes` says of a file (the whole recipe's is tested in ``FeatureSetTests``).
@Suite struct LineageTests {
  struct Lineage: Decodable {
    struct Input: Decodable { let path: String, bytes: Int, xxh64: String }
    struct Column: Decodable, Equatable {
      let name: String, type: String
      var statement: String?, verb: String?, madeBy: String?, changedBy: [String]?
    }
    let seed: Int, rows: Int, script: String
    let parameters: [String: String], inputs: [Input], columns: [Column]
  }

  private func lineage(of script: String, _ file: String, _ settings: String...) throws -> Lineage {
    let place = try Workplace()
    defer { place.remove() }
    try script.write(to: place.folder.appending(path: "a.carnet"), atomically: true, encoding: .utf8)
    let run = try place.carnet(["run", "a.carnet"] + settings)
    try #require(run.status == 0, "\(run.errors)")
    return try JSONDecoder().decode(Lineage.self, from: place.contents("\(file).lineage.json"))
  }

  @Test("the script holds only what the value depends on, with the parameters in force")
  func script() throws {
    let found = try lineage(
      of: """
        seed 7
        param k: int = 2 "how often"
        param unused: int = 1
        other = range 9
        a = range 3
        b = a | derive x = n * $k
        other | count
        b | export "out/b.csv", lineage: yes
        """, "out/b.csv", "--set", "k=-5")
    let expected = """
      carnet 1
      seed 7
      param k: int = -5 "how often"

      a = range 3
      b = a | derive x = n * $k
      b | export "out/b.csv", lineage: yes

      """
    #expect(found.script.split(separator: "\n") == expected.split(separator: "\n"))
    #expect(found.parameters == ["k": "-5"] && found.seed == 7 && found.rows == 3 && found.inputs.isEmpty)
  }

  @Test("each column names the statement, the verb and the expression that made it, through joins and renaming")
  func columns() throws {
    let found = try lineage(
      of: """
        a = range 4 | derive { g = n % 2, t = if n > 1 then "p" else "q" }
        b = a | agg { [sum](n) where n > $s as "{S}_{col}_{FN}" for s in [0, 1] } by g
        c = a | left join b on g | encode { t } | where n < 3 | rename group = g
        c | export "out/c.csv", lineage: yes
        """, "out/c.csv")
    #expect(found.columns == [
      .init(name: "n", type: "int", statement: "a", verb: "range", madeBy: "range 4"),
      .init(
        name: "group", type: "int", statement: "a", verb: "derive", madeBy: "n % 2",
        changedBy: ["rename group = g"]),
      .init(
        name: "t", type: "int", statement: "a", verb: "derive", madeBy: "if n > 1 then \"p\" else \"q\"",
        changedBy: ["encode { t }"]),
      .init(name: "0_n_SUM", type: "int", statement: "b", verb: "agg", madeBy: "sum(n) where n > 0"),
      .init(name: "1_n_SUM", type: "int", statement: "b", verb: "agg", madeBy: "sum(n) where n > 1"),
    ])
  }

  @Test("an input stands with the hash that was taken before it was read")
  func inputs() throws {
    let file = "data/home-credit/bureau.csv"
    let found = try lineage(of: "load \"\(file)\" | head 1 | export \"out/b.csv\", lineage: yes\n", "out/b.csv")
    let size = try Data(contentsOf: URL(filePath: Repository.file(file))).count
    #expect(found.inputs.map(\.path) == [file] && found.inputs[0].bytes == size && found.inputs[0].xxh64.count == 16)
    #expect(found.columns.allSatisfy { $0.verb == "load" && $0.statement == nil })
  }
}
