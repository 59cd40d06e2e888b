import CTerminal
import Foundation
import Workbench

/// The whole screen with a table on it: reads keys, gives them to a ``TableView``, and draws its lines.
public struct ViewScreen: Sendable {
  /// How long a wait for a key lasts before the size is looked at again.
  private static let interval: Int32 = 100
  /// How long an escape waits for what may follow it.
  private static let escapeWait: Int32 = 50

  private let ink: Ink

  /// The screen behind standard input and output.
  public init(ink: Ink = TerminalDevice.standardOutput.ink) { self.ink = ink }

  /// Whether there is a terminal that has a second screen.
  static var isThere: Bool {
    let kind = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0 && !["", "dumb"].contains(kind)
  }

  /// Shows a table until the person leaves it. False where there is no screen.
  func show(_ table: TableView) -> Bool {
    guard Self.isThere else { return false }
    fflush(nil)
    guard screen_take() == 0 else { return false }
    defer { screen_give_back() }
    var view = table, decoder = KeyDecoder(), drawn: [String] = [], size: [Int32] = [0, 0]
    while !view.isDone {
      if fit(&view, &size) { drawn = [] }
      draw(view.lines(ink), over: &drawn)
      guard let keys = keys(&decoder) else { break }
      for key in keys {
        if key == .control("z") {
          screen_stop()
          drawn = []
        } else if key == .control("l") {
          drawn = []
        } else if !view.isDone {
          view.press(key)
        }
      }
    }
    return true
  }

  /// Fits the table into the screen; true where that has another size than before.
  private func fit(_ view: inout TableView, _ size: inout [Int32]) -> Bool {
    var (lines, columns): (Int32, Int32) = (0, 0)
    guard screen_size(STDOUT_FILENO, &lines, &columns) == 0, size != [lines, columns] else { return false }
    size = [lines, columns]
    view.resize(lines: Int(lines), columns: Int(columns))
    return true
  }

  /// Keys that were pressed, none after a while without any; nil where there will be no more.
  private func keys(_ decoder: inout KeyDecoder) -> [ViewKey]? {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = screen_read(&bytes, Int32(bytes.count), decoder.isInside ? Self.escapeWait : Self.interval)
    if count < 0 { return nil }
    return count == 0 ? decoder.rest() : decoder.keys(of: bytes.prefix(Int(count)))
  }

  /// Draws the lines that have changed; all of them where nothing is known of what is there.
  private func draw(_ lines: [String], over drawn: inout [String]) {
    guard lines != drawn else { return }
    var text = lines.count == drawn.count ? "" : "\u{1B}[2J"
    for (index, line) in lines.enumerated() where drawn.count != lines.count || drawn[index] != line {
      text += "\u{1B}[\(index + 1);1H\u{1B}[2K" + line
    }
    drawn = lines
    TerminalDevice.standardOutput.write(text)
  }
}
