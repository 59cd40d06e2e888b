/// Lines that stand over a table for a while, and can be longer than the screen.
struct ViewPage: Sendable {
  /// What it tells of.
  enum Subject: Sendable {
    case record, column, keys
  }

  let subject: Subject
  let title: String
  let lines: [String]
  /// The first line that is seen.
  var top = 0

  /// Moves so many lines down.
  mutating func move(_ lines: Int, height: Int) {
    top = max(0, min(top + lines, self.lines.count - height))
  }
}
