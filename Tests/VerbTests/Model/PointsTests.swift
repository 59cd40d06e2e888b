import Columns
import Foundation
import Language
import TestSupport
import Testing
import Verbs

/// The points of a scorecard, in every form that it is written in.
@Suite struct PointsTests {
  private let folder = OutputFolder()

  private static let model = """
    d = range 240 | derive {
      x = if n % 11 == 0 then null else if n % 13 == 1 then -1 else n * 37 % 101,
      y = n * 53 % 17 / 4,
      t = if n % 7 < 2 then "it's" else if n % 7 < 4 then "b \\"q\\", c" else if n % 7 == 4 then "<d>" else null,
      e = n % 5 > 1, bad = n * 37 % 101 + n * 53 % 17 * 3 + n % 7 * 6 + n * 71 % 67 > 140 } | drop n | roles target: bad
    prep = recipe | bin { x, y, t, e }, method: optimal, special: [-1], output: woe
    m = d | fit scorecard(round: ROUND), prep: prep

    """
  private static let rows = """
    range 300 | derive {
      x = if n % 5 == 0 then null else if n % 5 == 1 then -1 else n * 41 % 131 - 9,
      y = if n % 9 == 0 then null else n * 29 % 23 / 4,
      t = if n % 6 == 0 then "it's" else if n % 6 == 1 then "b \\"q\\", c" else if n % 6 == 2 then "<d>" else "new",
      e = if n % 8 == 0 then null else n % 3 == 0 } | derive t = if n % 7 == 0 then null else t | drop n
    """

  private static func script(_ rest: String, rounded: Bool = true) -> String {
    model.replacing("ROUND", with: rounded ? "yes" : "no") + rest
  }

  private func exported(_ ending: String, rounded: Bool = true) throws -> String {
    let file = folder.path + "/card.\(ending)"
    _ = try Run.script(Self.script("m | points | export \"\(file)\"", rounded: rounded))
    return try String(contentsOfFile: file, encoding: .utf8)
  }

  /// What the JSON form says, read by names alone.
  private struct Card: Decodable {
    enum Level: Decodable {
      case text(String), truth(Bool)

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) { self = .truth(value) } else {
          self = .text(try container.decode(String.self))
        }
      }

      func holds(_ cell: Cell) -> Bool {
        switch (self, cell) {
        case (.text(let text), .text(let other)): text == other
        case (.truth(let truth), .bool(let other)): truth == other
        default: false
        }
      }
    }

    struct Special: Decodable { let value, points: Double }
    struct Run: Decodable { let below: Double?, points: Double }
    struct Group: Decodable { let levels: [Level], points: Double }

    struct Feature: Decodable {
      let column: String
      let missing: Double
      let unseen: Double?
      let special: [Special]?
      let runs: [Run]?
      let groups: [Group]?

      func points(_ cell: Cell) -> Double? {
        if cell == .null { return missing }
        if let groups { return groups.first { $0.levels.contains { $0.holds(cell) } }?.points ?? unseen }
        guard let value = cell.number else { return nil }
        return special?.first { $0.value == value }?.points
          ?? runs?.first { $0.below.map { value < $0 } ?? true }?.points
      }
    }

    let base_points: Double
    let features: [Feature]
  }

  @Test("the JSON form gives each row the points of `points`, in a few lines", arguments: [true, false])
  func json(isRounded: Bool) throws {
    let card = try JSONDecoder().decode(Card.self, from: Data(exported("json", rounded: isRounded).utf8))
    #expect(card.features.count == 4)
    let table = try Run.table(Self.script(Self.rows + " | points m", rounded: isRounded))
    let points = try #require(table["points"]?.doubles())
    for row in 0..<table.rowCount {
      let sum = try card.features.reduce(card.base_points) { sum, feature in
        let column = try #require(table[feature.column])
        let points = try #require(feature.points(column[row]))
        return sum + points
      }
      #expect(sum == points[row], "row \(row)")
    }
    #expect(Set(points).count > 20)
  }

  @Test("SQL and PMML have the points of the card, each in its place")
  func sameNumbers() throws {
    let card = try Run.table(Self.script("m | points | head 1000"))
    let names = try #require(card["feature"]), all = try #require(card["points"]?.doubles())
    let points = (1..<card.rowCount).map { (name: CellFormat.plain(names[$0]), points: all[$0]) }
    let sql = try exported("sql"), pmml = try exported("pmml")
    let inSQL = sql.matches(of: /(THEN|ELSE) \(?(-?[0-9]+)\)?/).compactMap { Double($0.output.2) }
    let inPMML = pmml.matches(of: /partialScore="(-?[0-9]+)"/).compactMap { Double($0.output.1) }
    #expect(inSQL.sorted() == points.map(\.points).sorted())
    #expect(inPMML == inSQL)
    #expect(sql.contains("IN ('it''s'") || sql.contains(", 'it''s'"))
    #expect(pmml.contains("value=\"&lt;d&gt;\"") && pmml.contains("value=\"b &quot;q&quot;, c\""))
    #expect(sql.contains("WHEN \"x\" = -1.0E0 THEN"))
  }

  @Test("a report is one page that runs nothing, and shows texts as they are")
  func report() throws {
    let file = folder.path + "/card.html"
    _ = try Run.script(
      Self.script("i = d | iv\nm | report { Values = i, Card = c }, to: \"\(file)\"")
        .replacing("i = d", with: "c = m | points\ni = d"))
    let page = try String(contentsOfFile: file, encoding: .utf8)
    #expect(page.contains("default-src 'none'") && !page.contains("<script") && !page.contains("undefined"))
    #expect(page.contains("&lt;d&gt;") && page.contains("b &quot;q&quot;, c"))
    for title in ["Data", "Sample", "Bands", "Coefficients", "Points", "Values", "Card", "Limits", "Script"] {
      #expect(page.contains("<h2>\(title)</h2>"), "\(title)")
    }
    #expect(page.components(separatedBy: "<svg").count == 5)
  }

  @Test("what is no card says so", arguments: [
    ("m | points m", "takes no other one"), ("d | points m, as: \"x\"", "`x` is a column that the points come from"),
    ("l = d | drop t | drop @nulls(> 0) | fit logistic\nl | points", "is no scorecard, and has no points"),
    ("p = recipe | scale y, method: standard | bin { x, y, t, e }, method: optimal, output: woe\n"
      + "s = d | fit scorecard, prep: p\ns | points", "`scale` in the recipe changes them before"),
    ("p = recipe | bin x, method: quantile | bin x, method: optimal, output: woe\n"
      + "s = d | fit scorecard, prep: p, features: x\ns | points", "`x` is no weight of bands"),
    ("m | points | export \"out/card.svg\"", "a scorecard cannot be written as `.svg`"),
  ])
  func refused(_ rest: String, _ message: String) throws {
    #expect(Run.failure(Self.script(rest))?.contains(message) == true)
  }

  @Test("a calibrated or reweighted model says that points are no odds")
  func caveats() throws {
    let reports = try Run.outcomes(
      Self.script(
        "v = d | cv scorecard, prep: prep\nk = v | calibrate method: platt\n"
          + "c = d | fit scorecard, prep: prep, calibrate: k\nc | points\n"
          + "b = recipe | balance weights | bin { x, y }, method: optimal, output: woe\n"
          + "w = d | fit scorecard, prep: b, features: @(x + y)\nw | points"))
    let notes = reports.map { $0.notes.joined(separator: "\n") }
    #expect(notes[notes.count - 4].contains("the model is calibrated"))
    #expect(notes.last?.contains("no probabilities") == true)
  }

  @Test("a model that was saved before bands had levels loads, and scores as it did then")
  func olderModel() throws {
    let file = Repository.file("Tests/Golden/models/bands-of-numbers.json")
    let scores = try Run.table(
      "m = load \"\(file)\"\nrange 90 | derive { x = n * 37 % 89, y = n % 7 } | predict m | select score | head 3")
    #expect(scores.columns[0].doubles() == [0.06883729490044095, 0.7067523507313135, 0.9704869942301401])
  }
}
