import Columns
import Files
import Foundation
import Kernels
import Language
import Session
import Testing
import Verbs

@Suite("The list of experiments")
struct RunsTests {
  private let folder = NSTemporaryDirectory() + "carnet-runs-\(UUID().uuidString)"
  private var path: String { "\(folder)/\(Experiments.path)" }
  private static let data = "d = range 300 | derive { x = n * 37 % 101, bad = n * 37 % 101 + n * 53 % 61 > 95 } "
    + "| roles key: n, target: bad\n"

  private func run(_ script: String, as name: String) throws {
    let session = Session(catalog: .standard, options: Session.Options())
    session.runLog = RunLog(script: name, path: path)
    let run = session.runScript(script, named: name, Execution(threads: 1)) { _, _ in true }
    if case .failed(let diagnostics) = run.end { throw try #require(diagnostics.first) }
  }

  @Test("every model that is fitted or judged has a row, with the fields of its result")
  func rows() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try run(
      Self.data + "loss = cost { fn = 5, fp = 1 }\nc = d | cv logistic, cost: loss\nm = d | fit dummy\nd | describe\n",
      as: "a")
    try run(Self.data + "d | compare { dummy\n logistic }\nd | tune logistic(l2: 0.1..1), trials: 2\n", as: "b")
    let table = try Run.table("runs folder: \"\(folder)\"")
    func texts(_ name: String) -> [String] { (0..<table.rowCount).map { CellFormat.plain(table[$0, name] ?? .null) } }
    #expect(texts("script") == ["a", "a", "b", "b"] && texts("name").prefix(2) == ["c", "m"])
    #expect(texts("run") == ["1", "2", "3", "4"])
    #expect(texts("kind") == ["evaluation", "model", "comparison", "tuning"])
    #expect(texts("estimator").prefix(3) == ["logistic", "dummy", "dummy, logistic"])
    let fields = try Run.script(Self.data + "loss = cost { fn = 5, fp = 1 }\nd | cv logistic, cost: loss")?.fields ?? []
    for name in ["auc", "auc_sd", "cost", "honest_cost", "threshold", "brier"] {
      let wanted = try #require(fields.first { $0.name == name }?.cell.number)
      #expect(table[0, name]?.number == wanted, "\(name)")
    }
    #expect(table[1, "auc"]?.isNull == true && table[1, "rows"] == .int(300))
    #expect(table.schema["time"]?.type == .datetime && (0..<4).allSatisfy { table[$0, "time"]?.isNull == false })
    #expect(texts("statement")[1] == "m = d | fit dummy")
    #expect(Set(texts("data")).count == 1, "all have read nothing")
    // A model that is only named or loaded, and an evaluation that a chart is drawn of, are none; what a verb of one's
    // own fits is one.
    let model = "\(folder)/m.json"
    try run(
      Self.data + "define fitted() = fit dummy\nm = d | fitted | export \"\(model)\"\nm\nk = load \"\(model)\"\n"
        + "c = d | cv dummy\nc | plot roc\nc\n", as: "c")
    let later = try Run.table("runs folder: \"\(folder)\" | where script == \"c\" | select cell")
    #expect(Run.lines(later) == "3\n6")
    let best = try Run.table("runs folder: \"\(folder)\" | where auc > 0.5 | sort cost | head 1")
    #expect(best[0, "name"] == .text("c"))
  }

  @Test("a line that a killed process left is no row, and none of the others is lost")
  func torn() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try run(Self.data + "d | fit dummy\n", as: "a")
    try AtomicFile.write(try FileSystem.read(path) + Array("not JSON\n{\"time\": \"20".utf8), to: path)
    try run(Self.data + "d | fit dummy\n", as: "b")
    let found = try Run.outcomes("t = runs folder: \"\(folder)\"")
    #expect(found.flatMap(\.notes).contains { $0.contains("1 line left out") }, "\(found.flatMap(\.notes))")
    // The line that is none keeps its number.
    #expect(Run.lines(try Run.table("runs folder: \"\(folder)\" | select run, script")) == "1 a\n3 b")
    #expect(Run.lines(try Run.table("runs folder: \"\(folder)/none\" | count")) == "0")
  }

  @Test("sessions that end together lose no line")
  func together() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try Execution(threads: 8).map(count: 8) { number in
      try run(Self.data + "d | fit dummy\nd | fit dummy\n", as: "\(number)")
    }
    #expect(Run.lines(try Run.table("runs folder: \"\(folder)\" | count")) == "16")
  }
}
