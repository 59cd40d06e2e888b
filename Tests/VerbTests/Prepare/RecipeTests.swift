import Columns
import Diagnostics
import Kernels
import Language
import Testing
import Verbs

@Suite struct RecipeTests {
  /// Five training rows and three others, with a level, a gap and numbers that training did not have.
  private let table = Table([
    ("id", Column(ints: [1, 2, 3, 4, 5, 6, 7, 8])),
    ("t", Column(texts: ["b", "a", nil, "b", "a", "new", "a", nil])),
    ("x", Column(ints: [1, 2, nil, 3, 5, nil, 7, 9])),
    ("y", Column(ints: [4, 1, 2, 2, 1, nil, 1, 0])),
    ("bad", Column(ints: [0, 1, 0, 1, 0, 1, 0, 1])),
  ], key: ["id"])
  private let roles = Roles(target: "bad", key: ["id"])

  @Test func levelsAreThoseOfTheTrainingRows() throws {
    let made = try Prepared("onehot @text, nulls: category", table, half: 5, roles: roles)
    #expect(made.others.schema.names == ["id", "t_a", "t_b", "t_nan", "x", "y", "bad"])
    #expect(made.others.schema.names == made.training.schema.names)
    #expect(Run.lines(made.others.selecting([1, 2, 3])) == "0 0 0\n1 0 0\n0 0 1")
    #expect(made.others.schema.key == ["id"])
    #expect(made.notes == ["onehot: `t` has values unseen in training in 1 row, 0 in every indicator: \"new\""])
  }

  @Test func aTrainingLevelKeepsItsColumn() throws {
    let rows = Table([("t", Column(texts: ["a", "b", "a", "a"]))])
    // The rows of the other part no longer know the text `b`.
    let apart = Table([("t", Column(texts: ["a", "a"]))])
    let recipe = try #require(try Run.script("recipe | onehot t | encode @nothing*, optional: yes") as? Recipe)
    let context = RunContext(execution: .serial, seed: 1, cache: SessionCache())
    let fitted = try recipe.fit(rows, Roles(), context).recipe
    #expect(Run.lines(try fitted.apply(to: apart, context)) == "1 0\n1 0")
    let empty = Table([("t", Column(nulls: 2, type: .float))])
    #expect(Run.lines(try fitted.apply(to: empty, context)) == "0 0\n0 0")
    let other = Table([("t", Column(ints: [1, 2]))])
    #expect(throws: (any Error).self) { try fitted.apply(to: other, context) }
  }

  @Test func numbersOfUnseenLevelsAreNull() throws {
    let made = try Prepared("encode t", table, half: 5, roles: roles)
    #expect(Run.lines(made.training.selecting([1])) == "0\n1\nnull\n0\n1")
    #expect(Run.lines(made.others.selecting([1])) == "null\n1\nnull")
    #expect(made.notes == ["encode: `t` has values unseen in training in 1 row, null there: \"new\""])
  }

  @Test func statisticsAreThoseOfTheTrainingRows() throws {
    let made = try Prepared("impute x, method: median, indicator: yes", table, half: 5, roles: roles)
    // The median of 1, 2, 3 and 5 is not whole.
    #expect(try made.values("x") == [1, 2, 2.5, 3, 5, 2.5, 7, 9])
    #expect(try made.values("x_missing") == [0, 0, 1, 0, 0, 1, 0, 0])
    let whole = try Prepared("impute @num, method: mode", table, half: 5, roles: roles)
    #expect(try whole.values("x") == [1, 2, 1, 3, 5, 1, 7, 9])
    // Of the equally frequent 1 and 2 the smaller fills a gap that training did not have.
    #expect(try whole.values("y") == [4, 1, 2, 2, 1, 1, 1, 0])
    #expect(whole.others["x"]?.type == .int)
    #expect(whole.others["x_missing"] == nil)
  }

  @Test func typeWordsPassOverTargetAndKey() throws {
    let made = try Prepared("scale @num, method: minmax", table, half: 5, roles: roles)
    #expect(try made.values("id") == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(try made.values("bad") == [0, 1, 0, 1, 0, 1, 0, 1])
    #expect(try made.values("y").prefix(5) == [1, 0, 1.0 / 3, 1.0 / 3, 0])
    let problem = #expect(throws: Diagnostic.self) {
      try Prepared("scale bad, method: minmax", table, half: 5, roles: roles)
    }
    #expect(problem?.message == "`bad` is the target here, and is not to be prepared")
  }

  @Test func neighboursWithoutAnyValueFallBack() throws {
    let rows = Table([
      ("x", Column(floats: [1, 2, nil, 8])), ("y", Column(floats: [1, 2, 3, nil])),
      ("z", Column(floats: [nil, nil, nil, 5])),
    ])
    let median = try Prepared("impute @num, method: knn(1)", rows, half: 4)
    #expect(try median.values("x") == [1, 2, 2, 8])
    // Row 2 shares nothing with the one row that has `z`.
    #expect(try median.values("z") == [5, 5, 5, 5])
    #expect(median.notes == ["impute: 1 gap had no neighbour with a value, and got the column's median"])
    let complete = try Prepared("impute @num, method: knn(1, over: complete), fallback: mean", rows, half: 4)
    #expect(try complete.values("y") == [1, 2, 3, 2])
    #expect(complete.notes == ["impute: 5 gaps had no neighbour with a value, and got the column's mean"])
  }
}
