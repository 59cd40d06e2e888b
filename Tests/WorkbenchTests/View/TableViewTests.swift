import Columns
import Testing
import Workbench

/// The keys of a table on the screen, and what is then seen, without a terminal.
@Suite struct TableViewTests {
  private static let table: Table = {
    let ids: [Int64] = (0..<1000).map { Int64($0) }
    let labels: [String?] = (0..<1000).map { row in row % 100 == 99 ? "Rare" : "usual \(row % 3)" }
    var columns: [(name: String, column: Column)] = [("ID", Column(ints: ids))]
    for index in 0..<30 {
      let values: [Double?] = (0..<1000).map { row in
        row % 10 == 3 ? nil : Double((row * 7919 + index) % 1000) / 4
      }
      columns.append(("value_\(index)", Column(floats: values)))
    }
    columns.append(("label", Column(texts: labels)))
    return Table(columns, key: ["ID"])
  }()

  private func view(_ keys: String..., lines: Int = 24, columns: Int = 80) -> TableView {
    var view = TableView(Self.table, name: "t")
    view.resize(lines: lines, columns: columns)
    for keys in keys { press(keys, &view) }
    return view
  }

  /// Presses characters; `⏎` is Enter, `⎋` Escape, `←→↑↓⇞⇟` are arrows and pages.
  private func press(_ keys: String, _ view: inout TableView) {
    let named: [Character: ViewKey] = [
      "⏎": .enter, "⎋": .escape, "←": .left, "→": .right, "↑": .up, "↓": .down, "⇞": .pageUp, "⇟": .pageDown,
      "⌫": .backspace, "␃": .interrupt,
    ]
    for key in keys { view.press(named[key] ?? .character(key)) }
  }

  private func lines(_ view: TableView) -> [String] { view.lines(Ink(colours: false)) }
  private func status(_ view: TableView) -> String { lines(view).last ?? "" }
  /// The cells of the line that is marked.
  private func current(_ view: TableView) -> [Substring] {
    lines(view).first { $0.hasPrefix("> ") }?.dropFirst(2).split(separator: " ") ?? []
  }

  @Test func begins() {
    let lines = lines(view())
    #expect(lines.count == 24)
    #expect(lines[0].hasPrefix("   ID │ value_0  value_1") && lines[1].hasPrefix("  int │   float    float"))
    #expect(lines[2].hasPrefix("  ═══ │ ───────"))
    #expect(lines[3].hasPrefix(">   0 │"))
    #expect(lines[23].hasPrefix("t  row 1 of 1 000  column 1 of 32: ID  H keys  q out"))
  }

  @Test("moves by rows", arguments: [
    ("j", 1), ("↓↓", 2), ("jjk", 1), ("k", 0), ("G", 999), ("Gg", 0), ("250g", 249), ("250G", 249), ("12j", 12),
    ("⇟", 20), ("⇟⇟⇞", 20), (" b", 0), ("d", 10), ("G⇟", 999), ("9999g", 999), ("0j", 1), ("10j", 10),
  ])
  func rows(keys: String, row: Int) {
    #expect(current(view(keys)).first == "\(row)")
    #expect(status(view(keys)).contains("row \(row == 999 ? "1 000" : "\(row + 1)") of 1 000"))
  }

  @Test("moves by columns", arguments: [
    ("l", "value_0"), ("→→", "value_1"), ("llh", "value_0"), ("$", "label"), ("$0", "ID"), ("h", "ID"),
    ("cval⏎", "value_0"), ("clabel⏎", "label"), ("cVALUE_17⏎", "value_17"), ("c_17x⌫⏎", "value_17"),
    ("c17⎋", "ID"), ("5l", "value_4"),
  ])
  func columns(keys: String, column: String) {
    let view = view(keys), lines = lines(view)
    #expect(status(view).contains(": \(column)  "))
    // The column is on the screen, and the one with the cursor.
    let place = lines[2].firstIndex(of: "═").map { lines[2].distance(from: lines[2].startIndex, to: $0) } ?? 0
    #expect(lines[0].dropFirst(place).split(separator: " ").first.map(String.init) == column
      || lines[0].dropFirst(place - 1).hasPrefix(" ") && lines[0].dropFirst(place).contains(column))
    #expect(lines[0].contains(" ID │"), "the key stays")
  }

  @Test("nothing is wider than the screen, at any size and place", arguments: [20, 24, 40, 80, 200])
  func sizes(columns: Int) {
    for keys in ["", "$", "G$", "10l", "!l!l!l!l!l!l", "i", "⏎", "H", "/x", "$]"] {
      for height in [3, 5, 24] {
        let lines = lines(view(keys, lines: height, columns: columns))
        #expect(lines.count == height)
        #expect(lines.allSatisfy { $0.count < columns }, "\(keys) at \(columns)")
      }
    }
  }

  @Test("sorts what is shown, nulls last, and comes back")
  func sorting() {
    let rising = view("l[")
    #expect(current(rising).dropFirst(2).first == "0")
    #expect(status(rising).contains("value_0 rises; the table itself stays"))
    #expect(current(view("l]")).dropFirst(2).first == "249.75")
    #expect(current(view("l]G")).dropFirst(2).first == "·", "nulls come last either way")
    #expect(current(view("l[[")).first == "0")
    #expect(status(view("l]j")).contains("sorted by value_0 ↓"))
    #expect(Self.table.columns[0][0] == .int(0), "the table is as it was")
  }

  @Test("searches in the column with the cursor", arguments: [
    ("$/rare⏎", "99", ""), ("$/rare⏎n", "199", ""), ("$/rare⏎nN", "99", ""), ("$?rare⏎", "999", "from the other end"),
    ("$/Rare⏎", "99", ""), ("$/RARE⏎", "0", "no `RARE` in label"), ("$/usual 2⏎", "2", ""), ("l/·⏎", "3", ""),
    ("$/rare⏎9n", "199", ""), ("/rare⏎", "0", "no `rare` in ID"), ("n", "0", "nothing to search for"),
    ("/999⏎n", "999", "`999` is nowhere else in ID"), ("$/ra⌫⌫⌫⎋", "0", ""), ("$/rare⏎$/⏎", "199", ""),
  ])
  func searching(keys: String, row: String, message: String) {
    let view = view(keys)
    #expect(current(view).first.map(String.init) == row)
    if !message.isEmpty { #expect(status(view).contains(message), "\(status(view))") }
  }

  @Test func freezes() {
    let kept = view("ll!"), moved = view("ll!$")
    #expect(status(kept) == "value_1 stays at the left")
    #expect(lines(moved)[0].hasPrefix("   ID  value_1 │ "))
    #expect(lines(moved)[0].hasSuffix("label"))
    #expect(lines(view("ll!f$"))[0].hasPrefix("   ID │ "))
    #expect(lines(view("0!$"))[0].contains("│") == false, "the key can be let go")
  }

  @Test func showsARecord() {
    let record = lines(view("99g⏎"))
    #expect(record[0] == "t, row 99 of 1 000")
    #expect(record[1].split(separator: " ") == ["ID", "int", "98"])
    #expect(record[2].split(separator: " ") == ["value_0", "float", "15.5"])
    #expect(record[23].contains("lines 1–22 of 32"))
    #expect(lines(view("99g⏎→"))[1].split(separator: " ") == ["ID", "int", "99"])
    #expect(lines(view("99g⏎G"))[22].split(separator: " ") == ["label", "text", "usual", "2"])
    #expect(current(view("99g⏎→⎋")).first == "99", "the cursor goes with the record")
    #expect(lines(view("l]⏎"))[0].contains("row 1 of 1 000, row "))
  }

  @Test func tellsOfAColumn() {
    let facts = lines(view("$i"))
    #expect(facts[0] == "t.label, text")
    #expect(facts.contains { $0.split(separator: " ") == ["different", "values", "4"] })
    #expect(facts.contains { $0.hasPrefix("Rare") && $0.contains("10   1.0 %") })
    let numbers = lines(view("lF")).joined(separator: "\n")
    #expect(numbers.contains("nulls             100, 10.0 %") && numbers.contains("greatest"))
    #expect(lines(view("lF→"))[0] == "t.value_1, float")
  }

  @Test func theKeysFitIntoASmallScreen() {
    let lines = lines(view("H"))
    #expect(lines[0] == "keys" && lines.contains { $0.hasPrefix("q ") })
    #expect(!lines.contains { $0.contains("…") })
  }

  @Test func ends() {
    for keys in ["q", "Q", "␃", "⏎␃", "iQ", "/x⎋q"] { #expect(view(keys).isDone, "\(keys)") }
    for keys in ["⏎q", "iq", "H⎋", "/q", "z"] { #expect(!view(keys).isDone, "\(keys)") }
    #expect(status(view("z")) == "`z` does nothing here; H lists the keys")
  }

  @Test("tables without rows or columns", arguments: [
    Table([]), Table([("A", Column(nulls: 0, type: .int))]), Table([("A", Column(nulls: 1, type: .float))]),
  ])
  func empty(table: Table) {
    var view = TableView(table, name: "none")
    for key in "jklhG$0g/x[]!i" { view.press(.character(key)) }
    for key in [ViewKey.escape, .enter, .escape, .pageDown, .end, .character("c"), .character("A"), .enter] {
      view.press(key)
      #expect(view.lines(Ink(colours: false)).count == 24)
    }
  }

  @Test("only what is seen is written out")
  func long() {
    let count = 300_000
    let table = Table((0..<50).map { ("c\($0)", Column(ints: (0..<count).map { Int64($0) })) })
    var view = TableView(table, name: "long")
    let start = ContinuousClock.now
    for key in "GgG$0jkG" { view.press(.character(key)) }
    _ = view.lines(Ink(colours: false))
    #expect(ContinuousClock.now - start < .seconds(1), "in a build without optimisation")
  }

  @Test("colours change nothing else")
  func colours() {
    for keys in ["", "ll!", "$]", "⏎", "i"] {
      let view = view(keys)
      #expect(view.lines(Ink(colours: true)).map { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "") } == lines(view))
    }
  }
}
