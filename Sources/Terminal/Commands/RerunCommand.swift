import Diagnostics
import Session

/// Computes stale cells again.
enum RerunCommand: SessionCommand {
  static let name = ".rerun"
  static let usage = ".rerun [N]"
  static let summary = "Computes all that is stale again, in order, and says what changed; or cell N."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.count <= 1 else { throw CommandMisuse() }
    if let word = arguments.first {
      guard let number = Int(word) else { throw CommandMisuse() }
      return prompt.rerun(number)
    }
    guard !prompt.staleCells.isEmpty else { return prompt.show("nothing is stale") }
    let results = prompt.watched("running") { prompt.session.rerun($0) { prompt.show($0) } }
    let changed = results.count { !($0.change?.isEmpty ?? true) }, failed = results.count { $0.result.isFailed }
    let parts = ["\(Prose.count(results.count, "cell")) computed again", "\(changed) changed"]
    prompt.show(prompt.renderer.ink.dim((parts + (failed > 0 ? ["\(failed) failed"] : [])).joined(separator: ", ")))
    prompt.sayStale(since: [])
  }
}

extension Prompt {
  /// Computes one cell again, and shows it as if it had been typed.
  func rerun(_ number: Int) {
    let before = staleCells
    show(watched("running") { session.rerun(number, $0) }.result)
    sayStale(since: before)
  }

  /// Shows how a cell that was computed again has changed.
  func show(_ recomputation: Recomputation) {
    if let cell = recomputation.result.cell, cell.value != nil { lastCell = cell.number }
    if case .cancelled = recomputation.result { return show(recomputation.result) }
    show(output.text(of: recomputation, sources: session.sources))
  }
}
