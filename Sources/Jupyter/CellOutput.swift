import Diagnostics
import Dispatch
import Forms
import Kernels
import Synchronization
import Workbench

/// Shows in a notebook what a workbench has to show: results in several forms, failures at the end, and how far work
/// has come.
final class CellOutput: FrontEnd {
  private let announcer: Announcer
  private let interrupts: Interrupts
  private var number = 0
  private var isSilent = true
  /// Why something was not done, in the order in which it was said.
  private var failures: [Shown] = []
  private var displays = 0

  static let width = 100
  private static let columns = 30

  init(_ interrupts: Interrupts, _ announcer: Announcer) {
    (self.interrupts, self.announcer) = (interrupts, announcer)
  }

  /// From now on what is shown belongs to a cell.
  func begin(number: Int, isSilent: Bool) { (self.number, self.isSilent, failures) = (number, isSilent, []) }

  func show(_ shown: Shown) {
    if shown.role == .failure {
      failures.append(shown)
    } else if !isSilent {
      let isResult = shown.role == .result
      announcer.publish(
        isResult ? "execute_result" : "display_data",
        .members([
          "data": Self.forms(of: shown), "metadata": .object([]),
          "execution_count": isResult ? .int(number) : nil, "transient": isResult ? nil : .object([]),
        ]))
    }
  }

  /// What there is to see as lines, and as HTML or as a picture.
  static func forms(of shown: Shown) -> JSONValue {
    let picture = shown.blocks.joined().compactMap { part in
      if case .drawing(let drawing) = part { drawing.svg } else { nil }
    }.first
    let style = "<style>\(HTMLRenderer.styleSheet)</style>"
    return .members([
      "text/plain": .text(TextRenderer(width: width).render(shown)),
      "text/html": picture == nil ? .text(style + HTMLRenderer(columns: columns).render(shown)) : nil,
      "image/svg+xml": picture.map { .text($0) },
    ])
  }

  /// What was not done, as notebooks show errors: a name, a line, and all of it; nil where everything was.
  var error: (name: String, value: String, lines: [String])? {
    guard let first = failures.first else { return nil }
    let found = first.blocks.joined().compactMap { part -> Diagnostic? in
      if case .findings(let findings, _) = part { findings.first } else { nil }
    }.first
    let coloured = TextRenderer(width: Self.width, colours: true)
    let lines = failures.flatMap { coloured.render($0).split(separator: "\n", omittingEmptySubsequences: false) }
    let plain = TextRenderer(width: Self.width).render(first).split(separator: "\n").first
    let name = found?.code ?? (interrupts.isWanted ? "Cancelled" : "Failure")
    return (name, found?.message ?? plain.map(String.init) ?? "", lines.map(String.init))
  }

  /// Runs work; where it takes long a line tells how far it has come.
  func watch<T>(_ monitor: WorkMonitor, _ work: () throws -> T) rethrows -> T {
    interrupts.begin(monitor)
    defer { interrupts.end() }
    displays += 1
    let progress = ProgressDisplay(monitor, id: "carnet-\(number)-\(displays)", isSilent ? nil : announcer)
    defer { progress.end() }
    return try work()
  }
}

/// A line that tells how far work has come, and is replaced as it goes on. Memory is looked at meanwhile.
private final class ProgressDisplay: Sendable {
  private let monitor: WorkMonitor
  private let id: String
  private let announcer: Announcer?
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  private struct State {
    var isShown = false
    var hasEnded = false
  }

  private static let silence = 0.5, interval = 250

  init(_ monitor: WorkMonitor, id: String, _ announcer: Announcer?) {
    (self.monitor, self.id, self.announcer) = (monitor, id, announcer)
    look(in: Self.interval)
    lookAtMemory(in: 0)
  }

  private var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  private func look(in milliseconds: Int) {
    DispatchQueue.global(qos: .userInteractive).asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [self] in
      let progress = monitor.isCancelled ? ("stopping", 0, 0) : monitor.progress
      let hasEnded = state.withLock { state in
        if !state.hasEnded, seconds >= Self.silence {
          show(ProgressText.line(progress, seconds: seconds, width: CellOutput.width), &state)
        }
        return state.hasEnded
      }
      if !hasEnded { look(in: Self.interval) }
    }
  }

  /// Has memory looked at as long as the work runs, the more often the less there is.
  private func lookAtMemory(in milliseconds: Int) {
    DispatchQueue.global(qos: .userInteractive).asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [self] in
      if !state.withLock({ $0.hasEnded }) { lookAtMemory(in: MemoryBrake.look()) }
    }
  }

  private func show(_ text: String, _ state: inout State) {
    guard let announcer else { return }
    announcer.publish(state.isShown ? "update_display_data" : "display_data", .members([
      "data": .members(["text/plain": .text(text)]), "metadata": .object([]),
      "transient": .members(["display_id": .text(id)]),
    ]))
    state.isShown = true
  }

  /// Leaves how long it took, where a line was shown.
  func end() {
    state.withLock { state in
      state.hasEnded = true
      if state.isShown { show("took \(ProgressText.elapsed(seconds))", &state) }
    }
  }
}
