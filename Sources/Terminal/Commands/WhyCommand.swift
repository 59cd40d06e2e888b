import Diagnostics
import Language
import Session

/// Shows where a column comes from.
enum WhyCommand: SessionCommand {
  static let name = ".why"
  static let usage = ".why COLUMN"
  static let summary = "Shows what made a column, in which result, and what changed it since."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.count == 1, let column = arguments.first else { throw CommandMisuse() }
    let session = prompt.session, stale = session.staleNames
    let remark = "\(Prose.names(stale)) \(stale.count == 1 ? "is" : "are") stale: `.rerun`, and ask again"
    let history = session.history(ofColumn: column)
    guard !history.isEmpty else {
      if !stale.isEmpty { throw CommandMisuse(reason: "no result that is done has a column `\(column)`; \(remark)") }
      let columns = Set(session.scope.columnOrigins.values.flatMap(\.keys))
      let help = Suggestions.help(for: column, among: columns).map { "; \($0)" } ?? ""
      throw CommandMisuse(reason: "no named result has a column `\(column)`\(help)")
    }
    prompt.show(history.map(lines).joined(separator: "\n"))
    if !stale.isEmpty { prompt.show(prompt.renderer.ink.dim(remark)) }
  }

  private static func lines(_ history: ColumnLineage) -> String {
    let origin = history.origin, cell = history.maker.map { " (cell \($0))" } ?? ""
    let maker = origin.binding.map { "made in `\($0)`\(cell) by `\(origin.verb)`" } ?? "made by `\(origin.verb)`"
    let changes = origin.changes.map { "\n  changed by \($0)" }.joined()
    return "\(Prose.names(history.results)): \(maker)\n  \(origin.text)\(changes)"
  }
}
