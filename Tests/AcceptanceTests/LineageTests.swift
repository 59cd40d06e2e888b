import Foundation
import TestSupport
import Testing

/// What `export … lineage: yes` says of a file (the whole recipe's is tested in ``FeatureSetTests``).
@Suite struct LineageTests {
  struct Column: Equatable {
    let name: String
    var statement: String?, verb: String?, madeBy: String?, changedBy: [String]?
  }

  private func lineage(of script: String, _ file: String, _ settings: String...) throws -> LineageFile {
    let place = try Workplace()
    defer { place.remove() }
    try script.write(to: place.folder.appending(path: "a.carnet"), atomically: true, encoding: .utf8)
    let run = try place.carnet(["run", "a.carnet"] + settings)
    try #require(run.status == 0, "\(run.errors)")
    return try LineageFile(place.contents("\(file).lineage.json"))
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
    #expect(found.run["parameters"] as? [String: String] == ["k": "-5"] && found.run["seed"] as? String == "7")
    #expect(found.rows == 3 && found.inputs.isEmpty)
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
    #expect(found.types == ["n": "int", "group": "int", "t": "int", "0_n_SUM": "int", "1_n_SUM": "int"])
    let columns = found.columns.map { column in
      Column(
        name: column["name"] as? String ?? "", statement: column["statement"] as? String,
        verb: column["verb"] as? String, madeBy: column["madeBy"] as? String,
        changedBy: column["changedBy"] as? [String])
    }
    #expect(columns == [
      .init(name: "n", statement: "a", verb: "range", madeBy: "range 4"),
      .init(
        name: "group", statement: "a", verb: "derive", madeBy: "n % 2",
        changedBy: ["rename group = g"]),
      .init(
        name: "t", statement: "a", verb: "derive", madeBy: "if n > 1 then \"p\" else \"q\"",
        changedBy: ["encode { t }"]),
      .init(name: "0_n_SUM", statement: "b", verb: "agg", madeBy: "sum(n) where n > 0"),
      .init(name: "1_n_SUM", statement: "b", verb: "agg", madeBy: "sum(n) where n > 1"),
    ])
  }

  @Test("an input stands with the hash that was taken before it was read")
  func inputs() throws {
    let file = "data/home-credit/bureau.csv"
    let found = try lineage(of: "load \"\(file)\" | head 1 | export \"out/b.csv\", lineage: yes\n", "out/b.csv")
    let size = try Data(contentsOf: URL(filePath: Repository.file(file))).count
    let input = try #require(found.inputs.first)
    #expect(found.inputs.count == 1 && input["name"] as? String == file && input["namespace"] as? String == "file")
    let facets = input["inputFacets"] as? [String: Any], statistics = facets?["inputStatistics"] as? [String: Any]
    #expect(statistics?["size"] as? Int == size)
    let version = (input["facets"] as? [String: Any])?["version"] as? [String: Any]
    #expect((version?["datasetVersion"] as? String)?.wholeMatch(of: /xxh64:[0-9a-f]{16}/) != nil)
    #expect(found.columns.allSatisfy { $0["verb"] as? String == "load" && $0["statement"] == nil })
    #expect(found.columns.allSatisfy { column in
      let name = column["name"] as? String ?? ""
      return found.ways(of: name) == ["bureau.csv \(name)": ["DIRECT IDENTITY"]]
    })
  }

  @Test("columns come from the columns of files, directly or because these decided")
  func fields() throws {
    let found = try lineage(
      of: """
        a = load "data/home-credit/application_train.csv", columns: [SK_ID_CURR, AMT_CREDIT, CODE_GENDER, TARGET]
          | where CODE_GENDER != "XNA"
        b = load "data/home-credit/bureau.csv" | where CREDIT_ACTIVE == "Active"
          | agg { most = max(AMT_CREDIT_SUM), late = sum(AMT_CREDIT_SUM) where DAYS_CREDIT < -300 } by SK_ID_CURR
        a | left join b on SK_ID_CURR | derive share = most / AMT_CREDIT | derive mid = mean(AMT_CREDIT) by CODE_GENDER
          | impute most, method: median | sort -late | export "out/c.csv", lineage: yes
        """, "out/c.csv")
    let (app, bureau) = ("application_train.csv ", "bureau.csv ")
    #expect(found.ways(of: "AMT_CREDIT") == [app + "AMT_CREDIT": ["DIRECT IDENTITY"]])
    #expect(found.ways(of: "late") == [
      bureau + "AMT_CREDIT_SUM": ["DIRECT AGGREGATION"], bureau + "DAYS_CREDIT": ["INDIRECT CONDITIONAL"],
      app + "SK_ID_CURR": ["INDIRECT JOIN"],
    ])
    #expect(found.ways(of: "share")[app + "AMT_CREDIT"] == ["DIRECT TRANSFORMATION"])
    #expect(found.ways(of: "share")[bureau + "AMT_CREDIT_SUM"] == ["DIRECT AGGREGATION"])
    #expect(found.ways(of: "most")[bureau + "AMT_CREDIT_SUM"] == ["DIRECT AGGREGATION"])
    #expect(found.waysOfRows[app + "CODE_GENDER"] == ["INDIRECT FILTER"])
    #expect(found.waysOfRows[bureau + "CREDIT_ACTIVE"] == ["INDIRECT FILTER"])
    #expect(found.ways(of: "mid") == [
      app + "AMT_CREDIT": ["DIRECT AGGREGATION"], app + "CODE_GENDER": ["INDIRECT WINDOW"],
    ])
    #expect(found.waysOfRows[app + "SK_ID_CURR"] == ["INDIRECT JOIN", "INDIRECT SORT"], "what is sorted by was joined")
    #expect(found.waysOfRows[bureau + "SK_ID_CURR"] == ["INDIRECT GROUP_BY", "INDIRECT JOIN"])
    #expect(found.waysOfRows[bureau + "AMT_CREDIT_SUM"] == ["INDIRECT SORT"])
    let steps = found.steps.map { "\($0["statement"] as? String ?? "-"): \(($0["stage"] as? String ?? "").prefix(9))" }
    #expect(steps == [
      "a: load \"dat", "a: where COD", "b: load \"dat", "b: where CRE", "b: agg { mos", "-: left join", "-: sort -lat",
    ])
    let rows = found.steps.map { [$0["rowsBefore"] as? Int, $0["rows"] as? Int] }
    #expect(rows.allSatisfy { $0[1] != nil } && rows[6] == [rows[5][1], found.rows] && rows[4][0] == rows[3][1])
  }

  @Test("the same script gives the same bytes, in the form that OpenLineage asks for")
  func form() throws {
    let script = "load \"data/home-credit/bureau.csv\" | export \"out/b.csv\", lineage: yes\n"
    let found = try [lineage(of: script, "out/b.csv"), lineage(of: script, "out/b.csv")]
    #expect(found[0].text == found[1].text)
    let json = found[0].json, run = json["run"] as? [String: Any]
    #expect(json["schemaURL"] as? String == "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent")
    #expect(json["eventType"] as? String == "COMPLETE" && json["eventTime"] as? String == "1970-01-01T00:00:00Z")
    let id = run?["runId"] as? String ?? ""
    #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil, "\(id)")
    #expect(try lineage(of: script.replacing("load", with: "load  "), "out/b.csv").text == found[0].text)
  }
}
