import Language

extension LanguageReference {
  private static let tabular: [ValueKind] = [.evaluation, .holdout, .threshold, .cost, .tuning, .drift, .scorecard]

  /// Which table stands for a value of another kind.
  static let results = """
    ## Results are tables

    Where a verb makes tables of tables (`where`, `sort`, `select`, `derive`, `agg`, `export` …), a result of another \
    kind is its main table at once, as in `cv1 | where metric == "auc"` or `cut | export "decisions.csv"`:

    \(tabular.map { "- \($0.name): \($0.mainTable ?? "")" }.joined(separator: "\n"))

    The other tables have verbs of their own: `scores`, `importance`, `steps` and `step` (the bands of `bin`, the \
    levels of `onehot` …). `describe`, `profile`, `corr` and `levels` give tables anyway. `$cv1.auc` is one field of a \
    result. Verbs that fit, score or prepare take no result for a table.

    Texts are joined with columns in braces, `"{CITY}-{YEAR}"`, wherever an expression stands: each value is written \
    as `cast` to text writes it, and null in one of them gives null. `\\{` is the character, and where no column can \
    stand (an option, a path, a pattern) so is `{`.
    """
}
