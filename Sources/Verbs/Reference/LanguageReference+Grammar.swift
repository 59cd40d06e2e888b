extension LanguageReference {
  var marks: String {
    "## Marks of `plot`\n\n" + MarkCatalog.all.map { mark in
      let inputs = mark.inputs.map(\.name).joined(separator: ", ")
      let options = mark.options.sorted().map { "`\($0):`" }.joined(separator: ", ")
      return "- `\(mark.usage)`: \(mark.summary) Draws: \(inputs)" + (options.isEmpty ? "." : "; heeds \(options).")
    }.joined(separator: "\n")
  }

  /// The shape of the language, for readers; the parser is what decides.
  static let grammar = """
    ## Grammar

    ```
    script    = { statement }
    statement = "carnet" INT                                language version, first line
              | "seed" INT
              | "option" NAME ":" literal                   sum_empty: null or 0, once
              | "param" NAME ":" TYPE "=" literal [STRING]  int float text bool date list
              | "assert" expr
              | expr                                        its value is shown: 2 + 2, $cut.cost, round(1.25, 1)
              | "define" NAME "(" [ params ] ")" "=" stages
              | [ NAME "=" ] pipeline
    pipeline  = source { "|" stage }
    source    = NAME | VERB arguments                       a result, or a verb that starts a pipeline
    stage     = VERB { argument | clause } options          a verb is one word or two
    clause    = "by" items | "on" keys [ "1:1" | "m:1" | "1:m" | "m:m" ]
    keys      = column [ "==" column ] { "," keys }
    options   = { "," NAME ":" value }                      behind `order:` several keys: order: day, -hour
    call      = NAME "(" expr { "," expr } { "," NAME ":" value } ")"
    value     = expr | selector | list | word | NAME of a result | a..b | log a..b | VERB items
    items     = item { "," item } | "{" items, separated by newlines or commas "}"
    item      = [ NAME "=" ] expr [ "where" expr ] [ "as" TEMPLATE ] [ "for" NAME "in" list ]
    fan-out   = "[" NAME { "," NAME } "]" "(" expr ")"      [min, max](@AMT_*)
    selector  = "@" ( GLOB | TYPE | "/regex/" | predicate "(" comparison ")" | "(" set ")" )
    column    = NAME | `any text`
    scalar    = "$" NAME { "." NAME }
    literal   = NUMBER | STRING | yes | no | null | "[" literals "]" | date "2024-01-31"
    ```

    A newline ends a statement unless a bracket is open, the line ends in `|`, a comma or an operator, or the next \
    line starts with `|`. Inside `{ }` a newline separates items. `#` starts a comment.

    Expressions, from what binds least: `or`, `and`, `not`, comparisons (`== != < <= > >= in ~ is null`), `??`, `+ -`, \
    `* / %`; `if c then a else b`. Logic has three values, as in SQL, and `where` keeps what is true. Null is the only \
    missing value: what has no value, such as `x / 0`, is null, and the stage says how many rows that were.

    An argument that is no value of a row (the value of a verb's option, `quantile(x, q)`, `clip(x, min: a)`) is a \
    constant: any expression over literals, `$` parameters, fields of results and loop variables. What is out of \
    range, of another type, given twice or without effect is an error; nothing that was written is passed over.

    A cost may be written where it is taken, before further options too: `cost: cost { fn = 10, fp = 1 }`, \
    `cost: cost total 10 * fn + fp`.

    A set of a selector combines atoms with `+`, `-` and `&`. Its types are `num int float text bool date datetime`, \
    its predicates `nulls(> 0.6)` and `distinct(< 20)`; `onehot` stands for the indicator columns made so far.

    In a template `{col}` is the column, `{fn}` and `{FN}` the function in lower and upper case, `{s}` and `{S}` a \
    loop variable `s` as it is and in upper case.
    """
}
