import Columns
import Session

/// Shows how many rows and columns went through the stages of a cell.
enum FlowCommand: SessionCommand {
  static let cell = CommandArgument<String>("N|NAME", .result, "A cell, or the name of its result.")
  static let name = ".flow"
  static let purpose = CommandPurpose.look
  static let summary = "Shows the rows and columns in and out of each stage of a cell."
  static let arguments = [cell.info]
  static let example = ".flow features"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let number = try workbench.cellNumber(call[cell]), session = workbench.session
    _ = try workbench.watched("running") { try session.currentValue(of: number, $0) }
    let flow = session.cell(number)?.flow ?? []
    guard !flow.isEmpty else { throw CommandMisuse(reason: "cell \(number) is no pipeline") }
    let before = [nil] + flow.map(\.size)
    typealias Size = (rows: Int, columns: Int)
    func numbers(_ sizes: some Sequence<Size?>, _ part: (Size) -> Int) -> Column {
      Column(ints: sizes.map { $0.map { Int64(part($0)) } })
    }
    let table = Table([
      ("stage", Column(texts: flow.map(\.text))),
      ("rows in", numbers(before.prefix(flow.count)) { $0.rows }), ("rows out", numbers(flow.map(\.size)) { $0.rows }),
      ("columns out", numbers(flow.map(\.size)) { $0.columns }),
    ])
    return workbench.show(Shown(.list(table)))
  }
}
