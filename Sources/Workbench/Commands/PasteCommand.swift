/// Makes a cell of a table that is pasted.
enum PasteCommand: SessionCommand {
  static let result = CommandArgument<String>("NAME", .result, "What the table is to be called.")
  static let name = ".paste"
  static let purpose = CommandPurpose.change
  static let summary = "Reads pasted lines of a table, up to an empty one, and makes a cell that holds them as NAME."
  static let arguments = [result.info]
  static let example = ".paste rates"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next { .paste(name: call[result]) }
}
