/// Puts a cell into the input line to be changed and run again.
enum EditCommand: SessionCommand {
  static let name = ".edit"
  static let usage = ".edit N"
  static let summary = "Puts cell N into the input line; what it becomes takes its place."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.count == 1, let number = Int(arguments[0]) else { throw CommandMisuse() }
    guard let cell = prompt.session.cell(number) else { throw CommandMisuse(reason: "there is no cell \(number)") }
    prompt.edit = (number, cell.text)
  }
}
