import CPseudoTerminal
import Foundation
import TestSupport
import Testing

/// A terminal of a size with a program in it, of which one sees the screen.
final class ScreenTerminal {
  /// What it is: its size, and what it can do.
  struct Kind: Sendable, CustomTestStringConvertible {
    var lines = 24
    var columns = 80
    /// `TERM`.
    var name = "xterm-256color"
    var hasColours = false

    var testDescription: String { "\(columns)x\(lines) \(name)\(hasColours ? " with colours" : "")" }
  }

  private(set) var screen: TerminalScreen
  /// What was written since something was typed last.
  private(set) var answer = ""
  private let descriptor: Int32
  private(set) var process: Int32 = 0
  private var status: Int32?

  static var program: String { Repository.root.appending(path: ".build/debug/carnet").path }

  /// Starts the program, or a command that starts it.
  init(_ kind: Kind, in folder: URL, command: [String] = [program], settings: [String: String] = [:]) throws {
    try #require(
      FileManager.default.isExecutableFile(atPath: Self.program), "build it first: swift build --product carnet")
    var all = [
      "TERM": kind.name, "NO_COLOR": kind.hasColours ? "" : "1", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
      "XDG_STATE_HOME": folder.appending(path: "state").path, "INPUTRC": "/dev/null", "PAGER": "",
    ]
    all.merge(settings) { $1 }
    screen = TerminalScreen(lines: kind.lines, columns: kind.columns)
    descriptor = pseudo_terminal_start_with(
      command.joined(separator: "\n"), folder.path, all.map { "\($0)=\($1)" }.joined(separator: "\n"),
      Int32(kind.lines), Int32(kind.columns), &process)
    try #require(descriptor >= 0)
  }

  func type(_ text: String) {
    answer = ""
    _ = pseudo_terminal_write(descriptor, text, Int32(text.utf8.count))
  }

  func resize(lines: Int, columns: Int) {
    screen.resize(lines: lines, columns: columns)
    _ = pseudo_terminal_resize(descriptor, Int32(lines), Int32(columns))
  }

  /// Whether a text stands on the screen within half a minute, and nothing more comes then.
  func shows(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> Bool {
    waits("for \(text.debugDescription)", sourceLocation) { $0.text.contains(text) }
  }

  /// Whether the screen comes to be as wanted within half a minute, and nothing more comes then.
  func waits(
    _ what: String, _ sourceLocation: SourceLocation = #_sourceLocation, until isRight: (TerminalScreen) -> Bool
  ) -> Bool {
    let deadline = Date().addingTimeInterval(30)
    while Date() < deadline {
      let isQuiet = !read(milliseconds: 150)
      if isQuiet, isRight(screen) { return true }
    }
    Issue.record("waited \(what), and there was\n\(screen.text)", sourceLocation: sourceLocation)
    return false
  }

  /// Takes what the program has written; false where there was nothing.
  private func read(milliseconds: Int32) -> Bool {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = Int(pseudo_terminal_read(descriptor, &buffer, Int32(buffer.count), milliseconds))
    guard count > 0 else {
      if count < 0 { Thread.sleep(forTimeInterval: 0.05) }
      return false
    }
    answer += String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    screen.take(buffer.prefix(count).map { UInt8(bitPattern: $0) })
    return true
  }

  /// How the terminal treats keys: whether it echoes them and hands them over line by line.
  var isOrdinary: Bool { pseudo_terminal_is_ordinary(descriptor) != 0 }

  /// Waits for the end; its exit code, or 256 and the signal.
  @discardableResult
  func end() -> Int32 {
    while read(milliseconds: 50) {}
    let status = self.status ?? pseudo_terminal_finish(descriptor, process)
    self.status = status
    return status
  }
}
