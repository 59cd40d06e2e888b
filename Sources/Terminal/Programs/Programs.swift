import CTerminal
import Foundation
import Workbench

/// Other programs beside the prompt: the clipboard's, a viewer, an editor.
enum Programs {
  private static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// Whether a program is there, along PATH or by its path.
  static func isThere(_ name: String) -> Bool {
    if name.contains("/") { return access(name, X_OK) == 0 }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  /// Calls `work` with the words as C takes them.
  private static func withArguments(_ words: [String], _ work: (UnsafePointer<UnsafePointer<CChar>?>) -> Int32) -> Int {
    let copies = words.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { UnsafePointer($0) } + [nil]
    // SAFETY: the texts live until the call is over, and the list ends in a null.
    return pointers.withUnsafeBufferPointer { Int($0.baseAddress.map(work) ?? -1) }
  }

  /// Puts a text on the clipboard of the desktop, or of the terminal.
  static func copy(_ text: String, _ screen: TerminalDevice) -> CopyOutcome {
    for words in clipboards where isThere(words[0]) {
      let status = withArguments(words) { terminal_feed($0, text, text.utf8.count) }
      if status == 0 { return .done(words[0]) }
    }
    guard screen.width != nil else { return .unavailable }
    return copy(throughTerminal: text, screen)
  }

  /// The programs that reach the clipboard of the desktop that this runs on.
  private static var clipboards: [[String]] {
    #if os(macOS)
    return [["pbcopy"]]
    #else
    let ofX = [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    return (environment["WAYLAND_DISPLAY"] == nil ? [] : [["wl-copy"]]) + (environment["DISPLAY"] == nil ? [] : ofX)
    #endif
  }

  /// The longest text that terminals take: theirs is a sequence of at most 100 000 bytes, in base 64.
  static let terminalLimit = 74_994

  /// OSC 52: the terminal itself has the clipboard, also where this runs on another machine.
  private static func copy(throughTerminal text: String, _ screen: TerminalDevice) -> CopyOutcome {
    let way = "the terminal (OSC 52, where it allows that)"
    guard text.utf8.count <= terminalLimit else { return .tooLong(way, limit: terminalLimit) }
    screen.write("\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}")
    return .done(way)
  }

  /// Opens a file in the viewer of the system.
  static func view(_ path: String) -> ViewOutcome {
    #if os(macOS)
    let program = "open", hasDesktop = true
    #else
    let program = "xdg-open"
    let hasDesktop = environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil
    #endif
    guard hasDesktop, isThere(program) else { return .unavailable }
    return withArguments([program, path]) { terminal_launch($0) } == 0 ? .opened(program) : .failed(program)
  }

  /// The editor that a person is used to.
  static var usualEditor: String {
    let own = [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty }
    return own ?? ["nano", "vim", "vi"].first(where: isThere) ?? "vi"
  }

  /// Lets a text be changed in an editor.
  static func edit(_ text: String, in editor: String) -> EditOutcome {
    let path = NSTemporaryDirectory() + "carnet-\(getpid())-\(UUID().uuidString.prefix(8)).carnet"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let isWritten = FileManager.default.createFile(
      atPath: path, contents: Data((text + "\n").utf8), attributes: [.posixPermissions: 0o600])
    guard isWritten else { return .failed("\(path) could not be written") }
    // The editor's name may have arguments; the shell takes them apart as other programs do.
    let status = withArguments(["/bin/sh", "-c", "exec \(editor) \"$1\"", "sh", path]) { terminal_run($0) }
    guard status == 0 else { return .failed("`\(editor)` ended with status \(status)") }
    guard let data = FileManager.default.contents(atPath: path), let changed = String(data: data, encoding: .utf8)
    else { return .failed("what `\(editor)` left cannot be read as UTF-8") }
    return .text(changed.trimmingNewlines)
  }
}

extension String {
  /// Without newlines at its end.
  fileprivate var trimmingNewlines: String {
    var text = self[...]
    while text.last?.isNewline ?? false { text.removeLast() }
    return String(text)
  }
}
