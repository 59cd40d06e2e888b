import Diagnostics

/// The codes of errors about what a script means, E10 to E39, E50 and E60.
public enum LanguageCodes {
  private static let names = [
    DiagnosticCode(
      "E10", "a newer language", "The first line of a script names the version of the language it was written in."),
    DiagnosticCode("E11", "no such verb", "`.help` lists the verbs; `define` makes verbs of your own."),
    DiagnosticCode(
      "E12", "no such column", "Names are case-sensitive. `.schema NAME` lists the columns of a result."),
    DiagnosticCode(
      "E13", "a selector that selects nothing",
      "Usually the pattern is misspelt or the columns have another type. Where this may happen, `optional: yes` "
        + "says so."),
    DiagnosticCode(
      "E14", "a column that is gone",
      "An earlier stage replaced the column or took it away; the message shows which one. Use what came instead, or "
        + "keep the column there."),
    DiagnosticCode(
      "E15", "a type that does not fit",
      "The operation takes values of another type; `cast` and functions convert."),
    DiagnosticCode("E16", "too few or too many arguments", "`.help VERB` shows what a verb takes."),
    DiagnosticCode("E17", "no such option", "`.help VERB` lists the options of a verb with their defaults."),
    DiagnosticCode(
      "E18", "a value that does not fit",
      "The option or parameter takes values of another kind or range."),
    DiagnosticCode(
      "E19", "a function of several rows in the wrong place",
      "Aggregates belong into `agg`, window functions into `derive … by`. Elsewhere a stage sees one row at a time."),
    DiagnosticCode("E20", "a function that is called wrongly", "The message shows how the function is called."),
    DiagnosticCode(
      "E21", "nothing has this name",
      "A result must be bound before it is used, a parameter declared: `param k: int = 5`."),
    DiagnosticCode(
      "E22", "no such field",
      "`$RESULT.FIELD` reads a fact of an earlier result; each kind of value has its own."),
    DiagnosticCode(
      "E23", "a name with two meanings",
      "Parameters, loop variables, results, and verbs of one's own with their parameters share their names."),
    DiagnosticCode(
      "E24", "a verb in the wrong place",
      "A pipeline starts with a source, and each verb takes certain kinds of value: a table, a recipe, a model."),
    DiagnosticCode(
      "E25", "a column without a name, or one name for several",
      "Write `NAME = …`, or a template such as `as \"{col}_{fn}\"` where an item stands for several columns."),
  ]

  private static let running = [
    DiagnosticCode(
      "E31", "a join that would add rows",
      "The relation is `m:1` unless another is written: the right side's key must not repeat. Aggregate it "
        + "first, or write "
        + "`1:m` or `m:m` if more rows are meant."),
    DiagnosticCode("E32", "too many rows", "The result would hold more rows than a table can."),
    DiagnosticCode("E33", "keys that cannot match", "Both sides of a key must be of one type; numbers match numbers."),
    DiagnosticCode(
      "E35", "more memory than there is",
      "Work whose size can be foreseen is refused before the machine starts to swap. Take fewer columns with `select`, "
        + "fewer rows with `where` or `sample`, or aggregate before joining."),
    DiagnosticCode("E50", "an assertion that does not hold", "`assert` stops a run whose results are not as expected."),
    DiagnosticCode(
      "E60", "not in this version",
      "The word belongs to the language, and this version does not have it yet."),
  ]

  /// All of them, in order.
  public static let all = names + running
}
