import Foundation
import TestSupport
import Testing

/// The field's whole feature recipe against the same recipe in pandas (Tests/Parity/simple-features/make.py).
@Suite struct FeatureSetTests {
  struct Expected: Decodable {
    let tolerance: Double
    let rows: Int
    /// How many columns each table brings.
    let counts: [String: Int]
    let columns: [Column]
  }

  /// Facts of one column: missing values are left out of the sums.
  struct Column: Decodable {
    let name: String
    let nulls: Int
    let sum: Double
    /// Σ x·i/n for the rows i = 1…n, which tells another order of rows apart.
    let weighted: Double
    let squares: Double
    /// Σ of what each value's tolerance is relative to: Σ|x| of its rows, or Σx² for a variance.
    let scale: Double
    let squareScale: Double
  }

  @Test("the session of simple features equals pandas in every column")
  func parity() throws {
    let place = try Workplace()
    defer { place.remove() }
    let run = try place.carnet("run", place.adopt(Self.script), "--set", "out=out/features.csv")
    try #require(run.status == 0, "\(run.errors)")
    try check(place, written: "out/features.csv")
  }

  @Test(
    "and as written, into Parquet and back",
    .enabled(if: Workplace.arrow != nil, "Arrow's library is not installed, so no Parquet is written"))
  func parquet() throws {
    let place = try Workplace()
    defer { place.remove() }
    let run = try place.carnet("run", place.adopt(Self.script))
    try #require(run.status == 0, "\(run.errors)")
    let turned = try place.carnet("-c", "load \"out/features.parquet\" | export \"out/features.csv\"")
    try #require(turned.status == 0, "\(turned.errors)")
    try check(place, written: "out/features.parquet")
  }

  static let script = Repository.file("sessions/simple-features.carnet")

  /// Compares `out/features.csv`, and the lineage of the file that the script wrote.
  private func check(_ place: Workplace, written: String) throws {
    let expected = try Parity.expected("simple-features", as: Expected.self)
    #expect(expected.counts.values.reduce(0, +) == 797)
    let columns = try Self.columns(String(decoding: place.contents("out/features.csv"), as: UTF8.self))
    #expect(Set(columns.keys) == Set(expected.columns.map(\.name)))
    for column in expected.columns {
      let values = try #require(columns[column.name], "\(column.name)")
      #expect(values.count == expected.rows)
      #expect(values.count { $0 == nil } == column.nulls, "nulls of \(column.name)")
      let places = values.indices.map { Double($0 + 1) / Double(values.count) }
      let weighted = zip(values, places).reduce(0) { $0 + ($1.0 ?? 0) * $1.1 }
      let allowed = expected.tolerance * column.scale
      #expect(abs(values.reduce(0) { $0 + ($1 ?? 0) } - column.sum) <= allowed, "sum of \(column.name)")
      #expect(abs(weighted - column.weighted) <= allowed, "order of \(column.name)")
      let squares = values.reduce(0) { $0 + ($1 ?? 0) * ($1 ?? 0) }
      #expect(abs(squares - column.squares) <= 2 * expected.tolerance * column.squareScale, "squares of \(column.name)")
    }
    try checkLineage(place, of: written, columns: expected.columns.map(\.name))
  }

  /// The lineage names the seven inputs and each column's making, and its script makes the same file again.
  private func checkLineage(_ place: Workplace, of file: String, columns: [String]) throws {
    let lineage = try LineageFile(place.contents("\(file).lineage.json"))
    #expect(lineage.run["seed"] as? String == "42" && lineage.inputs.count == 7)
    #expect((lineage.run["parameters"] as? [String: String])?["out"] == "\"\(file)\"")
    #expect(Set(lineage.columns.compactMap { $0["name"] as? String }) == Set(columns))
    #expect(Set(lineage.fields.keys) == Set(columns))
    let name = "ACTIVE_DAYS_CREDIT_MIN"
    let column = try #require(lineage.columns.first { $0["name"] as? String == name })
    #expect(column["statement"] as? String == "bureau_states" && column["verb"] as? String == "agg")
    #expect(column["madeBy"] as? String == "min(DAYS_CREDIT) where CREDIT_ACTIVE == \"Active\"")
    // From the loans of the bureau alone, met by the client.
    let ways = lineage.ways(of: name)
    #expect(ways["bureau.csv DAYS_CREDIT"] == ["DIRECT AGGREGATION"])
    #expect(ways["bureau.csv CREDIT_ACTIVE"] == ["INDIRECT CONDITIONAL"])
    #expect(ways["application_train.csv SK_ID_CURR"] == ["INDIRECT JOIN"])
    #expect(ways.keys.allSatisfy { $0.hasPrefix("bureau.csv ") || $0 == "application_train.csv SK_ID_CURR" }, "\(ways)")
    #expect(lineage.ways(of: "PAYMENT_RATE") == [
      "application_train.csv AMT_ANNUITY": ["DIRECT TRANSFORMATION"],
      "application_train.csv AMT_CREDIT": ["DIRECT TRANSFORMATION"],
    ])
    #expect(lineage.ways(of: "AMT_CREDIT") == ["application_train.csv AMT_CREDIT": ["DIRECT IDENTITY"]])
    #expect(lineage.columns.allSatisfy { !lineage.ways(of: $0["name"] as? String ?? "").isEmpty || isCount($0) })
    let before = try place.contents(file)
    try FileManager.default.removeItem(at: place.folder.appending(path: file))
    try lineage.script.write(to: place.folder.appending(path: "again.carnet"), atomically: true, encoding: .utf8)
    let again = try place.carnet("run", "again.carnet")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try place.contents(file) == before)
    #expect(try LineageFile(place.contents("\(file).lineage.json")).text.count > 0)
  }

  /// Whether a column counts rows, and so stems from none in particular.
  private func isCount(_ column: [String: Any]) -> Bool { column["madeBy"] as? String == "count()" }

  /// The columns of a table of numbers by name; the empty field is nil. Only the header may hold quotes.
  static func columns(_ text: String) throws -> [String: [Double?]] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    let names = header(lines.removeFirst())
    var columns = [[Double?]](repeating: [], count: names.count)
    for line in lines {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      try #require(fields.count == names.count)
      for (index, field) in fields.enumerated() {
        columns[index].append(field.isEmpty ? nil : try #require(Double(field), "\(names[index]): \(field)"))
      }
    }
    return Dictionary(uniqueKeysWithValues: zip(names, columns))
  }

  private static func header(_ line: Substring) -> [String] {
    var names = [""], isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: names.append("")
      default: names[names.count - 1].append(character)
      }
    }
    return names
  }
}
