import Foundation
import Kernels
import Synchronization

/// Draws how far the work has come on standard error, five times a second; nothing where that is not a terminal.
final class ProgressLine: Sendable {
  private let monitor: WorkMonitor
  private let isRunning = Mutex(false)

  init(monitor: WorkMonitor) { self.monitor = monitor }

  func start() {
    guard isatty(FileHandle.standardError.fileDescriptor) == 1 else { return }
    isRunning.withLock { $0 = true }
    Thread.detachNewThread { [self] in
      while draw() { Thread.sleep(forTimeInterval: 0.2) }
    }
  }

  /// Removes the line; after this nothing more is drawn.
  func stop() {
    isRunning.withLock { running in
      if running { write("\r\u{1B}[K") }
      running = false
    }
  }

  private func draw() -> Bool {
    isRunning.withLock { running in
      let progress = monitor.progress
      if running, progress.total > 0 { write("\r\(progress.done) of \(progress.total) \(progress.label)") }
      return running
    }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
