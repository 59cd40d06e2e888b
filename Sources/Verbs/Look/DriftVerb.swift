import Columns
import Diagnostics
import Language
import Syntax

/// How columns are distributed now, beside a reference.
enum DriftVerb: Verb {
  static let reference = Parameter<Reference>(
    "reference", "The table to compare with, by name: what a model learnt from, or an earlier month.").naming(.table)
  static let columns = Parameter<ColumnSelection?>(
    "columns", default: nil, shows: "all of both tables", "Which columns of the current table are compared.")
  static let by = Parameter<ColumnName?>(
    "by", default: nil, "A column of the current table that cuts it into parts, each compared with the reference.")
  static let method = Parameter<String>(
    "method", default: DriftMethod.auto.rawValue, "What tells how far a column has moved.",
    choices: DriftMethod.allCases.map(\.rawValue))
  static let threshold = Parameter<Double?>(
    "threshold", default: nil, shows: "0.1", in: 0...1e6, "The distance from which on a column has drifted.")
  static let alpha = Parameter<Double>(
    "alpha", default: 0.05, in: 0...1, "The level of all tests together, up to which an adjusted p-value counts.")
  static let fewest = Parameter<Int>(
    "min_rows", default: 200, in: 1...1e9, "A column gets no verdict with fewer values in either table.")
  static let signature = Signature(
    "drift", output: .drift, positional: [reference.declaration],
    options: [
      columns.declaration, by.declaration, method.declaration, threshold.declaration, alpha.declaration,
      fewest.declaration,
    ], synonyms: ["data_drift", "psi", "ks_2samp", "monitor", "stability", "population_stability"])
  static let summary = "Says which columns are distributed otherwise than in a reference, and which are broken."
  static let discussion = """
    A row for each column of either table, and each part of `by:`; keys are left out, and a note says so. Nulls are \
    reported, and take no part in distances.

    `method: auto` is evidently's choice: with more than 1000 values in the reference `wasserstein` for numbers and \
    times (the area between both distribution functions, in standard deviations of the reference) and `js` for levels \
    (the Jensen–Shannon distance), else the tests `ks` and `chisq`. Levels are texts, bools, whole numbers of at most \
    10 values and other numbers of at most 5, in both tables together. `psi` cuts numbers at the reference's deciles, \
    pools levels below 1 % of the reference, and takes shares below 0.0001 for that; from 0.25 on a shift is usually \
    called major. `js` cuts numbers of more than 20 values into equal widths by Sturges' rule. `ks` is for numbers, \
    and `chisq` for levels in both; `method: chisq` cuts numbers at the deciles of both tables.

    `p` is of Kolmogorov and Smirnov's test for numbers (exact up to 10 000 values, as in scipy), and of χ² for \
    levels, those of which fewer than 5 are expected pooled; `p_adjusted` is adjusted by Benjamini and Hochberg for \
    all rows. A column has `drifted` where it is at most `alpha:` and, by a distance, `threshold:` is reached as well. \
    Where nothing has changed, any column at all is called drifted with a probability of at most `alpha:`.

    The other verdicts are `stable`, `too few rows`, `new column`, `vanished`, `changed type`, `filled with nulls` \
    (their share rose by half), `no values`, and `not compared`, for texts most of which occur once. `finding` tells \
    what looks like a broken feed: shares of nulls, values beyond the reference, levels that it lacks or that are \
    gone, one value in all rows. `export "drift.html"` writes a page of all of it, `plot drift` and `plot psi` draw it.
    """
  static let examples = [
    Example(
      "before = range 400 | derive { half = n / 2, odd = n % 2, late = no }\n"
        + "range 400 | derive { half = n / 2 + 90, odd = n % 2, score = n / 400 } | drift before "
        + "| select column, method, statistic, verdict",
      "Columns that moved, stayed, came and went.",
      gives: .table(
        "column text, method text, statistic float, verdict text",
        "n ks 0.0 stable\nhalf ks 0.45 drifted\nodd chisq 0.0 stable\nscore null null new column\n"
          + "late null null vanished")),
    Example(
      "before = range 2000 | derive x = n % 100\n"
        + "range 2000 | derive { x = n % 100 + n / 40, late = n >= 1000 } | drift before, by: late, columns: x "
        + "| derive statistic = round(statistic, 4) | select late, column, statistic, verdict",
      "Each part of the rows.",
      gives: .table(
        "late bool, column text, statistic float, verdict text", "no x 0.4326 drifted\nyes x 1.2987 drifted")),
    Example(
      "before = range 300 | derive g = if n < 200 then \"a\" else \"b\"\n"
        + "range 300 | derive g = if n < 100 then \"a\" else \"c\" "
        + "| drift before, method: psi | select column, finding",
      "What a feed may have broken.",
      gives: .table("column text, finding text", "n null\ng unseen: c 66.7 %; gone: b 33.3 %")),
    Example(
      "before = range 300\nrange 300 | derive n = n + 100 | drift before, method: psi, threshold: 0.25",
      "As a value.", gives: .value(.drift, ["columns": .int(1), "drifted": .int(1), "share": .float(1)])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let other = try arguments.table(reference)
    let settings = try DriftSettings(arguments)
    let comparison = try DriftComparison(input, other, settings, arguments)
    return .onTable(output: Shape(kind: .drift), memory: comparison.footprint) { table, context in
      try comparison.value(table, context)
    }
  }
}
