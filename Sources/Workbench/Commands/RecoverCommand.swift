import Columns
import Files
import Session

/// Lists what was brought back of sessions that crashed.
enum RecoverCommand: SessionCommand {
  static let name = ".recover"
  static let purpose = CommandPurpose.keep
  static let summary = "Lists the scripts that were brought back of sessions that crashed."

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let folder = workbench.folder
    let scripts = FileSystem.names(in: folder).filter { $0.hasPrefix("recovered-") && $0.hasSuffix(".carnet") }
    guard let last = scripts.last else { return workbench.show("nothing was brought back in \(folder)") }
    let table = Table([
      ("script", Column(texts: scripts.map { "\(folder)/\($0)" })),
      ("bytes", Column(ints: scripts.map { Int64(FileSystem.byteCount("\(folder)/\($0)") ?? 0) })),
    ])
    return workbench.show(Shown(.list(table), .help("`.open \"\(folder)/\(last)\"` takes one up in an empty session")))
  }
}
