import Columns
import Diagnostics
import Language
import Testing
import Verbs

/// Leaks that people found, with their neighbours.
@Suite struct LeakCaseTests {
  private func area(_ script: String) throws -> Double {
    let outcome = try Run.outcomes(script).last
    return try #require(outcome?.value?.fields.first { $0.name == "auc" }?.cell.number)
  }

  private static let gaps = """
    carnet 1
    seed 1
    t = range 2000 | derive { y = n * 7919 % 10007 % 10 < 3, a = n * 104729 % 9973, b = n * 15485 % 9967, \
    c = n * 32452 % 9949 } | derive { y = if y then 1 else 0, a = if n * 31 % 101 < 45 then null else a, \
    b = if n * 57 % 103 < 45 then null else b, c = if n * 71 % 97 < 45 then null else c } | drop n

    """

  @Test func neighboursThatReadTheTargetAreRefused() throws {
    let message = Run.failure(
      Self.gaps + "t | scale @(num - y), method: standard | impute @num, method: knn(5) "
        + "| cv lightgbm(n_estimators: 20), target: y")
    #expect(message?.contains("error[E76]") ?? false, "\(message ?? "")")
    // Scaled and filled without the target it stays noise; a declared target is left out without being named.
    let apart = try area(
      Self.gaps + "t | scale @(num - y), method: standard | impute @(num - y), method: knn(5) "
        + "| cv lightgbm(n_estimators: 20), target: y")
    let declared = try area(
      Self.gaps + "t | roles target: y | scale @num, method: standard | impute @num, method: knn(5) "
        + "| cv lightgbm(n_estimators: 20)")
    #expect(abs(apart - 0.5) < 0.05)
    #expect(apart == declared)
  }

  @Test func theHelpForAFloatTargetLeaksNothing() throws {
    let table = "seed 1\nt = range 300 | derive { x = n * 37 % 101, y = (n * 53 % 31 % 2) * 1.0 } | drop n\n"
    let float = Run.failure(table + "t | cv dummy, target: y")
    #expect(float?.contains("`| derive bad = y > 0 | drop y`") ?? false, "\(float ?? "")")
    let left = Run.failure(table + "t | derive bad = y > 0 | cv lightgbm(n_estimators: 20), target: bad")
    #expect(
      left?.contains("`y` tells the target `bad`: it is what the target was computed from") ?? false, "\(left ?? "")")
    #expect(left?.contains("help: take it away before: `| drop y`") ?? false)
    let area = try area(
      table + "t | derive bad = y > 0 | drop y | cv lightgbm(n_estimators: 20), target: bad")
    #expect(area < 0.9)
    // Two codes get the same help.
    let codes = Run.failure("range 20 | derive y = n % 2 + 1 | cv dummy, target: y")
    #expect(codes?.contains("`| derive bad = y == 2 | drop y`") ?? false, "\(codes ?? "")")
  }

  @Test func supervisedPreparationOfTheTableIsRefused() throws {
    let table = """
      seed 1
      t = range 600 | derive { y = n * 7919 % 10007 % 10 < 3 } | derive (n * (7907 + $k * 2 * 104729) + $k * $k * 31) \
      % (9973 + $k) as "x{k}" for k in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] | drop n

      """
    let message = Run.failure(table + "t | bin @x*, method: woe, output: woe, target: y | cv logistic, target: y")
    #expect(message?.contains("prep = recipe | bin @x*, method: woe, output: woe") ?? false, "\(message ?? "")")
    let inRecipe = try area(
      table + "prep = recipe | bin @x*, method: woe, output: woe\nt | cv logistic, target: y, prep: prep")
    #expect(inRecipe < 0.65)
    // A declared target is as good a reason.
    let declared = Run.failure(table + "t | roles target: y | bin @x*, method: woe | onehot @text | cv logistic")
    #expect(declared?.contains("error[E76]") ?? false, "\(declared ?? "")")
  }

  @Test(arguments: [
    "impute @num, method: median", "impute y, method: mode", "impute y, method: constant, value: 0",
    "impute @num, method: knn(3) | derive y = y > 0.5", "impute @num, method: mean | derive y = y > 0.5",
  ])
  func anOutcomeIsNeverMadeUp(_ stage: String) throws {
    let table =
      "seed 1\nt = range 300 | derive { x = n * 37 % 101, y = if n < 150 then n * 53 % 31 % 2 else null } | drop n\n"
    for verb in ["cv", "fit"] {
      let message = Run.failure(table + "t | \(stage) | \(verb) lightgbm(n_estimators: 5), target: y")
      let filling = stage.split(separator: " |")[0]
      #expect(
        message?.contains("error[E70]: rows without an outcome were given one: `\(filling)`") ?? false,
        "\(message ?? "")")
    }
    let kept = try Run.outcomes(
      table + "t | where y is not null | \(stage) | cv lightgbm(n_estimators: 5), target: y").last?.value
    #expect(kept?.fields.first { $0.name == "rows" }?.cell == .int(150))
    let gaps = Run.failure(table + "t | cv lightgbm(n_estimators: 5), target: y")
    #expect(gaps?.contains("the target `y` is null in 150 of 300 rows") ?? false)
    #expect(gaps?.contains("help: take them away: `| where y is not null`") ?? false)
  }

  @Test func aColumnThatIsEmptyInOneFoldNamesIt() throws {
    let table = """
      seed 1
      t = range 300 | derive { x = n * 37 % 101, rare = if n == 7 then 1 else null, y = n * 53 % 31 % 2 } | drop n

      """
    let message = try #require(Run.failure(
      table + "p = recipe | impute @num, method: median\nt | cv lightgbm(n_estimators: 5), target: y, prep: p"))
    #expect(message.contains("`rare` has no value among these rows"))
    #expect(
      message.firstMatch(of: /this is fold [1-5] of 5: what is fitted there sees its \d+ training rows alone/) != nil)
    let help = try #require(message.firstMatch(of: /`\| (drop .*median)`/)?.output.1)
    // The help is a recipe's stages as they are.
    let mended = try Run.outcomes(
      table + "p = recipe | \(help)\nt | cv lightgbm(n_estimators: 5), target: y, prep: p")
    #expect(mended.last?.value != nil)
    _ = try Run.table(table + "t | \(help)")
  }

  @Test(arguments: [
    "derive z = x * 2", "drop @nulls(> 0.5)", "select x, w", "replace w, values: [3], with: 4", "cast w, to: float",
    "derive { a = x + w, b = a * 2 } | drop x | scale @num, method: standard",
  ])
  func rowsAreChangedInRecipesAsOnTables(_ steps: String) throws {
    let table =
      "seed 2\nt = range 200 | derive { id = n, x = n * 37 % 101, w = n * 7 % 13, y = n * 53 % 31 % 2 } | drop n\n"
    let rest = " | scale @num, method: standard"
    let inRecipe = try Run.table(
      table + "p = recipe | \(steps)\(rest)\nt | cv logistic, target: y, key: id, prep: p | scores")
    // Roles stay in a recipe whatever is selected; on a table they are columns like others.
    let onTable = steps.replacing(rest, with: "").replacing("select x, w", with: "select x, w, id, y")
    let before = try Run.table(
      table + "p = recipe\(rest)\nt | \(onTable) | cv logistic, target: y, key: id, prep: p | scores")
    #expect(inRecipe.rowCount == 200)
    for (a, b) in zip(inRecipe.columns[3].doubles() ?? [], before.columns[3].doubles() ?? []) {
      #expect(abs(a - b) < 1e-9)
    }
  }

  @Test(arguments: [
    ("derive z = y + 1", "no step of a recipe sees the target"), ("derive m = mean(x) by w", "one row at a time"),
    ("derive r = rank(x)", "one row at a time"), ("drop id", "is the key here"),
    ("cast @nulls(> 0.1), to: float", "would differ from fold to fold"),
  ])
  func aRecipeKeepsRowsApart(_ step: String, _ words: String) {
    let message = Run.failure(
      "t = range 60 | derive { id = n, x = nullif(n * 37 % 101, 5), w = n * 7 % 13, y = n * 53 % 31 % 2 } | drop n\n"
        + "p = recipe | \(step)\nt | cv dummy, target: y, key: id, prep: p")
    #expect(message?.contains(words) ?? false, "\(message ?? "nothing failed")")
  }
}
