import Diagnostics
import Kernels
import Session

extension Workbench {
  /// Runs a line that starts with a dot.
  func run(command line: String) -> Next {
    let line = CommandLineText(line)
    guard let name = line.name else { return .entry }
    guard let command = SessionCommands.command(name) else {
      let help = Suggestions.help(for: name, among: SessionCommands.names)
      return show(
        Shown(.text("there is no command \(name)"), .help(help ?? "`.help` lists them"), role: .failure))
    }
    do {
      return try command.run(CommandCall(line, of: command), in: self)
    } catch let misuse as CommandMisuse {
      let reason = misuse.reason.map { [Shown.Part.text($0)] } ?? []
      return show(Shown(blocks: [reason + [.text("usage: \(command.usage)")]], role: .failure))
    } catch is Cancelled {
      return show(Shown.cancelled)
    } catch {
      return show(Shown(Session.diagnostics(of: error), session.sources))
    }
  }

  /// Takes up a script as the cells of the session, as `.open` does.
  public func open(_ path: String) { _ = run(command: "\(OpenCommand.name) \"\(path)\"") }
}
