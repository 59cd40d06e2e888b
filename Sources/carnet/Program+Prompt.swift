import Diagnostics
import Language
import Session
import Terminal
import Verbs
import Workbench

extension Program {
  /// Where the journals of living and crashed sessions lie, and where sessions are saved.
  static let (journals, sessions) = (".carnet/journals", "sessions")

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
    session.runLog = RunLog(script: file ?? "prompt")
    let tracker = track(session, as: file ?? "prompt")
    let workbench = Workbench(session: session, codes: Self.codes, threads: execution.threads)
    workbench.folder = Self.sessions
    workbench.outgoing = tracker
    let news = recoveries.map { Shown($0.message) }
    let prompt = Prompt(workbench, viewer: ViewScreen(), pager: Pager())
    prompt.run(greeting: "Carnet \(Self.version)", news: news, opening: file)
    return .done
  }
}
