import Foundation
import Kernels
import Language
import Session
import Testing
import Verbs

/// From a column of a result back to the files, with the rows of each step.
@Suite struct ColumnWayTests {
  @Test("a feature goes back to files, filters, groups and joins, with counts")
  func way() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-way-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in [
      ("app", "id,sex,x\n1,F,1\n2,M,2\n3,X,3\n4,F,4\n"), ("loans", "id,state,sum\n1,A,10\n1,B,20\n2,A,30\n9,A,5\n"),
      ("cards", "id,limit\n1,7\n4,8\n"),
    ] { try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name).csv")) }
    let session = Session(catalog: .standard)
    for text in [
      "app = load \"\(folder)/app.csv\", key: id | where sex != \"X\"",
      "loans_f = load \"\(folder)/loans.csv\" | where state == \"A\" | agg most = max(sum) by id",
      "cards_f = load \"\(folder)/cards.csv\" | agg limit = max(limit) by id",
      "features = app | left join loans_f on id | left join cards_f on id | derive share = most / x | head 2",
    ] { #expect(session.run(text, .serial).allSatisfy { $0.isFinished }) }

    func way(_ column: String) -> [String] {
      let found = session.history(ofColumn: column).last { $0.results.contains("features") }
      return (found?.steps ?? []).map { step in
        let rows = [step.rowsBefore, step.rows].map { $0.map { String($0) } ?? "-" }.joined(separator: "→")
        return "\(step.binding ?? "-") \(step.kind) \(rows)"
      }
    }
    let joined = ["app read -→4", "app filter 4→3"]
    let loans = ["loans_f read -→4", "loans_f filter 4→3", "loans_f group 3→3"]
    let end = ["features join 3→3", "features join 3→3", "features filter 3→2"]
    #expect(way("most") == joined + loans + end)
    #expect(way("share") == joined + loans + end)
    #expect(way("limit") == joined + [end[0], "cards_f read -→2", "cards_f group 2→2"] + end.dropFirst())
    #expect(way("x") == joined + end, "what other tables brought has no part in it")
    let files = session.history(ofColumn: "most").flatMap(\.steps).flatMap(\.files).map(\.path)
    #expect(Set(files) == ["\(folder)/app.csv", "\(folder)/loans.csv"])
    let notes = session.history(ofColumn: "most").flatMap(\.steps).flatMap(\.notes)
    let note = "left join loans_f: 2 of 3 rows matched, 1 only left, 1 row of loans_f only right"
    #expect(notes.contains(note), "\(notes)")
  }

  /// A table that is joined with itself again and again does not make the way longer each time.
  @Test func theSameStepIsToldOnce() {
    let session = Session(catalog: .standard)
    _ = session.run("a = range 4", .serial)
    for _ in 0..<40 { _ = session.run("a = a | left join a on n", .serial) }
    for number in 0..<40 { _ = session.run("a = a | append a | head \(4 + number)", .serial) }
    let count = session.scope.traces["a"]?.allSteps.count ?? 0
    #expect(count > 40 && count < 300, "\(count)")
  }
}
