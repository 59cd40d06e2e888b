import Diagnostics
import Foundation
import Language
import Session

/// Shows where a column comes from.
enum WhyCommand: SessionCommand {
  static let column = CommandArgument<String>("COLUMN", .column, "A column of any named result.")
  static let name = ".why"
  static let purpose = CommandPurpose.look
  static let summary = "Shows what made a column, in which result, and what changed it since."
  static let arguments = [column.info]

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let session = workbench.session, column = call[column], stale = session.staleNames
    // Of a result that only its lock tells of, the columns are known and not where they come from.
    try workbench.watched("running") { try session.refresh(session.cellsRecorded(withColumn: column), $0) }
    let remark = "\(Prose.names(stale)) \(stale.count == 1 ? "is" : "are") stale: `.rerun`, and ask again"
    let history = session.history(ofColumn: column)
    guard !history.isEmpty else {
      if !stale.isEmpty { throw CommandMisuse(reason: "no result that is done has a column `\(column)`; \(remark)") }
      let columns = Set(session.scope.columnOrigins.values.flatMap(\.keys))
      let help = Suggestions.help(for: column, among: columns).map { "; \($0)" } ?? ""
      throw CommandMisuse(reason: "no named result has a column `\(column)`\(help)")
    }
    var shown = Shown(lines: history.flatMap(lines))
    if !stale.isEmpty { shown.add([.aside(remark)]) }
    return workbench.show(shown)
  }

  private static func lines(_ history: ColumnLineage) -> [String] {
    let origin = history.origin, cell = history.maker.map { " (cell \($0))" } ?? ""
    let maker = origin.binding.map { "made in `\($0)`\(cell) by `\(origin.verb)`" } ?? "made by `\(origin.verb)`"
    return ["\(Prose.names(history.results)): \(maker)"] + "  \(origin.text)".components(separatedBy: "\n")
      + origin.changes.flatMap { "  changed by \($0)".components(separatedBy: "\n") }
  }
}
