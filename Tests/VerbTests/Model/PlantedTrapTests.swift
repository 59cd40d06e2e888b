import Columns
import Diagnostics
import Kernels
import Language
import Syntax
import TestSupport
import Testing
import Verbs

/// That no preparation ever sees the outcome of rows that it is judged on: were all those outcomes others, the same
/// would be learnt, and the same made of these rows.
@Suite struct PlantedTrapTests {
  /// The rows of ``FittedCases``, in order of time.
  static let table: Table = {
    let rows = FittedCases.table()
    let day = Column(ints: (0..<rows.rowCount).map { Int64(19_000 + $0 * 3) }, type: .date)
    return rows.setting([(Field("day", .date), day)])
  }()
  /// The rows of the last fold; all rows before them are learnt from.
  static let last = 60..<80

  /// The table with the other outcome in the last rows.
  static let trapped: Table = {
    let bad = (0..<80).map { row -> Int64? in
      guard case .int(let value)? = table["bad"]?[row] else { return nil }
      return last.contains(row) ? 1 - value : value
    }
    return table.replacing("bad", by: Column(ints: bad))
  }()

  private static func run(_ text: String, _ table: Table, _ recipe: Recipe? = nil) throws -> Table {
    var sources = SourceMap(), scope = Scope()
    let source = sources.add(name: "test", text: text)
    let (script, problems) = Parser.parse(text, source: source, compoundVerbs: Catalog.standard.compoundNames)
    if let problem = problems.first { throw problem }
    scope.bindings["t"] = table
    scope.bindings["prep"] = recipe
    guard case .pipeline(_, let pipeline)? = script.statements.first?.kind,
      let result = try PipelineRunner(catalog: .standard).run(pipeline, in: scope, FittedCases.context()).value.table
    else { throw Diagnostic(code: .test, "the script ends with no table") }
    return result
  }

  static let judged = "cv lightgbm(n_estimators: 6, min_child_samples: 2), by: day, folds: 3"

  @Test(arguments: FittedCases.steps)
  func theHeldOutOutcomesHaveNoPart(_ step: StepCase) throws {
    let text = "param rate: float = 0.1\nparam marks: list = [3, 5]\nrecipe | \(step.stage) "
      + "| encode @text, optional: yes | drop @date"
    let recipe = try #require(try Run.script(text) as? Recipe)
    func scores(_ table: Table) throws -> [UInt64] {
      let scores = try Self.run("t | \(Self.judged), prep: prep | scores", table, recipe)
      return try #require(scores["score"]?.doubles()).map(\.bitPattern)
    }
    let (plain, trapped) = (try scores(Self.table), try scores(Self.trapped))
    #expect(plain == trapped && plain.count == 60, "\(step.stage)")

    let training = (0..<60).map { Int32($0) }
    let one = try recipe.fit(Self.table.taking(training), FittedCases.roles, FittedCases.context())
    let other = try recipe.fit(Self.trapped.taking(training), FittedCases.roles, FittedCases.context())
    let held = Self.last.map { Int32($0) }
    let (a, b) = (Self.table.taking(held).without("bad"), Self.trapped.taking(held).without("bad"))
    #expect(
      try one.recipe.apply(to: a, FittedCases.context()).bits == other.recipe.apply(to: b, FittedCases.context()).bits)
  }

  /// The same preparations of all rows at once fall into the trap, which is why `cv` refuses their tables.
  @Test(arguments: [
    "target_rate c, smoothing: 1", "bin a, f, method: woe, bins: 3, output: woe", "top 2, by: logistic",
    "prune @num, corr: 0.1, prefer: naive_bayes", "balance smote, ratio: 0.9, k: 2", "balance undersample, ratio: 0.9",
  ])
  func atOnceTheyHaveOne(stage: String) throws {
    let stages = "derive { a = a ?? 0, b = b ?? 0 } | select a, b, f, g, bad\(stage.contains(" c,") ? ", c" : "") "
      + "| roles target: bad | \(stage)"
    func outcome(_ table: Table) throws -> [String] { try Self.run("t | \(stages) | drop bad", table).bits }
    #expect(try outcome(Self.table) != outcome(Self.trapped), "\(stage)")
  }
}
