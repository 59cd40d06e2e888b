import Columns
import Language
import Testing
import Verbs

/// That a cost is undefined wherever a part of it is.
@Suite struct FormulaTests {
  static let table = """
    seed 1
    d = range 300 | derive { x = n * 37 % 101, y = n * 53 % 61 > 52, amount = n % 40 + 1, limit = nullif(n % 40, 7) } \
    | drop n
    e = d | cv logistic, target: y, features: x

    """

  private func fields(_ cost: String) throws -> [String: Cell] {
    let fields = try #require(try Run.script(Self.table + "e | threshold cost: \(cost)")).fields
    return Dictionary(fields.map { ($0.name, $0.cell) }, uniquingKeysWith: { first, _ in first })
  }

  /// Each is undefined where nobody is caught, that is for granting everyone, and like `1 / recall` elsewhere.
  @Test(arguments: [
    "max(1, 1 / recall)", "max(1, pow(recall, -1))", "max(pow(recall, -1), 1)", "max(1, exp(-log(recall)))",
    "max(1, sqrt(pow(recall, -2)))", "max(1, 1 + (1 - recall) / recall)", "max(1, pow(sqrt(recall), -2))",
    "-min(-1, -pow(recall, -1))", "clip(pow(recall, -1), min: 1)", "row_max(1, pow(recall, -1))",
    "max(1, max(1, pow(recall, -1)))", "(if pow(recall, -1) > 1 then 1 / recall else 1)",
    "(if 1 / recall > 1 then 1 / recall else 1)", "max(1, nullif(pow(recall, -1), 0))",
    "max(1, (positives + 0.0) / tp)", "max(1, 1 / (1 - fn_rate))", "max(1, abs(pow(recall, -1)))",
    "max(1, if not (1 / recall < 1) then 1 / recall else 1)",
    "max(1, if recall > 2 or 1 / recall > 1 then 1 / recall else 1)", "row_sum(max(1, 1 / recall), 0)",
    "(max(1, 1 / recall) + 0 * row_sum(log(recall), 1))",
  ])
  func undefinedWhereNobodyIsCaught(_ factor: String) throws {
    let cut = try fields("cost total fn * \(factor) + fp")
    #expect(abs((cut["cost"]?.number ?? 0) - 144) < 1e-9, "\(cut["cost"] ?? .null)")
    #expect(abs((cut["threshold"]?.number ?? 0) - 0.1338) < 1e-4)
    #expect(cut["grant_everyone"] == .null)
  }

  /// Who says what stands in the place of what is undefined has a cost there.
  @Test(arguments: [
    "max(1, pow(recall, -1) ?? 1)", "max(1, coalesce(1 / recall, 1))", "(1 / recall ?? 1)",
    "coalesce(pow(recall, -1), 1)",
    "(if recall > 0 then 1 / recall else 1)", "max(1, if recall > 0 then pow(recall, -1) else 1)",
    "(if recall == 0 or 1 / recall < 1 then 1 else 1 / recall)",
    "(if recall > 0 and 1 / recall > 1 then 1 / recall else 1)",
    "(if (1 / recall) is null then 1 else 1 / recall)",
  ])
  func definedWhereAValueIsGiven(_ factor: String) throws {
    let cut = try fields("cost total fn * \(factor) + fp")
    #expect(cut["grant_everyone"] == .float(40) && cut["cost"] == .float(40))
  }

  @Test func aFormulaThatIsUndefinedEverywhereIsAnError() throws {
    for formula in ["max(1, null)", "fn + row_sum(log(-1), 1)", "fn * max(1, n / (tp - tp))"] {
      let failure = try #require(Run.failure(Self.table + "e | threshold cost: cost total \(formula)"))
      #expect(failure.contains("the formula has no value at any threshold"), "\(failure)")
    }
  }

  @Test(arguments: [
    ("limit", "`fn` has no value in 8 of 300 rows", "`fn = (limit) ?? 0`"),
    ("max(amount, limit)", "a part of `fn` has no value in 8 of 300 rows", "`(limit ?? 0)` in its place"),
    ("row_sum(amount, limit)", "a part of `fn` has no value in 8 of 300 rows", "`(limit ?? 0)` in its place"),
    ("max(1, amount / (amount - 5))", "a part of `fn` has no value in 8 of 300 rows", "`(amount / (amount - 5) ?? 0)`"),
    ("if limit > 3 then 10 else 1", "a part of `fn` has no value in 8 of 300 rows", "`(limit ?? 0)` in its place"),
  ])
  func anAmountWithAGapIsAnError(_ amount: String, _ sentence: String, _ help: String) throws {
    let failure = try #require(Run.failure(Self.table + "e | threshold cost: cost { fn = \(amount), fp = 1 }"))
    #expect(failure.contains(sentence) && failure.contains(help), "\(failure)")
  }

  @Test(arguments: [
    "limit ?? 0", "max(amount, limit ?? 0)", "row_sum(amount, coalesce(limit, 0))",
    "if limit is null then 10 else limit",
    "row_nulls(amount, limit)", "max(1, amount / (amount - 5) ?? 0)",
  ])
  func anAmountWhoseGapsAreAnsweredIsACost(_ amount: String) throws {
    #expect(Run.failure(Self.table + "e | threshold cost: cost { fn = \(amount), fp = 1 }") == nil)
  }

  @Test(arguments: [
    (
      "fn = amount - 5, fp = 1",
      "cost: `fn` is negative in 32 rows of 300, which counts as a gain when a default is granted"
    ),
    ("fn = 10, fp = -1", "cost: `fp` is negative, which counts as a gain when a good client is refused"),
  ])
  func aMistakeThatGainsIsNoted(_ items: String, _ note: String) throws {
    let notes = try Run.outcomes(Self.table + "e | threshold cost: cost { \(items) }").flatMap(\.notes)
    #expect(notes.contains(note), "\(notes)")
    let gains = try Run.outcomes(Self.table + "e | threshold cost: cost { fn = 10, tn = 0 - amount }").flatMap(\.notes)
    #expect(!gains.contains { $0.hasPrefix("cost:") }, "\(gains)")
  }

  /// The amounts are those of the rows before the recipe, which takes the mean away.
  @Test func amountsAreThoseBeforeTheRecipe() throws {
    let script = """
      prep = recipe | scale @num, method: standard
      f = d | select x, y, amount | cv logistic, target: y, prep: prep
      t = f | threshold cost: cost { fn = amount, fp = 1 }
      range 1 | derive own = $t.grant_everyone

      """
    let sum = try Run.table(Self.table + "d | agg total = sum(amount * y)")
    #expect(Run.lines(try Run.table(Self.table + script)) == "0 \(Run.lines(sum)).0")
  }
}
