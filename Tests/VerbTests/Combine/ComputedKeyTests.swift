import Columns
import Testing

/// Keys behind `by` that are computed first.
@Suite struct ComputedKeyTests {
  @Test("a later key sees a column that an earlier one has replaced, with its type", arguments: [
    ("by { n = if n > 2 then \"a\" else \"b\", m = length(n) }", "b 1 3\na 1 2"),
    ("by { n = n % 3, m = n * 10 }", "0 0 2\n1 10 2\n2 20 1"),
    ("by { n = n / 2, m = n * 10 }", "0.0 0.0 1\n0.5 5.0 1\n1.0 10.0 1\n1.5 15.0 1\n2.0 20.0 1"),
    ("by { n = n % 2, n2 = n }", "0 0 3\n1 1 2"),
  ])
  func replaced(_ by: String, _ lines: String) throws {
    #expect(Run.lines(try Run.table("range 5 | agg c = count() \(by)")) == lines)
  }

  @Test("what a later key does not take of it is refused, and not computed with other values")
  func refused() {
    let failure = Run.failure("range 5 | agg c = count() by { n = if n > 2 then \"a\" else \"b\", m = n % 2 }")
    #expect(failure?.contains("E15") ?? false, "\(failure ?? "it runs")")
  }

  @Test("a selector by a measure of what the stage computes is refused with a sentence", arguments: [
    "range 3 | derive { a = n, b = row_sum(@nulls(< 0.5)) }",
    "range 3 | agg c = count() by { a = n + 1, b = row_sum(@nulls(< 0.5)) }",
  ])
  func measures(_ script: String) {
    let failure = Run.failure(script)
    #expect(failure?.contains("E18") ?? false, "\(failure ?? "it runs")")
  }
}
