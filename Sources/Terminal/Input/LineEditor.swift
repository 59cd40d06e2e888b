import CTerminal
import Foundation
import Synchronization

/// Lines typed with GNU readline: editing, history, completion at Tab.
///
/// Readline has one state in a process, so there is one editor.
public final class LineEditor: LineSource, Sendable {
  /// The number of entries that the history keeps.
  private static let historyLimit = 10_000
  private static let state = Mutex(State())

  private struct State {
    var isStarted = false
    var completer: Completing?
  }

  private let historyPath: String?

  /// - Parameter historyPath: nil keeps the history in memory only.
  public init(historyPath: String? = LineEditor.standardHistoryPath()) {
    self.historyPath = historyPath
    let isFirst = Self.state.withLock { state in
      defer { state.isStarted = true }
      return !state.isStarted
    }
    guard isFirst else { return }
    line_editor_start("carnet") { line, cursor in LineEditor.complete(line, cursor) }
    guard let historyPath else { return }
    let folder = URL(filePath: historyPath).deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    line_editor_load_history(historyPath, Int32(Self.historyLimit))
  }

  /// `$XDG_STATE_HOME/carnet/history`, by default under `~/.local/state`; nil where there is no home.
  public static func standardHistoryPath() -> String? {
    let environment = ProcessInfo.processInfo.environment
    // The specification says that a relative path is to be ignored.
    let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (state ?? environment["HOME"].map { $0 + "/.local/state" }).map { $0 + "/carnet/history" }
  }

  /// Lets a line be edited, from a text that is there already.
  public func readLine(prompt: String, preset: String) -> TypedLine {
    var outcome = LINE_EDITOR_END
    let line = line_editor_read(prompt, preset, &outcome)
    switch outcome {
    // SAFETY: the text is valid until the next line is read, and copied here.
    case LINE_EDITOR_LINE: return line.map { .text(String(cString: $0)) } ?? .end
    case LINE_EDITOR_INTERRUPTED: return .interrupted
    default: return .end
    }
  }

  /// Puts an entry into the history, in memory and on disk.
  public func remember(_ entry: String) { _ = line_editor_remember(entry, historyPath) }

  /// Says who completes words from now on.
  public func completes(_ completer: @escaping Completing) { Self.state.withLock { $0.completer = completer } }

  private static func complete(_ line: UnsafePointer<CChar>?, _ cursor: Int32) -> Int32 {
    guard let line, let completer = state.withLock({ $0.completer }) else { return cursor }
    // SAFETY: readline's buffer ends in a zero byte and does not change during the call.
    let offer = completer(String(decoding: String(cString: line).utf8.prefix(Int(cursor)), as: UTF8.self))
    for text in offer.texts { line_editor_offer(text) }
    line_editor_hint(offer.hint, offer.arePaths ? 1 : 0)
    return Int32(clamping: offer.start)
  }
}
