import Columns
import Language
import Testing
import Verbs

/// What the steps of a recipe see of the roles, and of columns whose types the rows to score have otherwise.
@Suite struct RecipeRoleTests {
  private static let data = """
    t = range 60 | derive { id = n * 1000, x = n % 7, y = n % 5 + 0.5, bad = if n % 3 == 0 then 1 else 0 } | drop n
    t = t | roles key: id, target: bad

    """

  /// A model with a step before it.
  private func fit(_ table: String, _ step: String) -> String {
    "prep = recipe | \(step)\nm = \(table) | fit logistic, target: bad, prep: prep\n"
  }

  private func scores(_ script: String) throws -> [Cell] {
    let column = try #require(try Run.table(script)["score"])
    return (0..<column.count).map { column[$0] }
  }

  @Test("a selector in a row-wise step passes over the key and the target", arguments: [
    "derive s = row_sum(@num)", "derive s = row_max(@*)", "derive s = row_nulls(@all)",
    "derive s = row_mean(@(num - x))", "derive log1p(@num) as \"l_{col}\"",
  ]) func selectors(step: String) throws {
    let fit = Self.data + fit("t", step)
    let with = try scores(fit + "t | drop bad | predict m")
    #expect(try scores(fit + "t | drop { bad, id } | predict m") == with, "the key makes no difference")
    #expect(try scores(fit + "t | drop bad | derive id = id + 7 | predict m") == with)
    #expect(Set(with.map { CellFormat.plain($0) }).count > 3)
  }

  @Test("naming a role in a step is refused", arguments: [
    ("derive s = id + 1", "the key"), ("derive s = bad + 1", "the target"), ("cast id, to: text", "the key"),
    ("replace id, values: [0], with: 1", "the key"), ("derive id = x", "`id` is the key here"),
    ("derive bad = x", "`bad` is the target here"),
  ]) func named(step: String, words: String) throws {
    let message = Run.failure(Self.data + fit("t", step)) ?? "runs"
    #expect(message.contains(words), "\(message)")
  }

  /// A key that nobody declared may be named, and no selector chooses it.
  @Test func aKeyOfGroups() throws {
    let data = """
      g = range 60 | derive { k = n % 20, v = n * 3 % 11, bad = if n % 20 % 3 == 0 then 1 else 0 }
      g = g | agg { v = sum(v), bad = max(bad) } by k

      """
    let sum = try scores(data + fit("g", "derive s = row_sum(@num)") + "g | drop bad | predict m")
    #expect(try scores(data + fit("g", "derive s = v + 0") + "g | drop bad | predict m") == sum)
    #expect(Run.failure(data + fit("g", "derive s = k * 2")) == nil)
  }

  /// What tells the rows to score apart may have another name than the key of training, or training had none.
  @Test(arguments: ["| roles key: id", ""]) func aKeyOfAnotherName(roles: String) throws {
    let data = """
      t = range 60 | derive { id = n * 100, x = n * 7 % 13, bad = if n % 3 == 0 then 1 else 0 } | drop n \(roles)
      t = t \(roles.isEmpty ? "| drop id" : "")

      """
    let rows = "range 3 | derive { x = n * 2, number = n + 1000 } | drop n"
    let fit = data + fit("t", "derive s = row_sum(@num)")
    #expect(try scores(fit + "\(rows) | roles key: number | predict m") == scores(fit + "\(rows) | predict m"))
  }

  /// Which of two numeric types a file seems to hold is up to chance; selectors by type choose what they chose.
  @Test("rows whose columns have another numeric type score the same", arguments: ["@float", "@int", "@num"])
  func types(selector: String) throws {
    let data = Self.data + "u = t | derive { a = x + 0.0, b = y * 2 }\n" + fit("u", "derive s = row_sum(\(selector))")
    let wanted = try scores(data + "u | drop bad | predict m")
    // x is whole and comes as floats; a is of floats and comes whole.
    #expect(try scores(data + "u | drop bad | cast x, to: float | cast a, to: int | predict m") == wanted)
  }

  /// A reader makes a column without any value one of floats.
  @Test func aColumnWithoutValuesHasTheTypeOfTraining() throws {
    let data = """
      t = range 60 | derive { x = n % 7, w = if n % 2 == 0 then "a" else "b", bad = if n % 3 == 0 then 1 else 0 }
      t = t | drop n
      prep = recipe | derive { s = row_sum(@num), u = upper(w) } | onehot @text
      m = t | fit logistic, target: bad, prep: prep

      """
    let typed = try scores(data + "t | drop bad | derive w = nullif(w, w) | predict m")
    #expect(try scores(data + "t | drop bad | derive w = nullif(x, x) + 0.5 | predict m") == typed)
  }
}
