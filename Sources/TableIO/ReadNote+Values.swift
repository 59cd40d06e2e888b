/// What reading changed in values, in the same words for each format of text.
extension ReadNote {
  /// The column was made text so that the digits of its integers are kept.
  static func digitsKept(column: String) -> ReadNote {
    ReadNote(
      column: column, count: 1,
      "is text: it has integers beyond 53 bits, which no float holds, and other numbers; "
        + "`types: [\(column): float]` rounds them")
  }

  /// The column was asked for as floats, and not all of its integers are any.
  static func digitsRounded(column: String) -> ReadNote {
    ReadNote(column: column, count: 1, "integers beyond 53 bits were rounded to floats")
  }

  /// - Parameters:
  ///   - cut: how many times lost decimals behind the sixth.
  ///   - moved: how many were moved from another zone to UTC.
  static func times(column: String, cut: Int, moved: Int) -> [ReadNote] {
    [(cut, "lost what is finer than microseconds"), (moved, "moved from another zone to UTC")]
      .filter { $0.0 > 0 }.map { ReadNote(column: column, $0.0, "time", $0.1) }
  }
}
