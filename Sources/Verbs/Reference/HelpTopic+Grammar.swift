import Language

extension HelpTopic {
  /// The words of the grammar: what statements, selectors, types and expressions are written with.
  public static let grammar = statements + selectors + types + expressions

  static let statements = [
    HelpTopic(
      .statement, "param", usage: "param NAME: TYPE = VALUE [\"what it is for\"]",
      """
      Declares a parameter, read as `$NAME`. `--set NAME=VALUE` on the command line and `.set NAME=VALUE` at the \
      prompt give it another value than the script does.
      """, labels: [("TYPE", "int, float, text, bool, date or list.")], aliases: ["parameter", "params"],
      examples: [
        Example("param rows: int = 2 \"how many rows\"\nrange 5 | head $rows", gives: .table("n int", "0\n1")),
        Example("param levels: list = [1, 3]\nrange 5 | where n in $levels", gives: .table("n int", "1\n3")),
      ]),
    HelpTopic(
      .statement, "define", usage: "define NAME(A, B, …) = stages",
      "Makes a verb of stages. What it is used with stands where `$A` stands in them.", aliases: ["macro"],
      examples: [
        Example(
          "define largest(count) = sort -n | head $count\nrange 5 | largest 2",
          gives: .table("n int", "4\n3")),
        Example(
          "define without(column) = drop $column\nrange 2 | derive m = n + 1 | without n",
          gives: .table("m int", "1\n2")),
      ]),
    HelpTopic(
      .statement, "assert", usage: "assert CONDITION",
      """
      Stops the run where the condition is not true. It reads parameters and the fields of earlier results, \
      `$NAME.rows` of a table among them.
      """,
      examples: [
        Example("t = range 5\nassert $t.rows == 5\nt | count", gives: .table("n int", "5")),
        Example("m = range 5 | agg most = max(n)\nassert $m.most < 10\nm", gives: .table("most int", "4")),
      ]),
    HelpTopic(
      .statement, "value", usage: "EXPRESSION",
      """
      Shows the value of an expression without a table: arithmetic, functions of one row, `$` parameters and fields of \
      results.
      """, aliases: ["calculator", "print", "echo"],
      examples: [
        Example("2 + 2", gives: .value(ScalarValue.kind, ["value": .int(4)])),
        Example("t = range 5 | agg most = max(n)\n$t.most / 2", gives: .value(ScalarValue.kind, ["value": .float(2)])),
        Example("round(1234.5678, 1)", gives: .value(ScalarValue.kind, ["value": .float(1234.6)])),
      ]),
    HelpTopic(
      .statement, "seed", usage: "seed NUMBER",
      """
      Sets what random numbers are drawn from in the statements below it: samples, splits, folds, models. Without it \
      the seed is 0.
      """, examples: [Example("seed 7\nrange 100 | sample 3 | count", gives: .table("n int", "3"))]),
    HelpTopic(
      .statement, "carnet", usage: "carnet 1", "Says which version of the language a script is in; its first line.",
      examples: [Example("carnet 1\nrange 2", gives: .table("n int", "0\n1"))]),
    HelpTopic(
      .statement, "=", usage: "NAME = source | stage | …",
      """
      Gives the result of a pipeline a name. Bound again, a name has two versions: each statement reads the one above \
      it. Values are compared with `==`.
      """, aliases: ["binding", "name"],
      examples: [Example("t = range 4\nt = t | where n > 1\nt", gives: .table("n int", "2\n3"))]),
  ]

  static let selectors = [
    HelpTopic(
      .selector, "@", usage: "@GLOB, @TYPE, @/regex/, @nulls(> 0.6), @distinct(< 20), @(A + B - C & D)",
      """
      A set of columns, in the order of the table. A glob stands for names, `*` in it for any characters. A set \
      combines selectors with `+`, `-` and `&`.
      """,
      labels: [
        ("@TYPE", "num, int, float, text, bool, date, datetime, or onehot; a column of that name needs backticks."),
        ("@nulls(> SHARE)", "Columns by their share of nulls."),
        ("@distinct(< COUNT)", "Columns by their number of distinct values."),
      ], aliases: ["selector", "selectors", "@nulls", "@distinct", "nulls", "glob", "regex"],
      examples: [
        Example(
          "range 2 | derive { a1 = n, a2 = n + 1, b = 9 } | select @a*", "By a glob.",
          gives: .table("a1 int, a2 int", "0 1\n1 2")),
        Example(
          "range 2 | derive { a = n, t = \"x\" } | select @(num - a)", "By type, but one.",
          gives: .table("n int", "0\n1")),
        Example(
          "range 3 | derive { a = nullif(n, 0), b = 1 } | select @nulls(> 0.2)", "By share of nulls.",
          gives: .table("a int", "null\n1\n2")),
      ]),
  ]

  static let types = [
    type(
      "int", "Whole numbers of 64 bits.", "range 1 | derive x = pow(2, 3) | select @int", gives: .table("n int", "0")),
    type(
      "float", "Numbers with a fraction, in 64 bits.", "range 1 | derive x = 1 / 4 | select x",
      gives: .table("x float", "0.25")),
    type(
      "text", "Written in double quotes.", "range 1 | derive x = upper(\"abc\") | select x",
      gives: .table("x text", "ABC")),
    type(
      "bool", "`yes` or `no`; a condition has this type.", "range 2 | derive x = n > 0 | select x",
      gives: .table("x bool", "no\nyes"),
      aliases: ["yes", "no", "true", "false"]),
    type(
      "date", "Days; written `date \"2024-01-31\"`, and read from text by the function `date`.",
      "range 1 | derive x = year(date \"2024-01-31\") | select x", gives: .table("x int", "2024")),
    type(
      "datetime", "Moments to the microsecond, without a zone.",
      "range 2 | derive x = n + 1 | select @datetime, optional: yes", gives: .rows(2, of: "")),
    type(
      "num", "Of a selector: int and float.", "range 2 | derive t = \"a\" | select @num", gives: .table("n int", "0\n1")
    ),
    type(
      "list", "Of a parameter: several values, written `[1, 2]`.",
      "param xs: list = [1, 3]\nrange 4 | where n in $xs", gives: .table("n int", "1\n3")),
  ]

  private static func type(
    _ name: String, _ summary: String, _ example: String, gives: ExampleResult, aliases: [String] = []
  ) -> HelpTopic {
    HelpTopic(
      .type, name, usage: name == "list" ? "list" : "\(name), @\(name)", summary,
      aliases: ["@\(name)"] + aliases, examples: [Example(example, gives: gives)])
  }
}
