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
  /// Whether anything was ever typed here, as far as the history tells.
  public let hasHistory: Bool

  /// - Parameter historyPath: nil keeps the history in memory only.
  public init(historyPath: String? = LineEditor.standardHistoryPath()) {
    self.historyPath = historyPath
    hasHistory = historyPath.map { FileManager.default.fileExists(atPath: $0) } ?? true
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

  /// Reads a line as it is, with its tabs.
  public func readData(prompt: String) -> TypedLine {
    line_editor_take_data(1)
    defer { line_editor_take_data(0) }
    return readLine(prompt: prompt, preset: "")
  }

  /// Goes up to where the entry begins, and writes it anew. What may stand otherwise on the screen than can be told
  /// from here stays as it is: lines that fill the screen's width exactly, tabs and what is not ASCII, and more than
  /// fits.
  public func redraw(_ typed: String, as drawn: String) {
    let screen = TerminalDevice.standardOutput
    guard screen.ink.colours, let width = screen.width, typed != drawn else { return }
    guard typed.utf8.allSatisfy({ $0 == 0x0A || (0x20..<0x7F).contains($0) }) else { return }
    let lengths = typed.split(separator: "\n", omittingEmptySubsequences: false).map(\.utf8.count)
    guard !lengths.contains(where: { $0 > 0 && $0 % width == 0 }) else { return }
    let rows = lengths.reduce(0) { $0 + 1 + $1 / width }
    guard rows < Int(line_editor_terminal_height(1)) else { return }
    screen.write("\u{1B}[\(rows)A\r\(drawn)\u{1B}[K\n")
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
