/// Which rows of a long table are shown: the first and the last ones.
public struct RowWindow: Sendable {
  /// A table of at most `all` rows is shown whole; of a longer one the first and the last rows are.
  public struct Limit: Sendable, Equatable {
    /// How many rows are shown without a gap.
    public var all: Int
    /// How many rows are shown before a gap.
    public var first: Int
    /// How many rows are shown behind a gap.
    public var last: Int
    /// How many rows to show: all up to a number, else some at either end.
    public init(all: Int, first: Int, last: Int) { (self.all, self.first, self.last) = (all, first, last) }

    /// What fits on a screen.
    public static let standard = Limit(all: 20, first: 10, last: 5)
    /// What fits on a screen of so many lines between the entry and the next prompt, with names, types and notes.
    static func fitting(_ lines: Int) -> Limit {
      let usual = Limit.standard, room = max(3, lines - 10)
      let first = min(usual.first, room - room / 3), last = min(usual.last, room / 3)
      return Limit(all: min(usual.all, room), first: first, last: last)
    }

    /// Every row.
    public static let unlimited = Limit(all: .max, first: 0, last: 0)
  }

  /// The rows that are shown.
  public let rows: [Int]
  /// How many of them stand before the gap; nil where nothing is left out.
  public let gap: Int?

  /// Those of so many rows that a limit lets through.
  public init(count: Int, limit: Limit) {
    if count <= max(limit.all, limit.first + limit.last) {
      (rows, gap) = (Array(0..<count), nil)
    } else {
      (rows, gap) = (Array(0..<limit.first) + Array(count - limit.last..<count), limit.first)
    }
  }
}
