import Diagnostics
import Files
import Foundation
import Language

/// Opens a chart or a page in the viewer of the system.
enum ShowCommand: SessionCommand {
  static let target = CommandArgument<String>(
    "FILE|NAME", .file, "A file, or a result, of which a picture or a page is made first.")
  static let name = ".show"
  static let purpose = CommandPurpose.look
  static let summary = "Opens a file, or a result as a picture or a page, in the viewer of the system."
  static let arguments = [target.info]
  static let example = ".show \"out/ages.svg\""

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let word = call[target], isResult = workbench.session.cellNumber(of: word) != nil
    guard isResult || FileSystem.exists(word) else {
      return workbench.show(Shown("there is neither a file nor a result `\(word)`", role: .failure))
    }
    let path = isResult ? try page(of: word, in: workbench) : word
    switch workbench.frontEnd?.view(path) ?? .unavailable {
    case .opened(let program): return workbench.show("\(path) is open in \(program)")
    case .failed(let program): return workbench.show("\(program) could not open it; it is in \(path)")
    case .unavailable: return workbench.show("there is no viewer here; it is in \(path)")
    }
  }

  /// Writes what a result shows to a file of its own: a picture as such, all else as a page.
  private static func page(of word: String, in workbench: Workbench) throws -> String {
    let value = try workbench.currentValue(of: word)
    let folder = NSTemporaryDirectory() + "carnet-\(getuid())"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let name = word.filter { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    let path = "\(folder)/\(name.isEmpty ? "result" : name)"
    if let svg = value.presentation.svg {
      try AtomicFile.write(svg, to: path + ".svg")
      return path + ".svg"
    }
    let shown = Shown(value, look: TableLook(rows: pageRows))
    try AtomicFile.write(HTMLRenderer.page(shown, titled: word), to: path + ".html")
    return path + ".html"
  }

  /// How many rows of a table a page has.
  private static let pageRows = RowWindow.Limit(all: 1000, first: 500, last: 100)
}
