import Language

extension HelpTopic {
  static let expressions = [
    HelpTopic(
      .expression, "if", usage: "if CONDITION then A else B",
      "The one value where the condition is true, the other where it is false or null. `else` is never left out.",
      aliases: ["then", "else", "case", "when"],
      examples: [
        Example(
          "range 3 | derive x = if n > 1 then \"high\" else \"low\" | select x",
          gives: .table("x text", "low\nlow\nhigh")),
        Example(
          "range 3 | derive x = if n == 0 then 7 else if n == 1 then 8 else 9 | select x",
          gives: .table("x int", "7\n8\n9")),
      ]),
    HelpTopic(
      .expression, "null", usage: "null, X is null, X is not null, X ?? Y",
      """
      The missing value, of any type. A comparison with it is null, which `where` does not keep: ask with `is null`. \
      `X ?? Y` is X, or Y where X is null. What has no value, such as `x / 0`, is null, and the stage says how many \
      rows that were.
      """, aliases: ["is", "is null", "??", "NA", "nan", "NaN"],
      examples: [
        Example("range 3 | derive x = nullif(n, 1) | where x is null", gives: .table("n int, x int", "1 null")),
        Example("range 3 | derive x = nullif(n, 1) ?? 9 | select x", gives: .table("x int", "0\n9\n2")),
      ]),
    HelpTopic(
      .expression, "and", usage: "A and B, A or B, not A",
      "Logic with three values, as in SQL: what depends on an unknown value is null.", aliases: ["or", "not"],
      examples: [Example("range 4 | where n > 0 and not n == 2", gives: .table("n int", "1\n3"))]),
    HelpTopic(
      .expression, "in", usage: "X in [A, B, …], X in A..B",
      "Whether a value is one of a list, or lies in a range with both its ends.", aliases: ["between", ".."],
      examples: [
        Example("range 5 | where n in [1, 3]", gives: .table("n int", "1\n3")), Example(
          "range 5 | where n in 1..2",
          gives: .table("n int", "1\n2")),
      ]),
    HelpTopic(
      .expression, "~", usage: "X ~ /regex/", "Whether a text contains what the pattern describes.",
      aliases: ["matches", "like"],
      examples: [
        Example(
          "range 2 | derive t = if n == 1 then \"abc\" else \"xyz\" | where t ~ /^a/ | select t",
          gives: .table("t text", "abc"))
      ]),
    HelpTopic(
      .expression, "$", usage: "$NAME, $NAME.FIELD, \"{$NAME}\"",
      "The value of a parameter, a loop variable or a field of an earlier result; in braces inside of a text.",
      aliases: ["scalar"],
      examples: [Example("t = range 4\nrange 9 | head $t.rows | count", gives: .table("n int", "4"))]),
    HelpTopic(
      .expression, "\"{…}\"", usage: "\"{COLUMN}-{COLUMN}\"",
      """
      A text with the values of columns in it, each as `cast` to text writes it; null in one of them gives null. \
      `\\{` is the character.
      """, aliases: ["interpolation", "f-string"],
      examples: [Example(
        "range 2 | derive { t = \"x\", k = \"{t}-{n}\" } | select k", gives: .table("k text", "x-0\nx-1"))]),
    HelpTopic(
      .expression, "for", usage: "ITEM for NAME in LIST",
      "Repeats an item of `derive` or `agg` for each value: `$NAME`, and `{NAME}` in a template.", aliases: ["loop"],
      examples: [Example(
        "range 2 | derive n * $k as \"n{k}\" for k in [2, 3]",
        gives: .table("n int, n2 int, n3 int", "0 0 0\n1 2 3"))]),
    HelpTopic(
      .expression, "as", usage: "ITEM as \"TEMPLATE\"",
      """
      Names the columns of an item that stands for several: `{col}` is the column, `{fn}` and `{FN}` the function, \
      `{NAME}` a loop variable.
      """, aliases: ["template"],
      examples: [Example(
        "range 3 | derive m = n + 1 | agg [min, max](@num) as \"{fn}_{col}\"",
        gives: .table("min_n int, max_n int, min_m int, max_m int", "0 2 1 3"))]),
    HelpTopic(
      .expression, "by", usage: "… by KEY, KEY, …",
      "Groups the rows: one result a group in `agg`, a group's own in `derive`.",
      examples: [Example("range 4 | agg s = sum(n) by half = n % 2", gives: .table("half int, s int", "0 2\n1 4"))]),
    HelpTopic(
      .expression, "on", usage: "… on KEY, LEFT == RIGHT, … [1:1|m:1|1:m|m:m]",
      "Says which rows of a join belong together, and how many of one side may meet one of the other; m:1 if not said.",
      examples: [
        Example(
          "t = range 2 | derive x = n + 5\nrange 3 | left join t on n",
          gives: .table("n int, x int", "0 5\n1 6\n2 null"))
      ]),
  ]
}
