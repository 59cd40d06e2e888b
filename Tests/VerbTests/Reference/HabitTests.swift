import Foundation
import Diagnostics
import Language
import Session
import Testing
import Verbs

/// What people write who come from other languages fails with the line to write, and that line runs.
@Suite struct HabitTests {
  private static let table = """
    t = range 12 | derive { x = n * 5 % 11, y = n / 4, k = n % 2, name = if n < 5 then "a" else "b" } | drop n

    """

  @Test(arguments: ForeignHabit.all.indices) func theLineToWriteRuns(place: Int) throws {
    let habit = ForeignHabit.all[place]
    let lead = habit.extent == .stage ? "t | " : ""
    let failure = try #require(
      Self.failure(of: Self.table + lead + habit.foreign), "`\(habit.foreign)` means something")
    #expect(failure.code == "E06" && failure.message == habit.sentence)
    let help = habit.own.isEmpty ? "leave this line out" : "write `\(habit.own)`"
    #expect(failure.help == help, "\(habit.foreign)")
    let fix = try #require(failure.fixIts.first)
    #expect(fix.replacement == habit.own)
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-habit-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try "x,y\n1,2\n".write(to: file, atomically: true, encoding: .utf8)
    let own = (Self.table + lead + habit.own).replacing(/"\w+\/t\.csv"/, with: "\"\(file.path)\"")
    #expect(Self.failure(of: own) == nil, "`\(own)` fails: \(Self.failure(of: own)?.message ?? "")")
  }

  @Test("more that is written elsewhere", arguments: [
    (#"t[["x", "name"]]"#, "t | select x, name"), ("t['x']", "t | select x"),
    (#"t[(t.x > 3) & (t["name"] == 'a')]"#, #"t | where (x > 3) and (name == "a")"#),
      ("t.describe()", "t | describe"), ("t.shape", "t | count"), ("nrow(t)", "t | count"),
      ("t.dropna()", "t | where row_nulls(@*) == 0"),
      ("t.drop_duplicates()", "t | distinct"), ("t.head(3)", "t | head 3"),
      ("SELECT * FROM t WHERE name = 'a'", #"t | where name == "a""#),
      ("t$z <- t$x * 2", "t = t | derive z = x * 2"), ("t.x.sum()", "t | agg sum(x)"),
      ("t | mutate(z = x)", "derive z = x"),
      ("t | derive z = ifelse(x > 1, y, k)", "derive z = if x > 1 then y else k"),
      ("t | group_by(name)", "agg n = count() by name"),
    ("t | arrange(desc(x))", "sort -x"), ("t | tabulate name", "levels name"), ("t | keep x, name", "select x, name"),
    ("t | dropna()", "where row_nulls(@*) == 0"), ("library(dplyr)", ""),
  ])
  func more(foreign: String, own: String) throws {
    let failure = try #require(Self.failure(of: Self.table + foreign), "`\(foreign)` means something")
    #expect(failure.fixIts.first?.replacement == own, "\(foreign): \(failure.help ?? failure.message)")
    let lead = foreign.hasPrefix("t | ") ? "t | " : ""
    if !own.isEmpty { #expect(Self.failure(of: Self.table + lead + own) == nil, "\(own)") }
  }

  @Test("other failures keep their own message", arguments: [
      "t | select z", "t | heda 3", "tt | head", "t | derive z = foo(x)", "t | where x = 3", "head 3", "t | keep",
      "import",
  ])
  func others(script: String) throws {
    let failure = try #require(Self.failure(of: Self.table + script))
    #expect(!ForeignHabit.all.map(\.sentence).contains(failure.message) || failure.code != "E06", "\(failure.message)")
  }

  private static func failure(of script: String) -> Diagnostic? {
    let session = Session(catalog: .standard)
    for result in session.run(script, .serial) {
      if case .failed(let found) = result { return found.first { $0.severity == .error } }
    }
    return nil
  }
}
