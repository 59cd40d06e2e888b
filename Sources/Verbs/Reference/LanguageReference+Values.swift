extension LanguageReference {
  /// What numbers, texts, dates and patterns are, and when something is evaluated.
  static let values = """
    ## Values

    **Whole numbers** have 64 bits and are exact in every function, comparison, list, verb and file; 5 == 5.0, and a \
    whole number beside a float is compared without rounding either. Where a float must do (division, `mean`, `var`, \
    `sqrt` …) and a number beyond 2^53 loses digits, a note says in how many rows. A result outside 64 bits, or of a \
    float outside its range, is null, and a note counts it: `+ - *`, `-x`, `abs`, `sum`, `cumsum`, `diff` and all \
    others. A sum may pass outside and come back.

    **Text** is its bytes: two spellings of one letter are two texts in `==`, lists, groups, joins, levels, sorting \
    and everywhere else, and a note says where levels only look alike. Positions, `length` and patterns count Unicode \
    scalars, so that a line break of CR and LF is two.

    **Dates** that are computed lie in the years 0 to 9999; outside they are null, and a note counts them.

    **What is evaluated.** `and` and `or` look at their right side only where the left one does not decide, `??` and \
    `coalesce` at the next value only where the one before is null, `if` at the branch that is taken. What fails \
    (division by zero, overflow, a value outside a function's domain) is counted where it reaches a result: \
    `if b != 0 then a / b else 0` and `a / b ?? 0` give no note. As in SQL, `x in [2, null]` is null where x is no 2.

    **Patterns** (`~ /…/`, `@/…/`, `extract`) have the syntax of RE2 and match in time linear in the text, whatever \
    they are: `. [a-z] [^a-z] \\d \\w \\s \\b ^ $ | ( ) (?: ) (?<name> ) * + ? {2,5} *? +? ?? (?i) (?s) (?m)`, \
    `\\p{L}` and the other classes and scripts of Unicode, `[[:alpha:]]`. `\\d`, `\\w`, `\\s` and `\\b` know ASCII; \
    `.` is any scalar but a line feed. A pattern matches anywhere unless `^` and `$` bind it. There are no references \
    back to a group, and no looking ahead or behind, which no matcher does in linear time.

    **Options of a script** are written once. `option sum_empty: null` makes the sum of rows that are all null null, \
    in `agg`, `derive … by` and `pivot`; without it, or with `option sum_empty: 0`, it is 0. The lock and the lineage \
    of a file record it.
    """
}
