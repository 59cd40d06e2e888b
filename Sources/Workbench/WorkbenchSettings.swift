import Diagnostics

/// What `.set` changes: how results are shown, and how work runs. No result depends on it.
public struct WorkbenchSettings: Sendable {
  /// How tables are shown, but for the rows.
  public var look = TableLook.standard
  /// How many rows of a table are shown; nil for what the screen has room for.
  public var rows: Int?
  /// Whether what is longer than the screen is shown by the person's pager.
  public var usesPager = true
  /// The number of threads that cells run on.
  public var threads: Int

  /// The editor of `.edit N --editor`, with its arguments; nil for the one that the person is used to.
  public var editor: String?

  /// The usual settings, with so many threads.
  public init(threads: Int) { self.threads = threads }

  /// One setting: its name, what it does, and how it is read and written as text.
  struct Setting: Sendable {
    let name: String
    let summary: String
    /// What it can be, for whoever wrote something else.
    let values: String
    /// The words that it can be, which Tab offers.
    var words: [String] { values.matches(of: /`([a-z]+)`/).map { String($0.output.1) } }
    let read: @Sendable (WorkbenchSettings) -> String
    /// False for a value that does not fit.
    let write: @Sendable (inout WorkbenchSettings, String) -> Bool
  }

  static let all = [shownRows, columns, digits, null, pager, editor, threads]

  private static let shownRows = Setting(
    name: "rows", summary: "rows of a table that are drawn before the middle is left out; `auto` draws at most 20, and "
      + "no more than the screen has room for", values: "`auto` or a number from 2 up",
    read: { count($0.rows) },
    write: { settings, text in write(text, from: 2, &settings.rows) })

  private static let pager = Setting(
    name: "pager", summary: "whether `$PAGER` or less shows what is longer than the screen", values: "`on` or `off`",
    read: { $0.usesPager ? "on" : "off" },
    write: { settings, text in
      guard ["on", "off"].contains(text) else { return false }
      settings.usesPager = text == "on"
      return true
    })

  private static let editor = Setting(
    name: "editor", summary: "the program of `.edit N --editor`; `usual` is $VISUAL or $EDITOR",
    values: "`usual` or a program with its arguments",
    read: { $0.editor ?? "usual" },
    write: { settings, text in
      settings.editor = text == "usual" ? nil : text
      return true
    })

  private static let columns = Setting(
    name: "columns", summary: "columns of a table that are drawn, below each other where they do not fit; "
      + "`auto` draws as many as fit beside each other", values: "`auto` or a number from 2 up",
    read: { count($0.look.columns) },
    write: { settings, text in write(text, from: 2, &settings.look.columns) })

  private static let digits = Setting(
    name: "digits", summary: "digits of a number with decimals that are shown; `auto` shows what is easy to read",
    values: "`auto` or a number from 1 to 17",
    read: { count($0.look.digits) },
    write: { settings, text in write(text, from: 1, to: 17, &settings.look.digits) })

  private static let null = Setting(
    name: "null", summary: "what stands for a missing value; `auto` is a dot",
    values: "`auto` or a word of at most 12 characters that is no number",
    read: { $0.look.null },
    write: { settings, text in
      let isReadable = (1...12).contains(DisplayWidth.of(text)) && DisplayWidth.sanitised(text) == text
      // What looks like a value would be taken for one.
      guard isReadable, !text.contains(where: \.isNumber), !["yes", "no"].contains(text) else { return false }
      settings.look.null = text == "auto" ? TableLook.usualNull : text
      return true
    })

  private static let threads = Setting(
    name: "threads", summary: "threads that cells run on; results do not depend on it",
    values: "a number from 1 to 1024",
    read: { "\($0.threads)" },
    write: { settings, text in
      guard let threads = Int(text), (1...1024).contains(threads) else { return false }
      settings.threads = threads
      return true
    })

  private static func count(_ number: Int?) -> String { number.map { "\($0)" } ?? "auto" }

  /// Reads `auto` or a number.
  private static func write(_ text: String, from least: Int, to most: Int = .max, _ number: inout Int?) -> Bool {
    if text == "auto" {
      number = nil
      return true
    }
    guard let value = Int(text), (least...most).contains(value) else { return false }
    number = value
    return true
  }
}
