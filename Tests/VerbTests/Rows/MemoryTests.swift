import Diagnostics
import Kernels
import Language
import Syntax
import Testing
import Verbs

/// Work that would not fit into memory is refused before it starts.
@Suite struct MemoryTests {
  /// What a script fails with where there is so much for each piece of work.
  private func problem(_ text: String, bytes: Int = 50_000_000) throws -> Diagnostic? {
    var sources = SourceMap(), interpreter = Interpreter(catalog: .standard)
    let source = sources.add(name: "test", text: text)
    let (script, _) = Parser.parse(text, source: source, compoundVerbs: Catalog.standard.compoundNames)
    let execution = Execution(threads: 1, memory: MemoryBudget(bytes: bytes))
    do {
      for statement in script.statements { _ = try interpreter.run(statement, execution) }
    } catch let problem as Diagnostic {
      return problem
    }
    return nil
  }

  @Test func theEstimateAndWhatIsThereAreNamed() throws {
    let problem = try #require(try problem("range 100000000"))
    #expect(problem.code == "E35")
    #expect(problem.message == "this would take about 400 MB of memory, and 50 MB are free")
    #expect(problem.help?.contains("`select`") == true)
  }

  @Test(arguments: [
    "a = range 20000 | derive k = n % 2\na | rename m = n | inner join a on k m:m",
    "range 9000 | derive { k = n % 4500, t = n % 4000 } | cast t, to: text | pivot t, values: n by k",
    "range 1000000 | derive { a = n, b = n, c = n, d = n, e = n, f = n, g = n, h = n, i = n / 2, j = n / 2 } | sort -n",
    "range 1000000 | derive { a = n / 2, b = n / 2, c = n / 2, d = n / 2, e = n / 2, f = n / 2, g = n / 2 }",
    "a = range 2000000 | derive { b = n / 2 }\nc = a | derive b = n / 3\na | append c | append a | append c",
  ])
  func workOfAForeseeableSizeIsRefused(_ script: String) throws {
    #expect(try problem(script)?.code == "E35")
  }

  /// What each verb does with a table whose columns take 12 MB.
  private static let verbs = [
    "cast n, to: text", "cast a, n, to: int", "replace a, n, values: [7], with: 1", "encode n", "split 0.6, 0.4",
    "split 0.6, 0.4, by: n", "sample 0.5", "hist a", "describe", "profile", "corr a, n, with: n", "corr a, n",
    "unpivot a, n", "bin a, n, method: quantile", "scale a, n, method: robust", "clip a, n, quantiles: 0.1..0.9",
    "impute a, n, method: knn(3)", "prune a, n", "plot hist(a)", "plot corr(@num)", "sort a", "distinct",
    "agg { a = mean(a), b = max(a), c = min(a), d = sum(a) } by n", "derive b = lag(a) by n, order: a", "where a > 3",
    "derive bad = n % 2 == 0 | cv dummy, target: bad", "derive bad = n % 2 == 0 | fit dummy, target: bad",
  ]

  @Test(arguments: verbs) func eachVerbAsksFirst(_ verb: String) throws {
    let table = "t = range ROWS | derive a = n * 37 % 1009 / 7\nt | \(verb)"
    #expect(try problem(table.replacing("ROWS", with: "1300000"), bytes: 22_000_000)?.code == "E35")
    #expect(try problem(table.replacing("ROWS", with: "60000"), bytes: 22_000_000) == nil, "there is room")
  }

  @Test func smallWorkIsNot() throws {
    #expect(try problem("a = range 2000 | derive k = n % 2\na | rename m = n | inner join a on k m:m | count") == nil)
  }

  @Test func theSystemTellsWhatIsFree() throws {
    try MemoryBudget.system.require(1e9 / 1024)
    #expect(throws: InsufficientMemory.self) { try MemoryBudget.system.require(1e18) }
  }
}
