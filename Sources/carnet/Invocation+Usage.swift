import Diagnostics

extension Invocation {
  /// Each way to call the program, with what it does.
  static let forms: [(form: String, text: String)] = [
    ("carnet", "the prompt; a script where one is piped in"),
    ("carnet FILE.carnet", "the prompt, with the cells of a script"),
    ("carnet run FILE [--set NAME=VALUE]…", "runs a script: data to stdout, notes and progress to stderr"),
    ("carnet verify FILE [--update]", "runs it again and compares with the lock"),
    ("carnet report FILE [--to PATH]", "runs it and writes a page to read; PATH.ipynb a notebook"),
    ("carnet serve FOLDER… [--port N]", "scores over HTTP by models that `export` wrote"),
    ("carnet test DIR [--junit FILE]", "verifies each script of a folder"),
    ("carnet -c 'PIPELINE'", "runs one pipeline"),
    ("carnet fmt FILE… [--check]", "puts scripts into the canonical layout"),
    ("carnet help [NAME|CODE]", "explains a verb, a function, a command or an error"),
    ("carnet help --all", "the language reference, as Markdown; `--man` a manual page"),
    ("carnet completion bash|zsh", "a script that completes the words of this program"),
    ("carnet --version", "the version"),
  ]

  /// Each way to call the program, with the options that it heeds.
  static let synopsis = [
    "carnet [FILE.carnet] [--set NAME=VALUE]... [--threads N]",
    "carnet run FILE [--show] [--watch] [--set NAME=VALUE]... [--threads N] [--lock PATH] [--timings]",
    "carnet verify FILE [--update] [--set NAME=VALUE]... [--threads N] [--lock PATH]",
    "carnet report FILE [--to PATH] [--set NAME=VALUE]... [--threads N] [--lock PATH]",
    "carnet serve FOLDER... [--model NAME=FOLDER] [--host HOST] [--port N] [--token-file FILE] [--data FILE]",
    "    [--log FOLDER] [--durable] [--log-fields used|none|A,B] [--id-key-file FILE] [--strict] [--profile]",
    "    [--threads N]",
    "carnet kernel --install [--user | --prefix FOLDER]",
    "carnet kernel CONNECTION_FILE [--set NAME=VALUE]... [--threads N]",
    "carnet test DIR [--junit FILE] [--threads N]",
    "carnet -c 'PIPELINE' [--set NAME=VALUE]... [--threads N]",
    "carnet fmt FILE... [--check]",
    "carnet fmt FILE.ipynb --to FILE.carnet",
    "carnet fmt FILE.carnet --to FILE.ipynb",
    "carnet help [NAME|CODE|--all|--man]",
    "carnet completion bash|zsh",
    "carnet --version",
  ]

  static let options: [(option: String, text: String)] = [
    ("--set NAME=VALUE", "gives a parameter of the script another value; may be repeated"),
    ("--threads N", "how many threads work; results do not depend on it"),
    ("--instructions SET", "portable, avx2 or avx512: what the processor is asked for; results do not depend on it"),
    ("--lock PATH", "where the lock lies, if not in FILE.lock"),
    ("--update", "`verify` writes the lock anew"),
    ("--to PATH", "where `report` writes, if not to FILE with the ending .html; where `fmt` puts the same cells"),
    ("--junit FILE", "`test` leaves what came out in the form that build servers read"),
    ("--model NAME=FOLDER", "`serve` has this model, too, and requests name it; may be repeated"),
    ("--host HOST", "where `serve` listens, if not on this machine alone (127.0.0.1)"),
    ("--port N", "the port of `serve`, if not 8080; 0 takes a free one"),
    ("--token-file FILE", "`serve` answers only who sends the token in FILE: `Authorization: Bearer …`"),
    ("--data FILE", "the clients whom `serve` knows by their id; anything that `load` reads"),
    ("--log FOLDER", "`serve` keeps a record of each prediction there, a JSON line each"),
    ("--durable", "no answered prediction is missing from the log after a loss of power"),
    ("--log-fields LIST", "used, none, or names of fields with commas between them: what the log keeps of a row"),
    ("--id-key-file FILE", "the key under which ids are marked in the log (HMAC-SHA256); without it they are left out"),
    ("--strict", "`serve` refuses rows about which there would be a finding"),
    ("--profile", "`serve` says when it stops what the time of its answers went into, by stage"),
    ("--install", "`kernel` tells Jupyter that it is there, for everybody on the machine"),
    ("--user", "with `--install`: for yourself alone"),
    ("--prefix FOLDER", "with `--install`: below FOLDER, as that of a Python environment"),
    ("--check", "`fmt` only says which scripts are not in the canonical layout"),
    ("--show", "`run` prints each statement above what it came to, named results in one line"),
    ("--watch", "`run` runs again when the script or a file that it reads changes, until Ctrl-C; it records nothing"),
    ("--timings", "`run` says how long each cell took, with its recording or that of a cell before"),
  ]

  static let exitCodes: [(code: Int32, text: String)] = [
    (0, "done"), (1, "the script failed"), (2, "wrong usage"), (3, "verification diverged"),
    (4, "an input is missing"), (130, "cancelled"),
  ]

  static let recording = """
    `run` writes FILE.lock and FILE.blocks where there is no lock, and leaves an existing lock as it is. `verify` \
    compares with it, and `verify --update` writes it anew. FILE.blocks may be deleted at any time. A script that was \
    saved with its lock names it in the first line, `carnet 1 # lock …`: leave that as it is.
    """

  static let output = """
    Off a terminal a table goes to stdout with a line for each row and tabs between the cells; a tab or a line break \
    inside of a text is written `\\t`, `\\r` or `\\n`.
    """

  /// All of it, for the terminal.
  static var usage: String {
    func list(_ title: String, _ rows: [(String, String)]) -> String {
      let width = (rows.map(\.0.count).max() ?? 0) + 2, indent = String(repeating: " ", count: title.count)
      return rows.enumerated().map { index, row in
        (index == 0 ? title : indent) + row.0 + String(repeating: " ", count: width - row.0.count) + row.1
      }.joined(separator: "\n")
    }
    let codes = "exit codes: " + exitCodes.map { "\($0.code) \($0.text)" }.joined(separator: ", ")
    let paragraphs = [recording, output].map { WrappedText.lines($0, width: 110).joined(separator: "\n") }
    return ([list("usage: ", forms), list("options: ", options)] + paragraphs + [codes]).joined(separator: "\n\n")
  }
}
