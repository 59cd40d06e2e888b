import Session

/// Computes stale cells again.
enum RerunCommand: SessionCommand {
  static let name = ".rerun"
  static let usage = ".rerun"
  static let summary = "Computes again, in order, what depends on results that have changed."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.isEmpty else { throw CommandMisuse() }
    let results = prompt.watched("running") { prompt.session.rerun($0) }
    if results.isEmpty { prompt.show("nothing is stale") }
    for result in results {
      if let number = result.cell?.number { prompt.show(prompt.renderer.ink.dim("cell \(number)")) }
      prompt.show(result)
    }
  }
}
