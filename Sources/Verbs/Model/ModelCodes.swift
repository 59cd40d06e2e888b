import Diagnostics

/// The codes of errors about models, costs and charts.
public enum ModelCodes {
  /// `E70`, a column that cannot be a target.
  static let target = DiagnosticCode(
    "E70", "a column that cannot be a target",
    "A model learns a column of 0 and 1, or of `no` and `yes`, in which no row is null and both classes occur. Make "
      + "one with `derive`, and take rows without an outcome away with `where … is not null`.")
  /// `E71`, a column that cannot be a feature.
  static let feature = DiagnosticCode(
    "E71", "a column that cannot be a feature",
    "Estimators learn from numbers. Texts become numbers by `onehot`, dates by `days_between`, gaps are filled by "
      + "`impute`; in a recipe each of these is fitted on the training rows of a fold only.")
  /// `E72`, an estimator that is called wrongly.
  static let estimator = DiagnosticCode(
    "E72", "an estimator that is called wrongly",
    "An estimator is a name, with parameters where they are not to have their defaults: "
      + "`lightgbm(n_estimators: 200, learning_rate: 0.05)`.")
  /// `E73`, a table that a model cannot score.
  static let contract = DiagnosticCode(
    "E73", "a table that a model cannot score",
    "A model scores tables with the columns it was fitted on, by name and type. Nothing is filled in for a column "
      + "that is missing.")
  /// `E74`, a cost that has no value.
  static let cost = DiagnosticCode(
    "E74", "a cost that has no value",
    "A cost says what the outcomes `fn`, `fp`, `tn` and `tp` of a decision cost, as numbers or expressions over the "
      + "columns of a row, or gives a formula over their totals.")
  /// `E75`, a chart that cannot be drawn.
  static let mark = DiagnosticCode(
    "E75", "a chart that cannot be drawn",
    "Each mark of `plot` draws values of certain kinds and takes certain options.")
  /// `E76`, a feature that knows the target.
  static let leak = DiagnosticCode(
    "E76", "a feature that knows the target",
    "A feature may know nothing of the target of rows that are held out: it was computed from the target, or learnt "
      + "from all rows with their targets (weights of evidence, rates by group, a selection by the target, a model's "
      + "scores). In a recipe such a preparation is fitted on the training rows of each fold. `leak: allow` goes on "
      + "all "
      + "the same, and is printed with every metric.")

  /// `E77`, rows that a model was fitted on.
  static let seen = DiagnosticCode(
    "E77", "rows that a model was fitted on",
    "A model is judged on rows that it did not learn from: neither the rows themselves nor their keys may stand among "
      + "those that `fit` had.")

  static let saved = DiagnosticCode(
    "E78", "a file of a model that cannot be read",
    "A file that `export` wrote of a model is read whole or not at all: one that was cut off, changed, or written by a "
      + "later version in a form that is not known yet is refused, so that no other model is taken for it.")

  static let tracking = DiagnosticCode(
    "E79", "a registry of models that gave none",
    "`register NAME` and `load \"models:/NAME@ALIAS\"` ask the server that a `track` statement above them names. What "
      + "it gives is a folder that `export` or `register` wrote, whole, or it is no model.")

  /// All of them, in order.
  public static let all = [target, feature, estimator, contract, cost, mark, leak, seen, saved, tracking]
}
