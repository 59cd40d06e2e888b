import Testing

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("1 + 2 * 3", "(+ 1 (* 2 3))"),
    ("(1 + 2) * 3", "(* (+ 1 2) 3)"),
    ("1 - 2 - 3", "(- (- 1 2) 3)"),
    ("-DAYS_BIRTH / 365.25", "(/ (- DAYS_BIRTH) 365.25)"),
    ("not a == b and c or d", "(or (and (not (== a b)) c) d)"),
    ("a ?? b > 5", "(> (?? a b) 5)"),
    ("clip(x, min: 0) ?? 0", "(?? clip(x, min: 0) 0)"),
    ("x in 1..n + 1", "(in x (.. 1 (+ n 1)))"),
    ("x in [\"a\", \"b\"] and y is not null", "(and (in x [\"a\", \"b\"]) (is-not-null y))"),
    ("x not in [1]", "(not (in x [1]))"),
    ("NAME ~ /^a\\/b\\d/", "(~ NAME /^a/b\\d/)"),
    ("if a then b else if c then d else e", "(if a b (if c d e))"),
    ("[min, max](@AMT_*)", "[min, max](@AMT_*)"),
    ("row_mean(@EXT_SOURCE_*) * 2", "(* row_mean(@EXT_SOURCE_*) 2)"),
    ("@(num - SK_ID & A_?)", "@(+num -SK_ID &A_?)"),
    ("@nulls(> 0.6)", "@nulls(> 0.6)"),
    ("@/^AMT_.*/", "@/^AMT_.*/"),
    ("@`a b`", "@`a b`"),
    ("date \"2024-01-31\" < date", "(< (date \"2024-01-31\") date)"),
    ("f(r: log 0.01..0.2, n: 15..63)", "f(r: (log.. 0.01 0.2), n: (.. 15 63))"),
    ("log(x) + log", "(+ log(x) log)"),
    ("$cv1.auc > $k", "(> $cv1.auc $k)"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("\"a\\n\\\"{$d.x}/{col}\\u{41}\"", "\"a\\n\\\"{$d.x}/{col}A\""),
    ("`a``b`", "`a`b`"),
    ("1.5e-3 % 2", "(% 1.5e-3 2)"),
  ])
  func parses(_ text: String, _ structure: String) {
    #expect(Reading.expression(text) == structure)
  }

  @Test(arguments: [
    ("a = 1", "E06"), ("a < b < c", "E01"), ("a && b", "E06"), ("!a", "E06"), ("a <> b", "E06"), ("'x' == a", "E06"),
    ("a == NULL", "E06"), ("a == True", "E06"), ("a ** 2", "E06"), ("a + ", "E01"), ("(a + b", "E04"),
    ("f(1 2)", "E07"),
    ("9223372036854775808", "E05"), ("10k", "E05"), ("1e999", "E05"), ("\"abc", "E03"), ("`abc", "E03"),
    ("a ~ /x", "E03"),
    ("a b", "E07"), ("a)", "E04"), ("if a then b", "E01"), ("a is 5", "E01"), ("a AND b", "E06"), ("\"\\q\"", "E03"),
    ("@(A, B)", "E07"), ("a ¢", "E02"), ("a \u{0}", "E02"), ("a\u{A0}== b", "E02"),
  ])
  func reportsOnce(_ text: String, _ code: String) {
    let diagnostics = Reading.parse("assert " + text).diagnostics
    #expect(diagnostics.map(\.code) == [code], "\(diagnostics.map(\.message))")
  }
}
