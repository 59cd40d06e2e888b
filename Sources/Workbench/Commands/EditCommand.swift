/// Puts a cell into the input line to be changed and run again.
enum EditCommand: SessionCommand {
  static let number = CommandArgument<Int>(cell: "N", "The cell that is changed; its number stays.")
  static let editor = CommandArgument<Bool>(
    flag: "--editor", "Whether it is changed in the editor of `.set editor`, which is $VISUAL or $EDITOR at first.")
  static let name = ".edit"
  static let purpose = CommandPurpose.change
  static let summary = "Puts cell N into the input line, or into an editor; what it becomes takes its place."
  static let arguments = [number.info, editor.info]
  static let example = ".edit 2"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let number = call[number]
    guard let cell = workbench.session.cell(number) else { throw CommandMisuse(reason: "there is no cell \(number)") }
    guard call[editor] else { return .edit(cell: number, text: cell.text) }
    switch workbench.frontEnd?.edit(cell.text, in: workbench.settings.editor) ?? .failed("there is no editor here") {
    case .failed(let reason): return workbench.show(Shown("\(reason); cell \(number) is as it was", role: .failure))
    case .text(let text) where text == cell.text || text.allSatisfy(\.isWhitespace):
      return workbench.show("nothing was changed; cell \(number) is as it was")
    case .text(let text): return workbench.take(text, editing: number)
    }
  }
}
