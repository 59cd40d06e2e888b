import Kernels
import SampleVerbs
import Session
import Workbench

/// A front end without a screen: it keeps what it is given to show.
final class CollectingFrontEnd: FrontEnd {
  private(set) var shown: [Shown] = []
  /// What each piece of work was called when it began.
  private(set) var work: [String] = []
  /// Whether the person asks for everything to stop.
  var cancels = false
  /// How many lines its screen has.
  var screenLines: Int?
  /// Whether tables can be moved through.
  var scrolls = false
  var isScrollable: Bool { scrolls }
  /// The tables that were moved through.
  private(set) var views: [TableView] = []

  func show(_ shown: Shown) { self.shown.append(shown) }

  func scroll(_ view: TableView) -> Bool {
    if scrolls { views.append(view) }
    return scrolls
  }

  func watch<T>(_ monitor: WorkMonitor, _ work: () throws -> T) rethrows -> T {
    self.work.append(monitor.progress.label)
    if cancels { monitor.cancel() }
    return try work()
  }

  /// The lines of all that was shown since the last time, 80 columns wide.
  func text() -> String {
    defer { shown = [] }
    return shown.map { TextRenderer(width: 80).render($0) }.joined(separator: "\n")
  }
}

/// A workbench over the sample verbs, and its front end.
struct Bench {
  let workbench = Workbench(session: Session(catalog: SampleCatalog.all), codes: SessionCodes.all, threads: 1)
  let frontEnd = CollectingFrontEnd()

  /// - Parameter entries: what was typed already.
  init(_ entries: String...) {
    workbench.frontEnd = frontEnd
    for entry in entries { workbench.take(entry) }
    _ = frontEnd.text()
  }

  /// What an entry shows.
  func says(_ entry: String, editing number: Int? = nil) -> String {
    workbench.take(entry, editing: number)
    return frontEnd.text()
  }
}
