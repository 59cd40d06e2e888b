import Session

/// Writes text above a cell.
enum TextCommand: SessionCommand {
  static let number = CommandArgument<Int>(cell: "N", "The cell.")
  static let words = CommandArgument<String?>(
    optional: "TEXT", .words, "What stands above it then; nothing takes it away. `# TEXT` alone is for the next cell.")
  static let name = ".text"
  static let purpose = CommandPurpose.change
  static let summary = "Writes text above cell N, in place of what stands there."
  static let arguments = [number.info, words.info]
  static let example = ".text 4 Clients without a loan stay."

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    try workbench.session.annotate(call[number], with: call[words] ?? "")
    let isGone = call[words] == nil
    return workbench.show(
      isGone ? "no text stands above cell \(call[number]) now" : "written above cell \(call[number])")
  }
}
