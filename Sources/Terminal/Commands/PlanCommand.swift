import Columns
import Diagnostics
import Language
import Session
import Syntax

/// Shows the steps of a pipeline before it runs.
enum PlanCommand: SessionCommand {
  static let name = ".plan"
  static let usage = ".plan PIPELINE"
  static let summary = "Shows the steps that a pipeline would take, and what is not read because of them."
  static let completes: CommandArgument? = .result

  static func run(_ arguments: [String], at prompt: Prompt) throws { throw CommandMisuse() }

  static func run(_ arguments: [String], text: String, at prompt: Prompt) throws {
    guard !arguments.isEmpty else { throw CommandMisuse() }
    guard let outline = try prompt.watched("planning", { try prompt.session.plan(of: text, $0) }) else {
      throw CommandMisuse(reason: "only a pipeline has a plan, and only one at a time")
    }
    prompt.show(lines(of: outline).map { DisplayWidth.sanitised($0) }.joined(separator: "\n"))
    guard let first = outline.unchecked.first else { return }
    let rest = outline.unchecked.map(\.shortText).joined(separator: " | ")
    let lead = "`\(first.verb.text)` and what follows is checked when the rows before it are there: "
    prompt.show(prompt.renderer.ink.dim(CutText.end(DisplayWidth.sanitised(lead + rest), to: prompt.renderer.width)))
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
