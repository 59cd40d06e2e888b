import Columns
import Language
import Testing

/// `option sum_empty` says what the sum of rows that are all null is, once for a script.
@Suite struct SumOptionTests {
  static let rows =
    "range 4 | derive { k = n % 2, x = if n % 2 == 0 then null else n, y = if n % 2 == 0 then null else n / 2, "
    + "z = if n % 2 == 0 then null else n + 9223372036854775800 }"

  private func lines(_ script: String) throws -> String { Run.lines(try Run.table(script)) }

  @Test("by default the sum of nothing is 0, and null where the option says so")
  func sums() throws {
    let sums = "\(Self.rows) | agg { a = sum(x), b = sum(y), c = sum(x) where n > 9, d = sum(z) where n < 2 } by k"
    #expect(try lines(sums) == "0 0 0.0 null 0\n1 4 2.0 null 9223372036854775801")
    #expect(try lines("option sum_empty: 0\n\(sums)") == "0 0 0.0 null 0\n1 4 2.0 null 9223372036854775801")
    #expect(try lines("option sum_empty: null\n\(sums)") == "0 null null null null\n1 4 2.0 null 9223372036854775801")
  }

  @Test("in windows and in pivot as well")
  func elsewhere() throws {
    let window = "\(Self.rows) | derive s = sum(x) by k | select s"
    #expect(try lines(window) == "0\n4\n0\n4")
    #expect(try lines("option sum_empty: null\n\(window)") == "null\n4\nnull\n4")
    let pivot = "\(Self.rows) | pivot k, values: x, agg: sum by n | select x_0"
    #expect(try lines(pivot) == "0\nnull\n0\nnull")
    #expect(try lines("option sum_empty: null\n\(pivot)") == "null\nnull\nnull\nnull")
  }

  @Test("other aggregates are as they were")
  func others() throws {
    let script =
      "option sum_empty: null\n\(Self.rows) | agg { a = count(x), b = nulls(x), c = nunique(x), d = mean(x) } by k"
    #expect(try lines(script) == "0 0 2 0 null\n1 2 0 2 2.0")
  }

  @Test("the statement that sums records it")
  func record() throws {
    let outcomes = try Run.outcomes("option sum_empty: null\n\(Self.rows) | agg sum(x) by k\n\(Self.rows) | agg max(x)")
    #expect(outcomes.map { $0.defaults.contains("sum_empty=null") } == [false, true, false])
  }

  @Test(
    "wrong options are errors",
    arguments: [
      "option sum_empty: 1", "option sum_empty: \"null\"", "option sum: null", "option sum_empty",
      "option sum_empty: n",
      "option sum_empty: null\noption sum_empty: 0",
    ])
  func mistakes(script: String) throws {
    let failure = try #require(Run.failure(script))
    #expect(failure.contains("help: ") || failure.contains("error["), "\(failure)")
  }

  @Test("a result may be called option")
  func name() throws {
    #expect(try lines("option = range 2\noption | count") == "2")
  }
}
