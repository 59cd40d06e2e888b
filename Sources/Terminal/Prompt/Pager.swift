import CTerminal
import Foundation

/// The program that shows what is longer than the screen: `$PAGER`, or `less` where that is installed.
public struct Pager: Sendable {
  private let command: String

  /// The pager that the person has; nil where there is none, none is wanted, or the terminal cannot do what one needs.
  public init?(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    guard !["", "dumb"].contains(environment["TERM"] ?? "") else { return nil }
    if let own = environment["PAGER"] {
      guard !own.allSatisfy(\.isWhitespace), own != "cat" else { return nil }
      command = own
    } else {
      let folders = (environment["PATH"] ?? "").split(separator: ":")
      guard folders.contains(where: { FileManager.default.isExecutableFile(atPath: "\($0)/less") }) else { return nil }
      command = "less"
    }
  }

  /// Shows a text and waits until the person has seen it. False where it cannot be started.
  ///
  /// `less` ends at once where everything fits, lets colours through, and leaves on the screen what was seen, unless
  /// `$LESS` says otherwise.
  func show(_ text: String) -> Bool {
    pager_show("LESS=\"${LESS-FRX}\" \(command)", text, text.utf8.count) == 0
  }
}
