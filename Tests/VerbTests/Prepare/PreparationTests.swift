import Columns
import Testing

@Suite struct PreparationTests {
  @Test(arguments: [
    ("onehot c, nulls: none", "n c_a c_b d", "0 0 1 5\n1 1 0 5\n2 0 0 5"),
    ("onehot c, nulls: category", "n c_a c_b c_nan d", "0 0 1 0 5\n1 1 0 0 5\n2 0 0 1 5"),
    ("onehot d, nulls: always", "n c d_5 d_nan", "0 b 1 0\n1 a 1 0\n2 null 1 0"),
    ("onehot d, nulls: category, source: keep", "n c d d_5", "0 b 5 1\n1 a 5 1\n2 null 5 1"),
    ("where n > 0 | onehot c, d", "n c_a d_5", "1 1 1\n2 0 1"),
    ("derive d = n > 1 | onehot d", "n c d_no d_yes", "0 b 1 0\n1 a 1 0\n2 null 0 1"),
    ("derive d = 3 - n * 4 | onehot d", "n c d_-5 d_-1 d_3", "0 b 0 0 1\n1 a 0 1 0\n2 null 1 0 0"),
    ("derive c = cut(n, [1, 2]) | onehot c | select @onehot", "c_< 1 c_[1, 2) c_>= 2", "1 0 0\n0 1 0\n0 0 1"),
    ("where n > 0 | encode c", "n c d", "1 0 5\n2 null 5"),
    ("clip n, min: 1 | select n", "n", "1\n1\n2"),
    ("clip @num, max: 1.5 | select n, d", "n d", "0.0 1.5\n1.0 1.5\n1.5 1.5"),
    ("derive x = nullif(n / 2, 0.5) | clip x, quantiles: 0.25..0.75 | select x", "x", "0.25\nnull\n0.75"),
  ])
  func onTables(stages: String, names: String, lines: String) throws {
    let source = "range 3 | derive { c = if n == 2 then null else if n == 1 then \"a\" else \"b\", d = 5 } | "
    let table = try Run.table(source + stages)
    #expect(table.schema.names.joined(separator: " ") == names)
    #expect(Run.lines(table) == lines)
  }

  @Test func indicatorsOfNegativeNumbersAggregate() throws {
    let source = "range 6 | derive d = 365243 - n % 3 * 365244 | onehot d | "
    #expect(Run.lines(try Run.table(source + "agg sum(@onehot) as \"{col}\" by odd = n % 2")) == "0 1 1 1\n1 1 1 1")
    let means = try Run.table(source + "agg mean(@onehot) where n < 3 as \"{col}\"")
    #expect(means.columns.allSatisfy { $0.doubles() == [1.0 / 3] })
  }

  @Test func messagesSayWhatToWrite() throws {
    let table = "range 3 | derive { c = \"a\", x = n / 2, c_a = 1 } | "
    let messages = [
      "onehot c": "rename NEW = OLD", "onehot x": "cut(x", "onehot @bool": "optional: yes",
      "onehot C": "did you mean `c`",
      "onehot n, nulls: never": "write one of: none, category or always", "encode x": "cut(x",
      "scale c, method: robust": "choose with `@num`", "scale n, method: robus": "did you mean `robust`",
      "scale n": "usage: scale", "impute c, method: mean": "method: mode", "impute n, method: knn(0)": "from 1",
      "impute n, method: knn(3, weight: uniform)": "did you mean `weights:`",
      "impute n, method: knn(3, 4)": "usage: knn", "impute n, method: constant": "value: 0",
      "impute n, method: mean, value: 1": "goes with `method: constant` only",
      "impute n, method: mean, fallback: mean": "goes with `method: knn` only",
      "impute c, method: constant, value: 1": "cannot fill `c`", "derive m = nullif(n, n) | impute m, method: mean":
        "leave `m` out", "prune n, x, corr: 2": "from 0 to 1", "prune n, prefer: target": "in a recipe",
      "prune n, prefer: nobody": "an estimator, or a fitted model", "prune c": "choose with `@num`",
      "clip n": "quantiles: 0.01..0.99", "clip n, min: 3, max: 1": "is less than `min`",
      "clip n, quantiles: 1..99": "write `0.01..0.99`",
      "clip n, quantiles: 0.1..0.9, min: 3": "already gives both bounds",
    ]
    for (stages, part) in messages {
      let message = try #require(Run.failure(table + stages), "\(stages) fails")
      #expect(message.contains(part), "\(stages): \(message)")
      #expect(message.contains("^"), "\(stages) points at its place")
    }
  }

  @Test func replacedColumnsAreRemembered() throws {
    let table = "range 3 | derive { c = if n > 0 then \"a\" else \"b\", m = 2 * n } | "
    let replaced = try #require(Run.failure(table + "onehot c | where c == \"a\""))
    #expect(replaced.contains("replaced here by c_a, … (2 columns)"))
    #expect(replaced.contains("add `source: keep` to onehot, or write `c_a == 1`"))
    let removed = try #require(Run.failure(table + "prune @num | head 2 | derive k = m"))
    #expect(removed.contains("removed here: correlates 1.00 with n"))
  }

  @Test func theSummaryIsANote() throws {
    let outcome = try Run.outcomes(
      "range 5 | derive { m = 2 * n, k = nullif(n, 3) } | prune n, m | impute k, method: mean")
    #expect(outcome.last?.notes == [
      "prune: 1 of 2 columns removed, ranked by the fewest nulls: m (1.00 with n)",
      "impute: 1 gap in 1 column filled with the mean",
    ])
  }
}
