import Diagnostics
import Kernels
import Session

extension Prompt {
  /// Runs a line that starts with a dot.
  func run(command line: String) {
    var words = SessionCommands.words(of: line)
    guard !words.isEmpty else { return }
    let name = words.removeFirst()
    guard let command = SessionCommands.command(name) else {
      let help = Suggestions.help(for: name, among: SessionCommands.names)
      show("there is no command \(DisplayWidth.sanitised(name))")
      return show("help: \(help ?? "`.help` lists them")")
    }
    do {
      let text = line.drop(while: \.isWhitespace).dropFirst(name.count)
      try command.run(words, text: String(text), at: self)
    } catch let several as Diagnostics {
      show(output.text(of: several.all, sources: session.sources))
    } catch let diagnostic as Diagnostic {
      show(output.text(of: [diagnostic], sources: session.sources))
    } catch let misuse as CommandMisuse {
      if let reason = misuse.reason { show(DisplayWidth.sanitised(reason)) }
      show("usage: \(command.usage)")
    } catch is Cancelled {
      show(renderer.ink.dim("cancelled; nothing has changed"))
    } catch {
      show(output.text(of: Session.diagnostics(of: error), sources: session.sources))
    }
  }
}
