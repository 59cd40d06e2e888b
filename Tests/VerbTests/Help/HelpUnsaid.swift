/// The texts of help that no script of the corpus has said, with why.
enum HelpUnsaid {
  /// How many they may be: the number only falls.
  static let most = 60

  /// Lines that mend nothing in one of their cases: a path without quotes is read as a regex, too; the first label of
  /// an estimator and a result of another kind are no guess at what was meant; and `app` is no table of these scripts.
  static let unmended = [
    "add a closing `/`", "write `logistic(l1: 1)`", "write `logistic(l1: l2)`", "did you mean `e`?",
    "write `app | select X`", "write `app = load \"app.csv\"`",
  ]

  static var texts: [String] { machine + notebook + nohelp + later }

  /// Said where a machine, a library or a file written by another version is at fault, which no script can bring
  /// about.
  private static let machine: [String] = [
    "take fewer columns (`select`) or fewer rows (`where`, `sample`) first, or aggregate before joining",
    "run it with a newer Carnet",
    "run scripts/setup, or set CARNET_LIGHTGBM to the path of lib_lightgbm.so",
    "make room on the disk, or start where you may write",
    "run this again when nothing writes to the file any more",
    "run scripts/setup",
    "raise the limit, `ulimit -v`, or use CSV",
    "predict from the table as it was before the recipe; nothing is filled in",
    "write it anew: `MODEL | export \"…\"`, with the program that has the model",
  ]

  /// Said to commands and to the options of the program, which scripts do not reach.
  private static let notebook: [String] = [
    "it has … stages: `.split … 1 …` to `.split … … …`",
    "only a pipeline of several stages can be split",
    "enter the others by themselves",
    "`.source …` runs the script behind them",
    "`.edit …` changes it",
    "`.cells` lists them",
    "record one: `carnet run …`",
    "remove it, then record a new one: `carnet run …`",
    "`…` lists verbs, functions and commands",
  ]

  /// No help, but what the reader of the sources takes for it: usages, and sentences beside help.
  private static let nohelp: [String] = [
    "LightGBM's library is not installed: there is no .deps/lib/lib_lightgbm.so",
    "the preparation was fitted with a column `…`, which these rows do not have",
    "verbs: ",
    "a cell",
  ]

  /// Nothing keeps a script from being written; it is not there yet.
  private static let later: [String] = [
    "count days with `days_between(from, to)`, or take a part with `year`, `month` or `day`",
    "choose fewer columns, or a shorter list behind `in`",
    "keep some rows in a stage before: `| where …`",
    "aggregate one of them first",
    "aggregate the right side first",
    "bind what comes of a part of it to a name, and go on from there",
    "write out in one `define` what several do",
    "put shorter texts together",
    "impute it first",
    "scale the features, or give a larger l2",
    "… stands behind the `…`, as in `count() where X > 1`",
    "start a new line here, or join it with an operator",
    "join two comparisons with `and`, or put one in parentheses",
    "write `a..b`",
    "reserved words are written in small letters",
    "such as `[min, max](AMT_CREDIT)`",
    "a logarithm is `log(x)`, a range on a logarithmic scale `log 0.01..1`",
    "begin with a table: `app | …`",
    "leave it out, or use an aggregate: `count() where …`",
    "give another template: `names: \"{values}_{level}\"`",
    "leave `target:` out",
    "give it another name before: `| rename NEW = …`",
    "leave it out, or use `encode`, which makes one column of it",
    "give one of them another name before: `| rename NEW = OLD`",
    "say what counts in those rows: `(… ?? 0)` in its place, or another amount",
    "fit it on the training rows of each fold, in the recipe `…`: `… | …`",
    "bring it to one type before",
    "choose by name or by type, such as `@num`",
    "bring its values into fewer groups first",
    "bring numbers into bands with `cut`",
    "count its values: `| agg rows = count() by …`",
    "give each a chart of its own, `facet:`, or keep fewer of them",
    "keep some rows first: `| head 20 | transpose`",
    "keep the values that matter: `| where … in [u{2026}]`",
    "no row is left of the stages before",
    "see what there is: take the condition before it away",
    "the last one is `row …`",
    "write `[…]`",
  ]
}
