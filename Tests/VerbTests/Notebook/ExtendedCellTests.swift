import Columns
import Diagnostics
import Foundation
import Language
import Session
import Testing
import Verbs

/// A cell that is extended at the prompt is one pipeline: the same values, and the same errors.
@Suite struct ExtendedCellTests {
  static let entries = [
    ["load F | select A", "| where B > 1"], ["load F", "| select \"A\""], ["load F", "| select A", "| where B > 1"],
    ["load F | onehot T", "| where T == \"x\""], ["load F | agg s = sum(A) by B", "| where A > 1"],
    ["u = t | select A", "| where B > 1"], ["u = t | select A", "| where A > 1"], ["u = t", "| select Q"],
    ["t | drop B", "| derive B = 1", "| where B > 0"], ["t | rename Z = A", "| select A"],
    ["load F | count", "| derive z = A"],
  ]

  @Test(arguments: entries)
  func asOnePipeline(_ entry: [String]) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-extended-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try "A,B,T\n1,2,x\n3,4,y\n".write(to: file, atomically: true, encoding: .utf8)
    let lines = entry.map { $0.replacingOccurrences(of: "F", with: "\"\(file.path)\"") }
    let before = "t = load \"\(file.path)\""
    #expect(outcome([before] + lines) == outcome([before, lines.joined(separator: " ")]))
  }

  @Test("stage by stage as all at once", arguments: ProjectionTests.stages)
  func stageByStage(_ stages: String) throws {
    for content in ProjectionTests.files {
      let file = FileManager.default.temporaryDirectory.appending(path: "carnet-extended-\(UUID().uuidString).csv")
      defer { try? FileManager.default.removeItem(at: file) }
      try content.write(to: file, atomically: true, encoding: .utf8)
      let before = ["param c: text = \"A\"", "define pick(x) = select $x", "define take_out(x) = drop $x | select B"]
      let load = "load \"\(file.path)\"", parts = stages.split(separator: " | ").map { "| \($0)" }
      #expect(outcome(before + [load] + parts) == outcome(before + ["\(load) | \(stages)"]), "\(stages)")
    }
  }

  /// The rows of the last entry, or the first error.
  private func outcome(_ entries: [String]) -> [String] {
    let session = Session(catalog: .standard)
    let results = entries.flatMap { session.run($0, .serial) }
    switch results.first(where: { !$0.isFinished }) ?? results.last {
    case .finished(let cell): return [cell.text, cell.value?.table.map(Run.lines) ?? ""]
    case .failed(let problems):
      return problems.flatMap { [$0.code, $0.message, $0.primary?.text ?? "", $0.help ?? ""] + $0.labels.map(\.text) }
    case .cancelled, nil: return ["cancelled"]
    }
  }
}
