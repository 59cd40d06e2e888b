import Columns
import Forms
import Language
import Session

/// Lists the files that the session has read.
enum InputsCommand: SessionCommand {
  static let name = ".inputs"
  static let purpose = CommandPurpose.keep
  static let summary = "Lists the files that cells have read, with their size, their XXH64 and the cells."

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let read = workbench.session.cells.flatMap { cell in cell.inputs.map { (file: $0, cell: cell.number) } }
    var files: [InputFile] = []
    for (file, _) in read where !files.contains(file) { files.append(file) }
    guard !files.isEmpty else { return workbench.show("no file has been read") }
    let cells = files.map { file in read.filter { $0.file == file }.map { String($0.cell) }.joined(separator: ", ") }
    let table = Table([
      ("file", Column(texts: files.map(\.path))), ("bytes", Column(ints: files.map { Int64($0.bytes) })),
      ("XXH64", Column(texts: files.map { $0.hash.hexadecimal })), ("cells", Column(texts: cells)),
    ])
    return workbench.show(Shown(.list(table)))
  }
}
