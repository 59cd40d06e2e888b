import Language

extension LanguageReference {
  /// The words of the grammar, as `.help` explains them.
  var words: String {
    let kinds: [HelpTopic.Kind] = [.statement, .selector, .type, .expression]
    return kinds.map { kind in
      let topics = catalog.topics(kind).map { topic in
        let labels = topic.labels.map { "- `\($0.name)`: \($0.text)" }.joined(separator: "\n")
        let examples = topic.examples.map { example in
          (example.caption.isEmpty ? "" : example.caption + "\n\n") + "```\n\(example.source)\n```"
        }
        return (["### `\(topic.name)`", "```\n\(topic.usage)\n```", topic.summary, labels] + examples)
          .filter { !$0.isEmpty }.joined(separator: "\n\n")
      }
      return "## \(kind.rawValue)\n\n" + topics.joined(separator: "\n\n")
    }.joined(separator: "\n\n")
  }

  /// How the prompt keeps its cells.
  static let notebook = """
    ## The notebook

    The prompt numbers its cells, and a session is the script of its cells in this order. A line that starts with `|` \
    extends the last cell. `.edit N` puts another statement in the place of a cell, which is as if it had been typed \
    so from the start: the cell keeps its place, and reads what stands above it. A name that is bound twice has two \
    versions, and each cell reads the one above it.

    Tab completes what can stand at the cursor: results and verbs, the columns of the table as it is at that stage, \
    options behind a comma, functions, the values of a text with few of them behind `==` and in `in [`, and files \
    behind `load`. Where nothing can, and at a second Tab, it shows how the verb or the function is written, and what \
    the argument is for. Up and Down move in an entry of several lines, Alt-Enter begins one, Ctrl-R searches what was \
    typed before. `.paste NAME` takes rows from a spreadsheet, and the cell holds them itself; `.copy NAME` is the way \
    back: through `wl-copy`, `xclip` or `xsel` on a desktop, else through the terminal (OSC 52), which takes 74 994 \
    bytes where it allows that at all. `.show` opens a file, or a result as a picture or a page.

    What depends on an edit is stale: a cell that reads an edited result, parameter or verb, directly or through \
    others; one that draws random numbers below an edited `seed`; one that reads a file which a stale cell writes. A \
    stale cell shows no value. Whatever reads one (a new cell, `.last`, `.schema`, `.save`, `.verify`, the end of the \
    session) computes it and what it depends on again first, in order, and says so in a line. `.rerun` computes all \
    that is stale and says what changed: which table, which columns, how many rows, and the first difference. `.rerun \
    N` computes one cell again and shows it. `.cells` says of each cell whether it is done, stale or failed, and why.

    A cell that writes a file (`export`, `plot … to:`) writes it again only when it is computed again. `.undo` takes \
    back the last change of the script, not the files it wrote: a cell whose file holds something else is stale. An \
    edit that fails leaves the session as it was. An edit that makes a later cell fail is kept, and that cell is \
    `failed` until it or what it reads is mended; it and what reads it are not saved.

    A table shows its first and last rows and columns, and says how many are left out between: the newest columns \
    stand last. `.view NAME` shows all of it on the whole screen, to move through with the keys of less and VisiData; \
    it changes nothing. `.set rows`, `columns`, `digits` and `null` say how tables are shown, and `.set pager off` \
    writes out what is longer than the screen. Digits are grouped by spaces where they are shown and never where they \
    are typed.

    `.set NAME=VALUE` gives a parameter another value, as `--set` does: the script keeps its own, and the lock records \
    the value. `.save FILE --for NAME` writes the cells that NAME depends on, each name in the version that is read. \
    `carnet FILE` and `.open FILE` take up a script as cells and run it; `.source FILE` runs one behind the cells \
    there are.
    """
}
