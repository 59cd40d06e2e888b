import Language
import TestSupport
import Testing

/// `impute …, by:`: every group fills its own gaps.
@Suite struct GroupedImputationTests {
  private func notes(_ script: String) throws -> [String] { try Run.outcomes(script).last?.notes ?? [] }

  @Test("statistics of the own group", arguments: [
    // Of g 0: 0, 4, 16, gap at 36; of g 1: 1, 9, 25, 49.
    ("range 8 | derive { g = n % 2, a = nullif(n * n, 36) } | impute a, method: median, by: g | row 7 | select a", "4"),
    ("range 8 | derive { g = n % 2, a = nullif(n * n, 36) } | impute a, method: median | row 7 | select a", "9"),
    ("range 4 | derive { g = n % 2, a = nullif(n, 2) } | impute a, method: mean, by: g | row 3 | select a", "0"),
    (
      "range 6 | derive { g = n % 2, t = if n == 5 then null else if g == 1 then \"b\" else \"a\" } "
        + "| impute t, method: mode, by: g | row 6 | select t", "b"
    ),
    // A group without a value: the median of all.
    ("range 5 | derive { g = n, a = nullif(n, 4) } | impute a, method: median, by: g | row 5 | select a", "1.5"),
    // Rows without a group are one.
    (
      "range 6 | derive { g = nullif(n % 2, 1), a = nullif(n * 10, 50) } | impute a, method: median, by: g "
        + "| row 6 | select a", "20"
    ),
    // Two columns tell the groups.
    (
      "range 12 | derive { g = n % 2, h = n % 3, a = nullif(n, 11) } | impute a, method: median, by: g, h "
        + "| row 12 | select a", "5"
    ),
    // Bands keep their order: `>= 9` stands behind `[1, 9)`, and not by its text.
    (
      "range 9 | derive { g = n % 2, b = if n == 3 then null else cut(n * 2, [1, 9]) } "
        + "| impute b, method: mode, by: g | sort b | select b | row 9", ">= 9"
    ),
    // Whole numbers beyond 2^53 are not rounded.
    (
      "range 4 | derive { g = n % 2, a = nullif(9007199254740993 + n * 0, if n == 3 then 9007199254740993 else 0) } "
        + "| impute a, method: median, by: g | row 4 | select a", "9007199254740993"
    ),
  ])
  func statistics(_ script: String, _ value: String) throws {
    #expect(Run.lines(try Run.table(script)) == value)
  }

  @Test func neighboursAreThoseOfTheOwnGroup() throws {
    let table = """
      t = range 60 | derive { g = n % 3, x = n * 37 % 101, y = nullif(n * 53 % 17, 5), z = nullif(n * 7 % 13, 4) }

      """
    for group in 0..<3 {
      let (own, fill, floats) = ("where g == \(group)", "impute x, y, z, method: knn(3)", "cast @num, to: float")
      let alone = try Run.table("\(table)t | \(own) | \(fill) | \(floats)")
      let part = try Run.table("\(table)t | \(fill), by: g | \(own) | \(floats)")
      #expect(Run.lines(alone) == Run.lines(part))
    }
  }

  @Test func groupsThatAreNewGetWhatAllRowsSay() throws {
    // A column without any value has the type that it had in training.
    for (method, value) in [("median", "9"), ("knn(3)", "9")] {
      let text = """
        prep = recipe | impute a, method: \(method), by: g
        t = range 20 | derive { g = n % 2, a = nullif(n, 19), bad = n % 4 == 3 } | drop n | roles target: bad
        m = t | fit logistic, prep: prep
        new = range 1 | derive { g = 5, a = nullif(1.0, 1.0) } | select g, a
        new | prepare m
        """
      let table = try Run.table(text)
      #expect(Run.lines(table.selecting([table.schema.index(of: "a") ?? 0])) == value, "\(method)")
      let told = try notes(text)
      #expect(told.contains { $0.contains("in groups of `g` that the training rows do not have") }, "\(told)")
    }
  }

  @Test func anExportTellsHowManyRowsOfAllGroupsItHolds() throws {
    let folder = OutputFolder()
    let script = """
      prep = recipe | impute a, method: knn(2), by: g | drop g
      t = range 20 | derive { g = n % 2, a = nullif(n, 19), bad = n % 4 == 3 } | drop n | roles target: bad
      m = t | fit logistic, prep: prep
      m | export "\(folder.path)/m"
      """
    let told = try notes(script)
    #expect(told.contains { $0.contains("holds 20 training rows that `impute` takes neighbours from") }, "\(told)")
  }

  @Test("refusals", arguments: [
    ("range 3 | derive a = nullif(n, 1) | impute a, method: median, by: a", "`a` is filled itself"),
    ("range 3 | derive a = nullif(n, 1) | impute a, method: constant, value: 1, by: n", "no meaning with"),
    (
      "range 3 | derive { a = nullif(n, 1), y = n > 1 } | roles target: y | impute a, method: median, by: y",
      "`y` is the target here"
    ),
    ("range 3 | derive a = nullif(n, 1) | impute a, method: median, by: zz", "zz"),
  ])
  func refusals(_ script: String, _ message: String) throws {
    #expect(try #require(try Run.failure(script)).contains(message))
  }
}
