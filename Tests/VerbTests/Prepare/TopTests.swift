import Columns
import Kernels
import Language
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

  /// An estimator that is fitted for the ranking ranks as the same one that was fitted before.
  @Test(arguments: ["lightgbm(n_estimators: 7, min_child_samples: 3)", "logistic(l2: 0.5)", "naive_bayes"])
  func anEstimatorRanksAsAModelOfItDoes(estimator: String) throws {
    let table = Self.table + "seed 5\nu = t | drop w | derive d = n_ % 7 * 3 - b | roles target: bad\n"
      .replacing("n_", with: "(a * 5)")
    let before = try Run.table(table + "m = u | fit \(estimator)\nu | top 2, by: m")
    let own = try Run.table(table + "u | top 2, by: \(estimator)")
    #expect(own.schema.names == before.schema.names && own.rowCount == 40)
    let pruned = try Run.table(table + "m = u | fit \(estimator)\nu | prune @num, corr: 0.2, prefer: m")
    let ownPruned = try Run.table(table + "u | prune @num, corr: 0.2, prefer: \(estimator)")
    #expect(ownPruned.schema.names == pruned.schema.names && pruned.schema.count < 5)
  }

  @Test func anEstimatorSeesTheTrainingRowsAlone() throws {
    let table = try Run.table(
      "range 80 | derive { bad = n % 2, a = if n < 40 then bad else 0, b = if n < 40 then 0 else bad }")
    for estimator in ["lightgbm(n_estimators: 4, min_child_samples: 3)", "naive_bayes(var_smoothing: 1)"] {
      let step = "top 1, by: \(estimator)"
      let prepared = try Prepared(step, table, half: 40, roles: Roles(target: "bad"))
      #expect(prepared.others.schema.names == ["bad", "a"], "\(step)")
    }
  }

  @Test func pruneGoesByTheRankerOfTop() throws {
    let table = try Run.table(
      "range 90 | derive { bad = n % 31 > 15, a = n % 31, b = n % 31 + n % 2, c = n * 7 % 13, d = c + n % 3 } | drop n")
    func steps(_ stages: String) throws -> [FittedStep] {
      let recipe = try #require(try Run.script("recipe | \(stages)") as? Recipe)
      let context = RunContext(execution: .serial, seed: 1, cache: SessionCache())
      return try recipe.fit(table, Roles(target: "bad"), context).recipe.steps
    }
    let shared = try steps("top 4, by: logistic | prune @num, corr: 0.6, prefer: importance")
    #expect(shared[1].fitted.summary.contains("by the importance in `logistic`"))
    // The columns that `top` took away had a part in its ranking, and have none in a new one.
    let importance = try #require(shared[0].fitted.table["importance"])
    let falling: [Double] = (0..<4).map { importance[$0].number ?? .nan }
    #expect(falling == falling.sorted(by: >))
    let own = try steps("prune @num, corr: 0.6, prefer: importance")
    #expect(own[0].fitted.summary.contains("by the importance in `lightgbm`"))
    let last = try steps("top 4, by: target | prune @num, corr: 0.6, prefer: importance")
    #expect(last[1].fitted.summary.contains("by the importance in `lightgbm`"))
    let scaled = try steps("top 3, by: naive_bayes | scale @num, method: standard | top 2, by: importance")
    #expect(scaled[2].fitted.summary.contains("by the importance in `naive_bayes`"))
  }

  @Test(arguments: [
    ("t | roles target: bad | derive b = nullif(b, 3) | top 1, by: logistic",
      ["takes no nulls, and `b` has 2 in 40 rows", "`| impute @num, method: median | top 1, by: logistic`"]),
    ("t | roles target: bad | top 1, by: dummy", ["to which no column matters", "by: lightgbm"]),
    ("t | top 1, by: lightgbm", ["an estimator needs a target", "add `target: COLUMN`"]),
    ("t | prune @num, prefer: importance", ["`prefer: importance` needs a target"]),
    ("t | top 1, by: lightgbm(trees: 3), target: bad", ["trees"]),
    ("t | top 1, by: lightgb, target: bad", ["did you mean `lightgbm`"]),
    ("t | top 1, by: logistic, target: a", ["a target is 0 or 1"]),
    ("t | top 1, by: logistic, target: w", ["is a number or a bool"]),
    ("t | derive bad = 1 | top 1, by: logistic, target: bad", ["all rows are of one class"]),
  ])
  func whatCannotRankIsAnError(script: String, parts: [String]) throws {
    let message = try #require(Run.failure(Self.table + script), "\(script) fails")
    for part in parts { #expect(message.contains(part), "\(message)") }
    #expect(message.contains("^"), "\(message)")
  }

  @Test func anEstimatorPassesOverTextsAndTakesGaps() throws {
    let script = Self.table + "t | derive a = nullif(a, 3) "
      + "| top 9, by: lightgbm(n_estimators: 3, min_child_samples: 3), target: bad"
    #expect(try Run.table(script).schema.names == ["a", "b", "c", "bad"])
  }

  @Test func whatIsLeftOutIsRemembered() throws {
    let message = try #require(Run.failure(Self.table + "t | top 1, target: bad | select c"))
    #expect(message.contains("left out here") && message.contains("add `also: c`"), "\(message)")
    let bare = try #require(Run.failure(Self.table + "t | top 1"))
    #expect(bare.contains("add `target: COLUMN`"), "\(bare)")
  }
}
