import Diagnostics
import Session

/// Computes stale cells again.
enum RerunCommand: SessionCommand {
  static let cell = CommandArgument<String?>(
    optional: "N|NAME", .result, "A cell to compute again, also where its value holds, or the name of its result.")
  static let name = ".rerun"
  static let purpose = CommandPurpose.change
  static let summary = "Computes all that is stale again, in order, and says what changed; or one cell."
  static let arguments = [cell.info]
  static let example = ".rerun features"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let session = workbench.session
    if let word = call[cell] {
      let number = try workbench.cellNumber(word)
      // It is shown as if it had been typed.
      workbench.withStaleCells { workbench.show(workbench.watched("running") { session.rerun(number, $0) }.result) }
      return .entry
    }
    guard !workbench.staleCells.isEmpty else { return workbench.show("nothing is stale") }
    let results = workbench.watched("running") { session.rerun($0) { workbench.show($0) } }
    let changed = results.count { !($0.change?.isEmpty ?? true) }, failed = results.count { $0.result.isFailed }
    let parts = ["\(Prose.count(results.count, "cell")) computed again", "\(changed) changed"]
    workbench.show(Shown(.aside((parts + (failed > 0 ? ["\(failed) failed"] : [])).joined(separator: ", "))))
    workbench.sayStale()
    return .entry
  }
}
