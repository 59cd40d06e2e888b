import Session

/// Shows whether a cell gives the same twice.
enum TwiceCommand: SessionCommand {
  static let cell = CommandArgument<String>("N|NAME", .result, "A cell, or the name of its result.")
  static let name = ".twice"
  static let purpose = CommandPurpose.keep
  static let summary = "Computes a cell once more, on one thread and from files read anew, and compares."
  static let arguments = [cell.info]
  static let example = ".twice features"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let number = try workbench.cellNumber(call[cell])
    let lines = try workbench.watched("running") { try workbench.session.twice(number, $0) }
    guard !lines.isEmpty else { return workbench.show("cell \(number) gives the same twice, to the last bit") }
    let text = ["cell \(number) does not give the same twice"] + lines.map { "  " + $0 }
    return workbench.show(Shown(lines: text, role: .failure))
  }
}
