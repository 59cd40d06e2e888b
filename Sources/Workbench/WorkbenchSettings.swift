/// What `.set` changes: how results are shown, and how work runs. No result depends on it.
public struct WorkbenchSettings: Sendable {
  /// The rows that are drawn of a long table.
  public var rows = RowWindow.Limit.standard
  /// The number of threads that cells run on.
  public var threads: Int

  /// The usual settings, with so many threads.
  public init(threads: Int) { self.threads = threads }

  /// One setting: its name, what it does, and how it is read and written as text.
  struct Setting: Sendable {
    let name: String
    let summary: String
    let read: @Sendable (WorkbenchSettings) -> String
    /// False for a value that does not fit.
    let write: @Sendable (inout WorkbenchSettings, String) -> Bool
  }

  static let all = [
    Setting(
      name: "rows", summary: "rows of a table that are drawn before the middle is left out",
      read: { "\($0.rows.all)" },
      write: { settings, text in
        guard let rows = Int(text), rows >= 2 else { return false }
        settings.rows = RowWindow.Limit(all: rows, first: rows - rows / 2, last: rows / 4)
        return true
      }),
    Setting(
      name: "threads", summary: "threads that cells run on; results do not depend on it",
      read: { "\($0.threads)" },
      write: { settings, text in
        guard let threads = Int(text), (1...1024).contains(threads) else { return false }
        settings.threads = threads
        return true
      }),
  ]
}
