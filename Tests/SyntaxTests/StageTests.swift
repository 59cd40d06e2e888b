import Testing

@Suite struct StageTests {
  @Test(arguments: [
    ("app", "(app)"),
    ("app | head 5", "(app) | (head 5)"),
    ("x = load \"{$d}/a.csv\", key: ID", "x = (load \"{$d}/a.csv\" (key: ID))"),
    ("app | agg { n = count(), rate = mean(T) } by E | sort -rate, N",
      "(app) | (agg {n = count(), rate = mean(T)} by [E]) | (sort (- rate) N)"),
    ("app | plot hist(AGE), by: TARGET, to: \"x\"", "(app) | (plot hist(AGE) (by: TARGET) (to: \"x\"))"),
    ("cv1 | threshold cost: loss", "(cv1) | (threshold (cost: loss))"),
    ("a | left join b on K == L, M 1:m", "(a) | (left join b on [K == L, M] 1:m)"),
    ("a | left join b on m m:1, x: 1", "(a) | (left join b on [m] m:1 (x: 1))"),
    ("c = cost total 10 * fn + fp", "c = (cost total (+ (* 10 fn) fp))"),
    ("loss = cost { fn = 10, fp = 1 }", "loss = (cost {fn = 10, fp = 1})"),
    ("a | split 0.6, 0.2, 0.2", "(a) | (split 0.6 0.2 0.2)"),
    ("a | top 80, by: r, also: @(A + B)", "(a) | (top 80 (by: r) (also: @(+A +B)))"),
    ("a | derive x = lag(y) by K, order: D", "(a) | (derive x = lag(y) by [K] (order: D))"),
    ("a | describe @AMT_*\nb", "(a) | (describe @AMT_*)\n(b)"),
    ("a | where X == 1 | count", "(a) | (where (== X 1)) | (count)"),
    ("a\n  | agg {\n    max(@A_*) where C == $s as \"{S}\" for s in $l\n    n = count() } by K",
      "(a) | (agg {max(@A_*) where (== C $s) as \"{S}\" for s in $l, n = count()} by [K])"),
    ("a |\n head 5\n\n | tail", "(a) | (head 5) | (tail)"),
    ("assert f(a,\n  b) +\n 1", "assert (+ f(a, b) 1)"),
    ("define top_n(n) = sort -x | head $n", "define top_n(n) = (sort (- x)) | (head $n)"),
    ("seed = load \"x\"\nsample = seed | head", "seed = (load \"x\")\nsample = (seed) | (head)"),
    ("param l: list = [\"a\", -1] \"doc\"", "param l: list = [\"a\", (- 1)] \"doc\""),
    ("carnet 1\r\nseed 42\r\n", "carnet 1\nseed 42"),
    ("\u{FEFF}carnet 1", "carnet 1"),
  ])
  func parses(_ text: String, _ structure: String) {
    #expect(Reading.dump(text) == structure)
  }

  @Test(arguments: [
    ("a | where X = 1", ["E06"]),
    ("a | where X = 1 | head\nb | where Y = 2", ["E06", "E06"]),
    ("app head 5", ["E07"]),
    ("a | head 5 to: 3", ["E07"]),
    ("a | derive {\n  x = 1 +\n  y = 2\n  z = = 3\n}", ["E01", "E01"]),
    ("a | derive {\n  x = 1\n| head 5\nb = 1 2", ["E04", "E08"]),
    ("x = load \"a\" | derive {\n    y = 1\n\nz = load \"b\" | head", ["E04"]),
    ("x = a | derive y = (1 + 2\nz = b | head", ["E04"]),
    ("x = a | derive y = max(1, 2 | head", ["E04"]),
    ("a | derive { y = max(1 2, 3), z = 4 } | head", ["E07"]),
    ("a | head }", ["E04"]),
    ("a; b", ["E07"]),
    ("x <- a %>% head", ["E06", "E06"]),
    ("a | | head", ["E01"]),
    ("a |", ["E01"]),
    ("| head", ["E01"]),
    ("x =", ["E01"]),
    ("x = 5", ["E08"]),
    ("carnet 2", ["E08"]),
    ("seed", ["E08"]),
    ("param x = 5", ["E08"]),
    ("a | join b on K 2:m", ["E01"]),
    ("a | agg count() as n", ["E01"]),
    ("a | head 5,", ["E07"]),
    ("a | cv m(n = 5)", ["E06"]),
  ])
  func reportsEachErrorOnce(_ text: String, _ codes: [String]) {
    let diagnostics = Reading.parse(text).diagnostics
    #expect(diagnostics.map(\.code) == codes, "\(diagnostics.map(\.message))")
  }
}
