import CTerminal
import Files
import Foundation
import Workbench

/// A place to write to that may be a terminal: then it has a width, and colours unless `NO_COLOR` is set or `TERM` is
/// `dumb`.
public struct TerminalDevice: Sendable {
  /// The terminal behind standard output, if it is one.
  public static let standardOutput = TerminalDevice(descriptor: STDOUT_FILENO, stream: .output)
  /// The terminal behind standard error, if it is one.
  public static let standardError = TerminalDevice(descriptor: STDERR_FILENO, stream: .errors)

  /// Its colours; none where it is no terminal.
  public let ink: Ink
  private let measure: @Sendable () -> Int?
  private let measureHeight: @Sendable () -> Int?
  private let sink: @Sendable (String) -> Void

  /// A device of its own kind, such as a text that is collected.
  ///
  /// - Parameters:
  ///   - width: asked before each drawing; nil where this is no terminal.
  ///   - height: the lines of a screen; nil where there is none.
  ///   - sink: takes what is written.
  public init(
    ink: Ink, width: @escaping @Sendable () -> Int?, height: @escaping @Sendable () -> Int? = { nil },
    sink: @escaping @Sendable (String) -> Void
  ) {
    (self.ink, measure, measureHeight, self.sink) = (ink, width, height, sink)
  }

  /// What an open file of the process leads to.
  public init(descriptor: Int32, stream: StandardStream) {
    let isTerminal = isatty(descriptor) != 0
    let environment = ProcessInfo.processInfo.environment
    let refused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"  // no-color.org
    self.init(ink: Ink(colours: isTerminal && !refused)) {
      guard isTerminal else { return nil }
      let columns = Int(line_editor_terminal_width(descriptor))
      return columns > 0 ? columns : TextRenderer.defaultWidth
    } height: {
      var (lines, columns): (Int32, Int32) = (0, 0)
      return isTerminal && screen_size(descriptor, &lines, &columns) == 0 ? Int(lines) : nil
    } sink: { text in
      fflush(nil)
      // A failure is no reason to stop a computation; the stream remembers it.
      stream.write(text)
    }
  }

  /// The number of columns at this moment; nil where this is no terminal.
  public var width: Int? { measure() }

  /// The number of lines at this moment; nil where there is no screen.
  public var height: Int? { measureHeight() }

  /// Writes a text at once, behind what was printed before.
  public func write(_ text: String) { sink(text) }
}

extension TextRenderer {
  /// A renderer for a device: the terminal's width and colours, or the default width and none.
  public init(for device: TerminalDevice) {
    self.init(width: device.width ?? Self.defaultWidth, colours: device.ink.colours)
  }
}
