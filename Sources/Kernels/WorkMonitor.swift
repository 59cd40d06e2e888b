import Synchronization

/// Thrown out of long work when the person asked for it to stop.
public struct Cancelled: Error, Sendable {
  /// What was kept of the work, for the person; nil where nothing was.
  public let remark: String?

  /// The error that ends work somebody cancelled.
  public init(_ remark: String? = nil) { self.remark = remark }
}

/// The one cancel flag of a running cell, and how far that cell has come.
///
/// Whoever runs a cell makes one monitor for it. Long loops call ``Execution/checkCancelled()`` at least every 100 ms
/// and report progress; a front end reads both from another thread.
public final class WorkMonitor: Sendable {
  private let cancelFlag = Atomic<Bool>(false)
  private let doneUnits = Atomic<Int>(0)
  private let knownUnits = Atomic<Int>(0)
  private let labelText = Mutex<String>("")
  private let headlineText = Mutex<String>("")
  private let shortageFound = Mutex<InsufficientMemory?>(nil)

  /// A monitor of work that has not begun.
  public init() {}

  /// Whether somebody asked the work to stop.
  public var isCancelled: Bool { cancelFlag.load(ordering: .relaxed) }
  /// Asks the work to stop; any thread may.
  public func cancel() { cancelFlag.store(true, ordering: .relaxed) }

  /// The lack of memory for which the work was stopped.
  public var shortage: InsufficientMemory? { shortageFound.withLock { $0 } }

  func stop(for shortage: InsufficientMemory) {
    shortageFound.withLock { $0 = $0 ?? shortage }
    cancel()
  }

  /// Starts a phase of `total` units (rows, bytes, trees), so that a front end can draw a progress line.
  public func begin(_ label: String, total: Int) {
    labelText.withLock { $0 = label }
    doneUnits.store(0, ordering: .relaxed)
    knownUnits.store(total, ordering: .relaxed)
  }

  /// Says what the phases from now on are parts of, and how that stands: `trial 7 of 30, best auc 0.7512`.
  public func head(_ headline: String) { headlineText.withLock { $0 = headline } }

  /// Adds finished units to the current phase.
  public func advance(by units: Int) { doneUnits.add(units, ordering: .relaxed) }

  /// The current phase: what is being done, and how many of how many units are finished.
  public var progress: (label: String, done: Int, total: Int) {
    let parts = [headlineText.withLock { $0 }, labelText.withLock { $0 }].filter { !$0.isEmpty }
    let (done, total) = (doneUnits.load(ordering: .relaxed), knownUnits.load(ordering: .relaxed))
    return (parts.joined(separator: ": "), done, total)
  }
}
