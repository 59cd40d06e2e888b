/// Shows the last result again.
enum LastCommand: SessionCommand {
  static let name = ".last"
  static let usage = ".last [ROWS]"
  static let summary = "Shows the last result again, with up to ROWS rows (100)."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.count <= 1, let rows = Int(arguments.first ?? "100"), rows > 0 else { throw CommandMisuse() }
    guard let value = prompt.lastValue else { return prompt.show("there is no result yet") }
    let limit = RowWindow.Limit(all: rows, first: rows - rows / 4, last: rows / 4)
    prompt.show(TextRenderer(for: prompt.screen, rows: limit).render(value))
  }
}
