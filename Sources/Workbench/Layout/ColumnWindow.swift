/// Which columns of a wide table are shown: the first ones, which tell what a row is, and the last ones, which are the
/// newest.
public struct ColumnWindow: Sendable, Equatable {
  /// The columns that are shown.
  public let columns: [Int]
  /// How many of them stand before the gap; nil where nothing is left out.
  public let gap: Int?

  /// At most so many columns of a table; nil for all.
  public init(count: Int, limit: Int?) {
    let last = max(1, (limit ?? count) / 2)
    self.init(count: count, first: max(0, (limit ?? count) - last), last: last)
  }

  /// The columns that fit into a room beside each other. One of them is shown in any case: the last one.
  ///
  /// - Parameters:
  ///   - widths: those of the columns.
  ///   - between: the space between two columns.
  ///   - mark: the width of what stands in the place of those that are left out.
  ///   - isWhole: false where some are left out already.
  init(widths: [Int], room: Int, between: Int, mark: Int, isWhole: Bool = true) {
    let count = widths.count
    if isWhole, widths.reduce(0, +) + between * max(0, count - 1) <= room {
      self.init(count: count, first: count, last: 0)
      return
    }
    var first = 0, last = min(1, count)
    var left = room - mark - (widths.last.map { $0 + between } ?? 0)
    var isOpen = (first: true, last: true)
    /// Takes one more column at an end, unless there is no room for it or it is the last that could be left out.
    func take(_ index: Int) -> Bool {
      guard first + last < (isWhole ? count - 1 : count), widths[index] + between <= left else { return false }
      left -= widths[index] + between
      return true
    }
    while isOpen.first || isOpen.last {
      if isOpen.first { isOpen.first = take(first) }
      if isOpen.first { first += 1 }
      if isOpen.last { isOpen.last = take(count - 1 - last) }
      if isOpen.last { last += 1 }
    }
    self.init(count: count, first: first, last: last)
  }

  private init(count: Int, first: Int, last: Int) {
    if first + last >= count {
      (columns, gap) = (Array(0..<count), nil)
    } else {
      (columns, gap) = (Array(0..<first) + Array(count - last..<count), first)
    }
  }
}
