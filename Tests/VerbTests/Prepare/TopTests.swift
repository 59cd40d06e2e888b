import Columns
import Testing
import Verbs

@Suite struct TopTests {
  /// `bad` follows `a` closely, `b` loosely and `c` not at all.
  static let table = """
    t = range 40 | derive { a = n + n % 3, b = n % 20, c = n % 2, w = "x", bad = n > 19 } | drop n

    """

  @Test(arguments: [
    ("top 1, target: bad", "a bad"), ("top 2, target: bad, also: w", "a b w bad"),
    ("top 99, target: bad", "a b c bad"), ("top 1, by: fewest_nulls, also: @(bad + w)", "a w bad"),
    ("derive { b = nullif(b, 3), c = nullif(c, 1) } | top 2, by: fewest_nulls", "a w"),
  ])
  func keeps(stages: String, names: String) throws {
    #expect(try Run.table(Self.table + "t | " + stages).schema.names.joined(separator: " ") == names)
  }

  @Test func aModelRanksItsFeatures() throws {
    let script = Self.table + "m = t | drop w | fit logistic, target: bad\nt | top 1, by: m"
    #expect(try Run.table(script).schema.names == ["a"], "neither the text nor the target is known to the model")
  }

  /// The rows of the test half would choose `b`.
  @Test func aRecipeRanksByTheTrainingRows() throws {
    let table = try Run.table(
      "range 40 | derive { bad = n % 2, a = if n < 20 then bad else 0, b = if n < 20 then 0 else bad }")
    let prepared = try Prepared("top 1", table, half: 20, roles: Roles(target: "bad"))
    #expect(prepared.others.schema.names == ["bad", "a"])
  }

  @Test func whatIsLeftOutIsRemembered() throws {
    let message = try #require(Run.failure(Self.table + "t | top 1, target: bad | select c"))
    #expect(message.contains("left out here") && message.contains("add `also: c`"), "\(message)")
    let bare = try #require(Run.failure(Self.table + "t | top 1"))
    #expect(bare.contains("add `target: COLUMN`"), "\(bare)")
  }
}
