import Language
import Session

/// Shows the steps of a pipeline before it runs.
enum PlanCommand: SessionCommand {
  static let pipeline = CommandArgument<String>("PIPELINE", .pipeline, "What would be typed to run it.")
  static let name = ".plan"
  static let purpose = CommandPurpose.look
  static let summary = "Shows the steps that a pipeline would take, and what is not read because of them."
  static let arguments = [pipeline.info]
  static let example = ".plan app"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let text = call[pipeline]
    guard let outline = try workbench.watched("planning", { try workbench.session.plan(of: text, $0) }) else {
      throw CommandMisuse(reason: "only a pipeline has a plan, and only one at a time")
    }
    var shown = Shown(lines: lines(of: outline))
    if let first = outline.unchecked.first {
      let rest = outline.unchecked.map(\.shortText).joined(separator: " | ")
      let lead = "`\(first.verb.text)` and what follows is checked when the rows before it are there: "
      shown.add([.line(StyledLine(lead + rest, .dim, fit: .cut))])
    }
    return workbench.show(shown)
  }

  private static func lines(of outline: PlanOutline) -> [String] {
    let width = outline.lines.map(\.step.count).max() ?? 0
    return outline.lines.flatMap { line in
      let step = line.step + String(repeating: " ", count: width - line.step.count)
      let spared = line.pushedDown.map { String(repeating: " ", count: width) + "  ← \($0)" }
      return ["\(step)  \(line.text.replacing(/\n */, with: " "))"] + spared
    }
  }
}
