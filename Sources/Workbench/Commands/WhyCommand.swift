import Columns
import Diagnostics
import Foundation
import Language
import Session

/// Shows where a column comes from.
enum WhyCommand: SessionCommand {
  static let column = CommandArgument<String>("COLUMN", .column, "A column of any named result.")
  static let name = ".why"
  static let purpose = CommandPurpose.look
  static let summary = "Shows what made a column, and how its rows came there: files, filters, joins, groups, counts."
  static let arguments = [column.info]
  static let example = ".why DEBT_RATIO"

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
    var shown = Shown(blocks: history.map { [Shown.Part](lines: lines($0)) + way($0) })
    if !stale.isEmpty { shown.add([.aside(remark)]) }
    return workbench.show(shown)
  }

  private static func lines(_ history: ColumnLineage) -> [String] {
    let origin = history.origin, cell = history.maker.map { " (cell \($0))" } ?? ""
    let maker = origin.binding.map { "made in `\($0)`\(cell) by `\(origin.verb)`" } ?? "made by `\(origin.verb)`"
    return ["\(Prose.names(history.results)): \(maker)"] + "  \(origin.text)".components(separatedBy: "\n")
      + origin.changes.flatMap { "  changed by \($0)".components(separatedBy: "\n") }
  }

  /// From the result back to the files, a stage that read, kept, joined or grouped rows in each line.
  private static func way(_ history: ColumnLineage) -> [Shown.Part] {
    let steps = history.steps.reversed()
    guard !steps.isEmpty else { return [] }
    let table = Table([
      ("result", Column(texts: steps.map { $0.binding ?? "" })), ("stage", Column(texts: steps.map(text))),
      ("rows in", Column(ints: steps.map { $0.rowsBefore.map(Int64.init) })),
      ("rows out", Column(ints: steps.map { $0.rows.map(Int64.init) })),
    ])
    var known: Set<String> = []
    let files = steps.flatMap(\.files).filter { known.insert($0.path).inserted }.map { file in
      (label: "file", text: "\(file.path), \(DigitGroups.grouped(file.bytes)) bytes")
    }
    let joins = steps.filter { $0.kind == .join }.flatMap(\.notes).filter { $0.contains("matched") }
    return [.list(table)] + (files.isEmpty ? [] : [.facts(files)]) + joins.map { .note($0) }
  }

  /// The stage in one line that fits beside others.
  private static func text(_ step: RowTrace.Step) -> String {
    step.text.count <= 60 ? step.text : String(step.text.prefix(58)) + " …"
  }
}

extension [Shown.Part] {
  fileprivate init(lines: [String]) { self = lines.map { .text($0) } }
}
