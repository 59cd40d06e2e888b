import Kernels

/// Whoever draws what a workbench has to show, and lets a person stop its work: a terminal, a kernel of another
/// notebook, a test.
public protocol FrontEnd: AnyObject {
  /// Draws something below what is there.
  func show(_ shown: Shown)
  /// Runs work on the calling thread. Meanwhile the monitor tells how far it has come, and takes a wish to stop it.
  func watch<T>(_ monitor: WorkMonitor, _ work: () throws -> T) rethrows -> T
  /// How many lines the screen has; nil where there is none.
  var screenLines: Int? { get }
  /// Whether a person can move through a table on the whole screen.
  var isScrollable: Bool { get }
  /// Lets the person move through a table on the whole screen. False where there is none.
  func scroll(_ view: TableView) -> Bool
  /// Puts a text on the person's clipboard.
  func copy(_ text: String) -> CopyOutcome
  /// Opens a file where the person looks at pictures and pages.
  func view(_ path: String) -> ViewOutcome
  /// Lets the person change a text in an editor; nil is the one that they are used to.
  func edit(_ text: String, in editor: String?) -> EditOutcome
}

extension FrontEnd {
  /// Runs work without telling anybody how far it has come.
  public func watch<T>(_ monitor: WorkMonitor, _ work: () throws -> T) rethrows -> T { try work() }
  /// There is no screen.
  public var screenLines: Int? { nil }
  /// There is no screen.
  public var isScrollable: Bool { false }
  /// There is no screen.
  public func scroll(_ view: TableView) -> Bool { false }
  /// There is no clipboard.
  public func copy(_ text: String) -> CopyOutcome { .unavailable }
  /// There is no viewer.
  public func view(_ path: String) -> ViewOutcome { .unavailable }
  /// There is no editor.
  public func edit(_ text: String, in editor: String?) -> EditOutcome { .failed("there is no editor here") }
}

/// What became of a text that was meant for the clipboard.
public enum CopyOutcome: Equatable, Sendable {
  /// It went there in some way, `wl-copy`.
  case done(String)
  /// It is longer than the one way there is can take, in bytes.
  case tooLong(String, limit: Int)
  /// There is no way.
  case unavailable
}

/// What became of a file that was to be looked at.
public enum ViewOutcome: Equatable, Sendable {
  /// A program was given it.
  case opened(String)
  /// The program did not take it.
  case failed(String)
  /// There is no program for it.
  case unavailable
}

/// What became of a text in an editor.
public enum EditOutcome: Equatable, Sendable {
  /// What was saved.
  case text(String)
  /// Nothing can be said of the text, and why.
  case failed(String)
}

/// What a front end does after an entry.
public enum Next: Equatable, Sendable {
  /// It takes the next entry.
  case entry
  /// It lets the person change a text, which then takes the place of a cell.
  case edit(cell: Int, text: String)
  /// It reads lines up to an empty one, and gives them to ``Workbench/take(pasted:as:)``.
  case paste(name: String)
  /// It ends the session.
  case end
}
