extension HelpScripts {
  /// Scripts that are wrong in ways that take some doing, of the table `t`.
  static let rare: [String] = [
    "t | derive d = date \"2024-01-01\" | derive z = d - name", "t | derive d = date \"2024-01-01\" | derive z = d % 2",
    "t | derive @(x + y + k) * $a as \"{col}_{a}\" for a in ["
      + (1...33_400).map { "\($0)" }.joined(separator: ", ") + "]",
    "t | derive d = date \"2024-01-01\" | derive z = d * 2", "t | derive d = date \"2024-01-01\" | derive z = 5 + d",
    "seed 5 6", "t | agg n = sum(x where )", "assert $t.rows == 12 13", "param p: int = 3 4",
    "x = | head 3", "x =\n| head 3",
    "p = recipe | replace @nulls(< 0.5), values: [1], with: null\nt | drop name | cv logistic, target: k, prep: p",
    "range 20 | derive { k = n % 2, c = 3 } | cv naive_bayes(var_smoothing: 0), target: k",
    "range 20 | derive { k = n % 2, c = n * 1e300 } | cv naive_bayes, target: k",
    "t | rename z = x where x > 1",
    "t | count by x where x > 1", "t | distinct x where x > 1",
    "r = range 60000 | derive g = 1\nu = r | left join r on g m:m",
    "define a() = head 1 | head 1 | head 1 | head 1 | head 1 | head 1 | head 1 | head 1 | head 1 | head 1\n"
      + "define b() = a | a | a | a | a | a | a | a | a | a\ndefine c() = b | b | b | b | b | b | b | b | b | b\n"
      + "define d() = c | c | c | c | c | c | c | c | c | c\ndefine e() = d | d\nt | e",
    "define d0() = head 1\n" + (1...210).map { "define d\($0)() = d\($0 - 1)" }.joined(separator: "\n") + "\nt | d210",
    "param a: text = \"" + String(repeating: "x", count: 1 << 19)
      + "\"\nt | where name == \"{$a}{$a}{$a}\" | head 1",
    "t | derive y = if n > 5 then 3 else null | drop name | fit logistic, target: k",
    "range 12 | derive { k = n % 2, y = if n > 5 then 3 else null } | fit logistic, target: k",
    "t | where x + 1 y", "t | derive z = x y", "t | where x in [1] in [2]", "t | where name ~ /a/ ~ /b/",
    "t | where x is null is null", "t | where x in 1..2..3", "t | where y in log 0.1..1..2",
    "t | where x IN [1]", "t | agg [min, 3](x)", "t | agg [x + 1, max](x)", "t | where y in log 3",
    "| head 3", "t | agg z = 1 where x > 1",
    "t | derive w = x | pivot name, values: k by x, agg: sum, names: \"x\"",
    "t | derive b = if x > 5 then \"k_a\" else \"k_b\" | pivot b, values: k by name, agg: sum, names: \"{level}\""
      + " | pivot b, values: k by name",
    "t | derive x_a = k | pivot name, values: x by x_a, agg: sum",
    "t | derive v = x | pivot name, values: v by k, agg: sum, names: \"k\"",
    "t | derive a = k | pivot name, values: x by a, agg: sum, names: \"{level}\"",
    "t | roles target: k | bin x, method: woe, bins: 2, target: y",
    "t | derive name_a = k | onehot name", "range 10001 | derive s = \"l{n}\" | onehot s",
    "p = recipe | onehot name\nm = t | fit lightgbm(n_estimators: 2), target: k, prep: p\n"
      + "t | rename name_a = x | derive x = 1 | roles key: name_a | prepare m",
    "e = t | drop name | cv logistic, target: k\ne | threshold, cost: cost { fn = 10 * nullif(y, 1), fp = 1 }",
    "e = t | drop name | cv logistic, target: k\nc = cost { fn = y / x, fp = 1 }\ne | threshold, cost: c",
    "e = t | drop name | cv logistic, target: k\ne | threshold, cost: cost { fn = y + nullif(x, 3), fp = 1 }",
    "p = recipe | impute @num, method: median\nt | derive z = mean(k) by name | roles target: k"
      + " | cv lightgbm(n_estimators: 2), prep: p",
    "p = recipe | scale @num, method: standard\nt | bin x, method: woe, bins: 2, target: k"
      + " | drop name | cv logistic, target: k, prep: p",
    "p = recipe | scale x, method: standard\nm = t | drop name | fit logistic, target: k, prep: p\n"
      + "t | cast x, to: text | prepare m",
    "p = recipe | drop @nulls(> 0.5)\nt | cv lightgbm(n_estimators: 3), target: k, prep: p",
    "p = recipe | select @nulls(< 0.5)\nt | cv lightgbm(n_estimators: 3), target: k, prep: p",
    "range 300 | derive s = \"l{n}\" | plot line(s, n)", "range 300 | derive s = \"l{n}\" | plot heat(s, n)",
    "range 300 | derive s = \"l{n}\" | plot hist(s)", "range 300 | derive s = \"l{n}\" | plot line(n, n, by: s)",
    "range 300 | derive s = \"l{n}\" | plot line(n, n), by: s",
    "range 300 | derive s = \"l{n}\" | plot scatter(n, n, s)",
    "range 300 | derive s = \"l{n}\" | plot bar(s), facet: s", "range 300 | derive s = \"l{n}\" | plot box(s, n)",
    "range 300 | derive s = \"l{n}\" | plot scatter(n, n), facet: s", "range 30000 | transpose",
    "t | where x > 1000 | row 1", "t | where x > 1000 | card", "t | row 13", "t | derive z = cut(x, [3, 1, 2])",
    "t | derive z = cut(x, [1, 1, 2])", "t | derive z = cut(x, [3, null, 1])",
    "m = t | select x, y, k | fit logistic(l2: 0), target: k",
    "range 40 | derive { k = if n < 20 then 0 else 1, x = n * 1.0 } | drop n | fit logistic(l2: 0), target: k",
    "range 40 | derive { k = n % 2, x = n * 1e9, z = 1 / (n + 1) } | fit logistic(l2: 0), target: k",
  ]
}
