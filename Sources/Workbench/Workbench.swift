import Diagnostics
import Kernels
import Language
import Session

/// A session with all that a person does with it: entries and commands, help and completion, what is shown and how.
///
/// It draws nothing and reads no keys: a front end gives it entries, draws what it shows, and does what it answers. It
/// belongs to one thread, as its session does.
public final class Workbench {
  /// The cells.
  public let session: Session
  /// The codes that `.help` explains.
  public let codes: [DiagnosticCode]
  /// How results are shown and work runs.
  public internal(set) var settings: WorkbenchSettings
  /// Where sessions are saved, and where what crashes left is brought back.
  public var folder = "sessions"
  /// Who draws; where there is nobody, work is done all the same.
  public weak var frontEnd: (any FrontEnd)?
  /// The cell whose value `.last` shows.
  var lastCell: Int?
  /// The script and the settings that the session was opened from or saved with last: they need not be saved again.
  var kept: (script: String, settings: [String: String])?
  /// The scripts that the session was opened from or saved as, by path: it may write them again.
  var saved: [String: String] = [:]

  /// - Parameters:
  ///   - codes: every code that a diagnostic can have, for `.help CODE`.
  ///   - threads: the number that cells run on at first.
  public init(session: Session, codes: [DiagnosticCode] = [], threads: Int) {
    (self.session, self.codes, settings) = (session, codes, WorkbenchSettings(threads: threads))
    session.announce = { [weak self] in self?.show(Shown(computedAgain: $0)) }
  }

  /// What there is to say about each word.
  public var help: HelpIndex { HelpIndex(session.catalog, codes: codes) }

  /// Three lines to type, for whoever is here for the first time.
  public var firstSteps: Shown { help.firstSteps }

  /// The number that the next cell gets.
  public var nextNumber: Int { session.nextNumber }

  /// Gives something to the front end. Answers what comes next, which is another entry, so that a command can end with
  /// it.
  @discardableResult
  public func show(_ shown: Shown) -> Next {
    if !shown.isEmpty { frontEnd?.show(shown) }
    return .entry
  }

  /// Shows a line of prose.
  @discardableResult
  func show(_ text: String) -> Next { show(Shown(text)) }

  /// Shows what became of a cell, which `.last` shows again.
  func show(_ result: Session.CellResult) {
    remember(result)
    show(Shown(result, session.sources, look: look))
  }

  /// Shows how a cell that was computed again has changed.
  func show(_ recomputation: Recomputation) {
    remember(recomputation.result)
    show(Shown(recomputation, session.sources))
  }

  /// How tables are shown.
  var look: TableLook {
    var look = settings.look(onLines: frontEnd?.screenLines)
    if frontEnd?.isScrollable ?? false { look.allShownBy = ViewCommand.name }
    return look
  }

  private func remember(_ result: Session.CellResult) {
    if let cell = result.cell, cell.value != nil { lastCell = cell.number }
  }

  /// Runs work on the session under the eyes of the front end.
  func watched<T>(_ label: String, _ work: (Execution) throws -> T) rethrows -> T {
    let monitor = WorkMonitor()
    monitor.begin(label, total: 0)
    let execution = Execution(threads: settings.threads, monitor: monitor)
    guard let frontEnd else { return try work(execution) }
    return try frontEnd.watch(monitor) { try work(execution) }
  }
}
