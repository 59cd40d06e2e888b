import CTerminal
import Dispatch
import Kernels
import Synchronization
import Workbench

/// Watches over work from another thread: shows how far it has come, and hands on Ctrl-C.
///
/// Ctrl-C is handed on within a hundredth of a second. The progress line appears on standard error after half a second,
/// only if that is a terminal; it is redrawn at most ten times a second and erased at the end.
public final class RunningWork: Sendable {
  private let monitor: WorkMonitor
  private let screen: TerminalDevice
  private let start = ContinuousClock.now
  /// The timer and the end of the work take turns on the screen's last line.
  private let line = Mutex(Line())

  private struct Line {
    var isShown = false
    var hasEnded = false
    /// Somebody else has the screen for a while.
    var isHeld = false
    /// Looks since the line was drawn.
    var age = 0
  }

  private static let interval = DispatchTimeInterval.milliseconds(10)
  /// The looks between two drawings.
  private static let drawing = 10
  private static let silence = Duration.milliseconds(500)
  private static let eraseLine = "\r\u{1B}[K"

  /// Runs `work` on the calling thread, watched over by a timer. Ctrl-C cancels the monitor and nothing else.
  ///
  /// The work calls ``erase()`` before it prints something.
  @discardableResult
  public static func watch<T>(
    _ monitor: WorkMonitor, on screen: TerminalDevice = .standardError, _ work: (RunningWork) throws -> T
  ) rethrows -> T {
    let watch = RunningWork(monitor, screen)
    line_editor_catch_interrupts()
    let timer = DispatchSource.makeTimerSource(queue: .global(qos: .userInteractive))
    timer.schedule(deadline: .now() + interval, repeating: interval)
    timer.setEventHandler { watch.look() }
    timer.activate()
    watch.lookAtMemory(in: 0)
    defer {
      watch.end()
      timer.cancel()
      line_editor_release_interrupts()
    }
    return try work(watch)
  }

  /// Has memory looked at as long as the work runs, the more often the less there is.
  private func lookAtMemory(in milliseconds: Int) {
    DispatchQueue.global(qos: .userInteractive).asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [self] in
      if !line.withLock({ $0.hasEnded }) { lookAtMemory(in: MemoryBrake.look()) }
    }
  }

  private init(_ monitor: WorkMonitor, _ screen: TerminalDevice) { (self.monitor, self.screen) = (monitor, screen) }

  private func look() {
    if line_editor_interrupt_count() > 0 { monitor.cancel() }
    let elapsed = ContinuousClock.now - start
    guard elapsed >= Self.silence, isDue, let width = screen.width else { return }
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let progress = monitor.isCancelled ? ("stopping", 0, 0) : monitor.progress
    let text = ProgressText.line(progress, seconds: seconds, width: width - 1)
    line.withLock { line in
      guard !line.hasEnded, !line.isHeld else { return }
      screen.write(Self.eraseLine + screen.ink.dim(text))
      line.isShown = true
    }
  }

  /// Whether it is time to draw the line again.
  private var isDue: Bool {
    line.withLock { line in
      line.age = (line.age + 1) % Self.drawing
      return line.age == 0
    }
  }

  /// Takes the progress line off the screen; a tenth of a second later there is one again, if the work still runs.
  public func erase() {
    line.withLock { line in
      if line.isShown { screen.write(Self.eraseLine) }
      line.isShown = false
    }
  }

  /// Keeps the progress line off the screen while something else is on it.
  func hold<T>(_ body: () -> T) -> T {
    line.withLock { $0.isHeld = true }
    erase()
    defer { line.withLock { $0.isHeld = false } }
    return body()
  }

  private func end() {
    line.withLock { $0.hasEnded = true }
    erase()
  }
}
