/// Where the lines of a prompt come from.
public protocol LineSource {
  /// Reads a line; `preset` stands in it already, for the person to change.
  func readLine(prompt: String, preset: String) -> TypedLine
  /// Reads a line of data, in which Tab is a character. What is pasted at once is one line, whatever it holds.
  func readData(prompt: String) -> TypedLine
  /// Draws the entry that was read last once more in its place, in colours.
  /// - Parameter typed: what stands on the screen, with the prompts and without colours.
  func redraw(_ typed: String, as drawn: String)
  /// Whether anything was ever typed there.
  var hasHistory: Bool { get }
  /// Adds a whole entry to the history.
  func remember(_ entry: String)
  /// Sets what Tab offers from now on for a line up to the cursor.
  func completes(_ completer: @escaping Completing)
}

/// Tells what can stand at the end of a line.
public typealias Completing = @Sendable (_ line: String) -> Offer

/// What can stand at the end of a line.
public struct Offer: Sendable {
  /// Where the word begins that is replaced, in bytes.
  public let start: Int
  /// The texts that fit.
  public let texts: [String]
  /// Whether they are paths, of which the last part is shown.
  public let arePaths: Bool
  /// What is shown where nothing fits, or Tab is pressed again: lines about the place of the cursor.
  public let hint: String

  /// What fits, and what to say about the place.
  public init(start: Int, texts: [String], arePaths: Bool = false, hint: String = "") {
    (self.start, self.texts, self.arePaths, self.hint) = (start, texts, arePaths, hint)
  }
}

extension LineSource {
  /// A source without a keyboard completes nothing.
  public func completes(_ completer: @escaping Completing) {}
  /// Whoever writes lines without a keyboard needs no introduction.
  public var hasHistory: Bool { true }
  /// Lines of data are lines as others.
  public func readData(prompt: String) -> TypedLine { readLine(prompt: prompt, preset: "") }
  /// A source without a screen draws nothing.
  public func redraw(_ typed: String, as drawn: String) {}
}

/// What came of reading a line.
public enum TypedLine: Equatable, Sendable {
  case text(String)
  /// Ctrl-C: what was typed is dropped.
  case interrupted
  /// Ctrl-D, or the end of the input.
  case end
}
