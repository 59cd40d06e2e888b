import Language
import Session

/// Shows the last result again.
enum LastCommand: SessionCommand {
  static let name = ".last"
  static let usage = ".last [ROWS]"
  static let summary = "Shows the last result again, with up to ROWS rows (100)."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.count <= 1, let rows = Int(arguments.first ?? "100"), rows > 0 else { throw CommandMisuse() }
    guard let value = try prompt.currentLastValue() else { return prompt.show("there is no result yet") }
    let limit = RowWindow.Limit(all: rows, first: rows - rows / 4, last: rows / 4)
    prompt.show(TextRenderer(for: prompt.screen, rows: limit).render(value))
  }
}

extension Prompt {
  /// The value of the cell that was shown last, or of the last cell that has one; computed again where it was stale.
  ///
  /// - Throws: what computing it again throws; `Cancelled`.
  func currentLastValue() throws -> (any Value)? {
    let isThere = lastCell.map { session.cell($0)?.isPipeline ?? false } ?? false
    guard let number = isThere ? lastCell : session.cells.last(where: \.isPipeline)?.number else { return nil }
    return try watched("running") { try session.currentValue(of: number, $0) }
  }
}
