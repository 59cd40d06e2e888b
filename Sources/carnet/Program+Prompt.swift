import Diagnostics
import Language
import Session
import Terminal
import Verbs

extension Program {
  /// Where the journals of living and crashed sessions lie, and where sessions are saved.
  private static let (journals, sessions) = (".carnet/journals", "sessions")

  /// The notebook at the terminal.
  /// - Parameter file: a script whose cells it begins with.
  func prompt(opening file: String?) -> ExitCode {
    let recoveries = Recovery.all(in: Self.journals, into: Self.sessions)
    var options = Session.Options()
    options.overrides = invocation.settings
    let session = Session(catalog: .standard, options: options)
    do {
      session.journal = try Journal(folder: Self.journals)
    } catch {
      output.say("carnet: \(error)\nhelp: start where you may write; the journal brings a session back after a crash")
      return .failed
    }
    let prompt = Prompt(session: session, folder: Self.sessions, codes: Self.codes, threads: execution.threads)
    prompt.run(greeting: "Carnet \(Self.version)", recoveries: recoveries, opening: file)
    return .done
  }
}
