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
}

/// What a front end does after an entry.
public enum Next: Equatable, Sendable {
  /// It takes the next entry.
  case entry
  /// It lets the person change a text, which then takes the place of a cell.
  case edit(cell: Int, text: String)
  /// It ends the session.
  case end
}
