import Testing

/// Scripts that people write and that leak, on tables in which nothing tells the outcome.
enum LeakScripts {
  /// What must come of a script.
  enum Answer: Sendable {
    /// An error of this code whose text holds these words.
    case refused(String, [String])
    /// A note that holds these words.
    case noted([String])
  }

  struct Script: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let answer: Answer

    init(_ name: String, _ text: String, _ answer: Answer) {
      (self.name, self.text, self.answer) = (name, text, answer)
    }
    var testDescription: String { name }
  }

  /// 400 rows of six columns, two of them with gaps, a group of 20 levels, and an outcome that none of them tells.
  static func noise(seed: Int = 1) -> String {
    let columns = (1...6).map { k -> String in
      let value = "(n + \(seed * 1013)) * \(7907 + k * 209_458) % \(9973 + k * 10) % 1009 / 7"
      return "x\(k) = " + (k <= 2 ? "if n * \(31 + k) % 101 < 30 then null else \(value)" : value)
    }
    return """
      carnet 1
      seed \(seed)
      t = range 400 | derive { \(columns.joined(separator: ", ")), g = (n + \(seed)) * 104729 % 9949 % 20, \
      y = (n + \(seed * 7)) * 7919 % 10007 % 10 < 3 } | drop n

      """
  }

  static let all: [Script] = preparations + computed + models + rows

  private static let preparations = [
    Script("neighbours that read the target", """
      t | impute @num, method: median | scale @num, method: standard | derive y = if y then 1 else 0 \
      | derive x1 = if x4 > 1 then null else x1 | impute @num, method: knn(5) | cv logistic, target: y
      """, .refused("E76", ["`x1`", "impute @num, method: knn(5)", "prep = recipe | impute @num, method: knn(5)"])),
    Script("medians of the whole table", "t | impute @num, method: median | cv logistic, target: y",
      .noted(["`x1`", "`x2`", "impute @num, method: median"])),
    Script("a scaler of the whole table", "t | scale @x*, method: standard | cv lightgbm(n_estimators: 3), target: y",
      .noted(["`x1`", "`x5`", "scale @x*, method: standard", "prep = recipe | scale @x*, method: standard"])),
    Script("bounds at quantiles of the whole table",
      "t | clip @x*, quantiles: 0.01..0.99 | cv lightgbm(n_estimators: 3), target: y", .noted(["`x1`", "clip @x*"])),
    Script("codes by first appearance in the whole table",
      "t | derive c = if g > 9 then \"b\" else \"a\" | encode c | cv lightgbm(n_estimators: 3), target: y",
      .noted(["`c`", "encode c"])),
    Script("weights of evidence of the whole table",
      "t | bin @x*, method: woe, output: woe, target: y | cv logistic, target: y",
      .refused("E76", ["`x1`", "the target `y`", "prep = recipe | bin @x*, method: woe, output: woe`"])),
    Script("the best columns of the whole table",
      "t | top 3, target: y | impute @num, method: constant, value: 0 | cv logistic, target: y",
      .refused("E76", ["top 3, target: y", "prep = recipe | top 3`"])),
    Script("the best columns to an estimator on the whole table",
      "t | roles target: y | top 2, by: lightgbm(n_estimators: 5) | cv lightgbm(n_estimators: 3)",
      .refused(
        "E76", ["top 2, by: lightgbm(n_estimators: 5)", "prep = recipe | top 2, by: lightgbm(n_estimators: 5)`"])),
    Script("columns pruned by importance on the whole table",
      "t | derive z = x5 + 1 | roles target: y | prune @num, prefer: importance | cv lightgbm(n_estimators: 3)",
      .refused("E76", ["prefer: importance", "prep = recipe | prune @num, prefer: importance`"])),
    Script("a target that was filled",
      "t | derive y = if g == 4 then null else (if y then 1 else 0) | impute @num, method: median | cv logistic, "
        + "target: y",
      .refused("E70", ["impute @num, method: median", "filled the target `y`", "where y is not null"])),
  ]

  private static let computed = [
    Script("a float target made boolean, and left",
      "t | derive y = if y then 1.0 else 0.0 | derive bad = y > 0 | cv lightgbm(n_estimators: 3), target: bad",
      .refused("E76", ["`y`", "`bad`", "is what the target was computed from", "drop y"])),
    Script("a function of the target", "t | derive z = if y then 2.5 else 1 | cv lightgbm(n_estimators: 3), target: y",
      .refused("E76", ["`z`", "was computed from the target", "drop z"])),
    Script("the target under another name", "t | derive z = y | cv lightgbm(n_estimators: 3), target: y",
      .refused("E76", ["`z`", "is the target under another name"])),
    Script("a rate by group, joined",
      "r = t | agg rate = mean(y) by g\nt | left join r on g | cv lightgbm(n_estimators: 3), target: y",
      .refused("E76", ["`rate`", "mean(y)"])),
    Script("a rate by group, as a window", "t | derive rate = mean(y) by g | cv lightgbm(n_estimators: 3), target: y",
      .refused("E76", ["`rate`", "derive rate = mean(y) by g"])),
    Script("a scaler by hand",
      "s = t | agg { mu = mean(x3), sd = std(x3) }\n"
        + "t | derive z = (x3 - $s.mu) / $s.sd | cv lightgbm(n_estimators: 3), target: y",
      .noted(["`z`", "mean(x3)"])),
    Script("a date that the outcome left",
      "t | derive late = if y then 30 + x3 else 0.5 * x4 % 20 | drop x3, x4 | cv lightgbm(n_estimators: 3), target: y",
      .refused("E76", ["`late`", "was computed from the target"])),
    Script("a column of a file that only came with the outcome", """
      t | derive days_late = if y then 30 + x3 else 0.5 * x4 % 20 | export "late.csv"
      u = load "late.csv", target: y
      u | cv lightgbm(n_estimators: 3)
      """, .noted(["`days_late` (AUC 1.000)", "the target `y`"])),
  ]

  private static let models = [
    Script("the best columns by a model of the same rows",
      "m = t | fit lightgbm(n_estimators: 5), target: y\n"
        + "t | top 3, by: m, also: y | cv lightgbm(n_estimators: 3), target: y",
      .refused("E76", ["top 3, by: m", "prep = recipe | top 3, by: target"])),
    Script("the same in a recipe",
      "m = t | fit lightgbm(n_estimators: 5), target: y\np = recipe | top 3, by: m\n"
        + "t | cv lightgbm(n_estimators: 3), target: y, prep: p",
      .refused("E76", ["ranks by rows that are held out", "by: target"])),
    Script("columns thinned out by a model of the same rows",
      "m = t | fit lightgbm(n_estimators: 5), target: y\n"
        + "t | derive x7 = x3 + x4 / 100 | prune @x*, corr: 0.5, prefer: m | cv lightgbm(n_estimators: 3), target: y",
      .refused("E76", ["prune @x*", "prefer: target"])),
    Script("a model's scores as a feature",
      "m = t | fit lightgbm(n_estimators: 5), target: y\nt | predict m | cv lightgbm(n_estimators: 3), target: y",
      .refused("E76", ["`score`", "predict by lightgbm"])),
    Script("out-of-fold scores as a feature", """
      k = t | derive id = x3 * 1000 + x4 | distinct
      e = k | cv lightgbm(n_estimators: 3), target: y, key: id
      s = e | scores | select id, score
      k | left join s on id | cv lightgbm(n_estimators: 3), target: y, key: id
      """, .refused("E76", ["`score`", "cv lightgbm"])),
    Script("weights of evidence before a split", """
      w = t | bin @x*, method: woe, output: woe, target: y | split 0.7, 0.3
      m = w | where split == "train" | drop split | fit logistic, target: y
      w | where split == "test" | evaluate m
      """, .refused("E76", ["`x1`", "bin @x*"])),
    Script("the best columns before a split, then scores", """
      w = t | top 3, target: y | split 0.7, 0.3
      m = w | where split == "train" | drop split | fit lightgbm(n_estimators: 3), target: y
      w | where split == "test" | predict m
      """, .refused("E76", ["top 3, target: y"])),
    Script("a scaler before a split", """
      w = t | scale @x*, method: standard | split 0.7, 0.3
      m = w | where split == "train" | drop split | fit lightgbm(n_estimators: 3), target: y
      m | evaluate v
      """.replacing("m | evaluate v", with: "v = w | where split == \"test\"\nm | evaluate v"),
      .noted(["`x1`", "scale @x*"])),
    Script("judged on the rows it learnt from", "m = t | fit lightgbm(n_estimators: 3), target: y\nt | evaluate m",
      .refused("E77", ["400 rows of 400"])),
    Script("judged on clients it learnt from, whose key is read as text", """
      c = range 400 | derive { id = n, x = n * 104729 % 9973 / 3, y = n * 7919 % 10007 % 10 < 3 } | drop n \
      | roles key: id, target: y
      m = c | where x < 2800 | fit lightgbm(n_estimators: 3)
      c | cast id, to: text | evaluate m
      """, .refused("E77", ["338 rows of 400 have a key (`id`)"])),
    Script("the same, read as the text of floats", """
      c = range 400 | derive { id = n, x = n * 104729 % 9973 / 3, y = n * 7919 % 10007 % 10 < 3 } | drop n \
      | roles key: id, target: y
      m = c | where x < 2800 | fit lightgbm(n_estimators: 3)
      c | cast id, to: float | cast id, to: text | evaluate m
      """, .refused("E77", ["338 rows of 400 have a key (`id`)"])),
    Script("numbers that no float tells apart", """
      c = t | derive k = 9007199254740992 + g
      m = c | where k != 9007199254740992 | fit lightgbm(n_estimators: 3), target: y
      c | where k == 9007199254740993 | evaluate m
      """, .refused("E77", ["19 rows of 19"])),
    Script("a bound that no float tells from the next", """
      c = t | derive k = 9007199254740992 + g
      m = c | where k < 9007199254740993 | fit lightgbm(n_estimators: 3), target: y
      c | where k >= 9007199254740992 and k < 9007199254740994 | evaluate m
      """, .refused("E77", ["19 rows of 38"])),
    Script("scored on the rows it learnt from", "m = t | fit lightgbm(n_estimators: 3), target: y\nt | predict m",
      .noted(["400 rows of 400 are rows that `m` was fitted on"])),
  ]

  private static let rows = [
    Script("repeated rows", "t | append t | cv lightgbm(n_estimators: 3), target: y",
      .noted(
        ["800 rows have the same features as a row of another fold"].map { $0.replacing("800 rows", with: "rows") })),
    Script("repeated clients", """
      c = range 800 | derive { client = floor(n / 4), y = client * 7919 % 10007 % 10 < 3, x = client * 104729 % 9973 }
      c | select x, y | cv lightgbm(n_estimators: 3), target: y
      """, .noted(["have the same features as a row of another fold", "key: COLUMN"])),
    Script(
      "an identifier",
      "t | derive client_id = floor(x3 * 100) | cast client_id, to: int | cv lightgbm(n_estimators: 3), target: y",
      .noted(["`client_id` looks like an identifier"])),
    Script("a sentinel", "t | derive x3 = if g == 5 then 365243 else x3 | cv lightgbm(n_estimators: 3), target: y",
      .noted(["`x3` 365243 in 20 rows"].map { $0.replacing(" in 20 rows", with: "") })),
  ]
}
