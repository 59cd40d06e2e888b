import Diagnostics
import Language
import Syntax

/// Text that was pasted from a spreadsheet, a page or a file, as lines of a table in the script itself.
struct PastedTable {
  /// What a script should hold of data at most; more belongs in a file.
  static let mostLines = 20_000
  static let mostBytes = 1 << 20

  /// The lines without what is blank around them.
  let lines: [String]

  init(_ text: String) {
    let all = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false)
    var lines = all.drop { $0.allSatisfy(\.isWhitespace) }
    while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
    self.lines = lines.map(String.init)
  }

  /// Whether it is more than a script should hold.
  var isTooLong: Bool { lines.count > Self.mostLines || lines.reduce(0) { $0 + $1.utf8.count } > Self.mostBytes }

  /// The statement that holds the lines, with the verb for that.
  func statement(named name: String, verb: String) -> String {
    let nowhere = Span(source: SourceID(rawValue: 0), lower: 0, upper: 0)
    let items = readable.map { line in
      "\n  " + Formatter.format(Expression(.string(line.isEmpty ? [] : [.text(line)]), nowhere))
    }
    return "\(Formatter.format(Name(name, nowhere))) = \(verb) {\(items.joined())\n}"
  }

  /// The lines with commas in place of tabs, where nothing in them could be taken for a separator or a quote.
  private var readable: [String] {
    let marks: Set<Character> = [",", ";", "|", "\""]
    let isPlain = lines.contains { $0.contains("\t") } && !lines.contains { $0.contains(where: marks.contains) }
    return isPlain ? lines.map { $0.replacing("\t", with: ",") } : lines
  }
}

extension Workbench {
  /// Takes text that was pasted behind `.paste NAME`: the cell that comes of it holds the data themselves.
  @discardableResult
  public func take(pasted text: String, as name: String) -> Next {
    let table = PastedTable(text)
    guard !table.lines.isEmpty else { return show(Shown("nothing was pasted", role: .failure)) }
    guard !table.isTooLong else {
      let size = "\(Prose.count(table.lines.count, "line")) are too many to stand in a script: save them as a file"
      let reading = session.catalog.reader.map { ", and read that: `\(name) = \($0.name) \"FILE\"`" } ?? ""
      return show(Shown(size + reading, role: .failure))
    }
    guard let verb = session.catalog.holder?.name else {
      return show(Shown("no verb here holds tables", role: .failure))
    }
    run(table.statement(named: name, verb: verb))
    return .entry
  }
}
