/// The texts of help that no script of the corpus has said, with why.
enum HelpUnsaid {
  /// How many they may be: the number only falls.
  static let most = 20

  /// Lines that mend nothing in one of their cases: `app` is no table of these scripts.
  static let unmended = ["write `app | select X`", "write `app = load \"app.csv\"`"]

  static var texts: [String] { machine + program + nohelp }

  /// Said where a machine, a library or a file written by another version is at fault, or behind a check of their own
  /// of those who call, which no script can bring about.
  private static let machine: [String] = [
    "take fewer columns (`select`) or fewer rows (`where`, `sample`) first, or aggregate before joining",
    "run it with a newer Carnet",
    "bring it to one type before",
    "scale the features, leave out what tells both classes apart without error, or give a larger l2",
    "impute it first",
    "aggregate one of them first",
    "run scripts/setup, or set … to the path of …",
    "make room on the disk, or start where you may write",
    "run this again when nothing writes to the file any more",
    "run scripts/setup",
    "raise the limit, `ulimit -v`, or use CSV",
    "predict from the table as it was before the recipe; nothing is filled in",
    "write it anew: `MODEL | export \"…\"`, with the program that has the model",
  ]

  /// Said by the program; `ExitCodes.lockHelp` does what they say.
  private static let program: [String] = [
    "record one: `carnet run …`", "remove it, then record a new one: `carnet run …`",
  ]

  /// No help, but what the reader of the sources takes for it: usages, and sentences beside help.
  private static let nohelp: [String] = [
    "the preparation was fitted with a column `…`, which these rows do not have",
    "verbs: ",
    "reserved words are written in small letters",
    "a cell",
  ]
}
