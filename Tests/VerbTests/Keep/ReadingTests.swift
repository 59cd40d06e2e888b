import Columns
import Foundation
import Language
import Testing
import Verbs

/// Reading of damaged and foreign text as a user writes it.
@Suite struct ReadingTests {
  /// Runs a script with `FILE` as the path of a file of that content.
  private func run(_ script: String, _ content: String) throws -> [Interpreter.Report] {
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-reading-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try content.write(to: file, atomically: true, encoding: .utf8)
    return try Run.outcomes(script.replacing("FILE", with: file.path))
  }

  private func cells(_ outcomes: [Interpreter.Report]) throws -> [[Cell]] {
    let table = try #require(outcomes.last?.value as? Table)
    return (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
  }

  @Test func repairedRowsAreListedByName() throws {
    let content = "a,b\n1,2\n3\n4,5,6\n"
    let outcomes = try run("t = load \"FILE\", ragged: repair\nrepairs t | select line, kind, raw", content)
    #expect(try cells(outcomes) == [
      [.int(3), .text("missing field"), .text("3")], [.int(4), .text("surplus text"), .text("4,5,6")],
    ])
    #expect(outcomes[0].notes.contains { $0.contains("2 rows repaired") })
    let later = "t = load \"FILE\", ragged: repair | where a > 0\nu = t | derive c = a + 1\nrepairs u | count"
    #expect(try cells(run(later, content)) == [[.int(2)]])
    #expect(try cells(run("t = load \"FILE\", ragged: repair\nrepairs t | count", "a,b\n1,2\n")) == [[.int(0)]])
    #expect(try cells(run("load \"FILE\", ragged: drop", content)) == [[.int(1), .int(2)]])
  }

  @Test(arguments: [
    ("t | append u, fill: yes", 3), ("u | left join t on a m:1", 3), ("w = t | append t\nw | append u, fill: yes", 3),
    ("t | semi join u on a", 3),
    ("define both() = append u, fill: yes\nt | both", 3), ("t | where a > 0", 2), ("u | count", 1), ("range 3", 0),
  ])
  func theListsOfAllFilesAreKept(pipeline: String, rows: Int64) throws {
    let second = FileManager.default.temporaryDirectory.appending(path: "carnet-second-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: second) }
    try "a,b\n1,2\n9\n".write(to: second, atomically: true, encoding: .utf8)
    var lines = pipeline.split(separator: "\n").map(String.init)
    lines[lines.count - 1] = "r = " + lines[lines.count - 1]
    let script = "t = load \"FILE\", ragged: repair\nu = load \"\(second.path)\", ragged: repair | distinct a\n"
      + lines.joined(separator: "\n") + "\nrepairs r | agg n = count(), f = nunique(file)"
    let found = try cells(run(script, "a,b\n1,2\n3\n4,5,6\n"))
    #expect(found[0][0] == .int(rows) && found[0][1] == .int(rows == 3 ? 2 : min(1, rows)))
  }

  @Test func optionsOfTheDialectAreRead() throws {
    #expect(
      try cells(run("load \"FILE\", separator: \"||\", comment: \"--\"", "a||b\n-- x\n1||2\n")) == [[.int(1), .int(2)]])
    #expect(try cells(run("load \"FILE\", separator: blanks", "a  b\n 1   2\n")) == [[.int(1), .int(2)]])
    #expect(try cells(run("load \"FILE\", escape: \"\\\\\"", "a,b\n\"x\\\"y\",2\n")) == [[.text("x\"y"), .int(2)]])
    let rows = "p,q\na,b\n1,2\n\nend\n"
    let two = try run("load \"FILE\", header: 2, footer: 1", rows)
    #expect(try cells(two) == [[.int(1), .int(2)]])
    #expect((two.last?.value as? Table)?.schema.names == ["p a", "q b"])
    #expect(try cells(run("load \"FILE\", until: blank, skip: 1", rows)) == [[.int(1), .int(2)]])
    #expect(try cells(run("load \"FILE\", blank: drop", "a,b\n1,2\n,\n")) == [[.int(1), .int(2)]])
  }

  @Test func theHelpOfAnErrorIsTaken() throws {
    #expect(Run.failure("load \"Tests/Golden/errors/files/short-row.csv\"")?.contains("ragged: repair") == true)
    #expect(try cells(run("load \"FILE\", separator: \";\"", "v\n1,5\n2,5\n")) == [[.float(1.5)], [.float(2.5)]])
  }

  @Test func castReadsForeignNumbers() throws {
    let script = "range 1 | derive p = \"1.234,5\", q = \"1 000\" | cast p, to: float, decimal: \",\", thousands: \".\""
    #expect(
      try cells(run(script + " | cast q, to: int, thousands: \" \"", "")) == [[.int(0), .float(1234.5), .int(1000)]])
    #expect(
      try cells(run("range 1 | derive p = \"1.5\" | cast p, to: float, decimal: \",\"", "")) == [[.int(0), .null]])
  }

  @Test func columnsWithoutAnyValueFitAnyType() throws {
    #expect(
      try cells(run("none = load \"FILE\"\nrange 1 | derive t = \"x\" | append none", "n,t\n")) == [
        [.int(0), .text("x")]
      ])
    #expect(
      try cells(run("more = range 1 | derive t = \"x\"\nload \"FILE\" | append more", "n,t\n")) == [
        [.int(0), .text("x")]
      ])
    let outcomes = try run("load \"FILE\" | cast t, to: date", "n,t\n1,\n")
    #expect((outcomes.last?.value as? Table)?.schema.fields.map(\.type) == [.int, .date])
  }

  @Test func exportedTextsWithGapsAreLoadedTheSame() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-gaps-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let made = "range 3 | derive t = if n == 0 then \"\" else if n == 1 then nullif(\"a\", \"a\") else \"x\" | select t"
    let outcomes = try Run.outcomes("\(made) | export \"\(file)\"\nload \"\(file)\"")
    #expect(try cells(outcomes) == [[.text("")], [.null], [.text("x")]])
    _ = try Run.outcomes("range 2 | export \"\(file)\", header: no")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "0\n1\n")
  }
}
