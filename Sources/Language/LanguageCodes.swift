import Diagnostics

/// The codes of errors about what a script means, E10 to E39, and E50. What is built on the language raises them
/// too.
extension DiagnosticCode {
  /// `E10`, a newer language.
  public static let newerLanguage = DiagnosticCode(
    "E10", "a newer language", "The first line of a script names the version of the language it was written in.")
  /// `E11`, no such verb.
  public static let unknownVerb = DiagnosticCode(
    "E11", "no such verb", "`.help` lists the verbs; `define` makes verbs of your own.")
  /// `E12`, no such column.
  public static let unknownColumn = DiagnosticCode(
    "E12", "no such column", "Names are case-sensitive. `.schema NAME` lists the columns of a result.")
  /// `E13`, a selector that selects nothing.
  public static let emptySelection = DiagnosticCode(
    "E13", "a selector that selects nothing",
    "Usually the pattern is misspelt or the columns have another type. Where this may happen, `optional: yes` "
      + "says so.")
  /// `E14`, a column that is gone.
  public static let goneColumn = DiagnosticCode(
    "E14", "a column that is gone",
    "An earlier stage replaced the column or took it away; the message shows which one. Use what came instead, or "
      + "keep the column there.")
  /// `E15`, a type that does not fit.
  public static let wrongType = DiagnosticCode(
    "E15", "a type that does not fit",
    "The operation takes values of another type; `cast` and functions convert.")
  /// `E16`, too few or too many arguments.
  public static let argumentCount = DiagnosticCode(
    "E16", "too few or too many arguments", "`.help VERB` shows what a verb takes.")
  /// `E17`, no such option.
  public static let unknownOption = DiagnosticCode(
    "E17", "no such option", "`.help VERB` lists the options of a verb with their defaults.")
  /// `E18`, a value that does not fit.
  public static let wrongValue = DiagnosticCode(
    "E18", "a value that does not fit",
    "The option or parameter takes values of another kind or range.")
  /// `E19`, a function of several rows in the wrong place.
  public static let misplacedFunction = DiagnosticCode(
    "E19", "a function of several rows in the wrong place",
    "Aggregates belong into `agg`, window functions into `derive … by`. Elsewhere a stage sees one row at a time.")
  /// `E20`, a function that is called wrongly.
  public static let wrongCall = DiagnosticCode(
    "E20", "a function that is called wrongly", "The message shows how the function is called.")
  /// `E21`, nothing has this name.
  public static let unknownName = DiagnosticCode(
    "E21", "nothing has this name",
    "A result must be bound before it is used, a parameter declared: `param k: int = 5`.")
  /// `E22`, no such field.
  public static let unknownField = DiagnosticCode(
    "E22", "no such field",
    "`$RESULT.FIELD` reads a fact of an earlier result; each kind of value has its own.")
  /// `E23`, a name with two meanings.
  public static let nameClash = DiagnosticCode(
    "E23", "a name with two meanings",
    "Parameters, loop variables, results, and verbs of one's own with their parameters share their names.")
  /// `E24`, a verb in the wrong place.
  public static let misplacedVerb = DiagnosticCode(
    "E24", "a verb in the wrong place",
    "A pipeline starts with a source, and each verb takes certain kinds of value: a table, a recipe, a model.")
  /// `E25`, a column without a name, or one name for several.
  public static let columnName = DiagnosticCode(
    "E25", "a column without a name, or one name for several",
    "Write `NAME = …`, or a template such as `as \"{col}_{fn}\"` where an item stands for several columns.")
  /// `E31`, a join that would add rows.
  public static let addedRows = DiagnosticCode(
    "E31", "a join that would add rows",
    "The relation is `m:1` unless another is written: the right side's key must not repeat. Aggregate it "
      + "first, or write "
      + "`1:m` or `m:m` if more rows are meant.")
  /// `E32`, too many rows.
  public static let tooManyRows = DiagnosticCode(
    "E32", "too many rows", "The result would hold more rows than a table can.")
  /// `E33`, keys that cannot match.
  public static let keyTypes = DiagnosticCode(
    "E33", "keys that cannot match", "Both sides of a key must be of one type; numbers match numbers.")
  /// `E35`, more memory than there is.
  public static let memory = DiagnosticCode(
    "E35", "more memory than there is",
    "Work whose size can be foreseen is refused before the machine starts to swap. Take fewer columns with `select`, "
      + "fewer rows with `where` or `sample`, or aggregate before joining.")
  /// `E50`, an assertion that does not hold.
  public static let assertion = DiagnosticCode(
    "E50", "an assertion that does not hold", "`assert` stops a run whose results are not as expected.")
}

/// The codes of ``DiagnosticCode`` that the language declares.
public enum LanguageCodes {
  /// All of them, in order.
  public static let all: [DiagnosticCode] = [
    .newerLanguage, .unknownVerb, .unknownColumn, .emptySelection, .goneColumn, .wrongType, .argumentCount,
    .unknownOption, .wrongValue, .misplacedFunction, .wrongCall, .unknownName, .unknownField, .nameClash,
    .misplacedVerb, .columnName, .addedRows, .tooManyRows, .keyTypes, .memory, .assertion,
  ]
}
