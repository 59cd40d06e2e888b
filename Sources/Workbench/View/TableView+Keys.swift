extension TableView {
  /// Does what a key stands for.
  public mutating func press(_ key: ViewKey) {
    message = ""
    switch mode {
    case .table: pressInTable(key)
    case .page(let page): press(key, on: page)
    case .asking(let question, let text): press(key, answering: question, text)
    }
    settle()
  }

  private mutating func pressInTable(_ key: ViewKey) {
    // `0` by itself is a key; behind another digit it is one of a number.
    if case .character(let digit) = key, digit.isASCII, digit.isNumber, digit != "0" || !count.isEmpty {
      count.append(digit)
      message = count
      return
    }
    let number = Int(count)
    count = ""
    switch key {
    case .character(let character): press(character, number)
    case .control(let letter): press(control: letter)
    case .up: move(rows: -(number ?? 1))
    case .down: move(rows: number ?? 1)
    case .left: move(columns: -(number ?? 1))
    case .right: move(columns: number ?? 1)
    case .pageUp: move(rows: -height, movesPage: true)
    case .pageDown: move(rows: height, movesPage: true)
    case .home: cursor.row = 0
    case .end: cursor.row = table.rowCount - 1
    case .enter: if table.rowCount > 0 { mode = .page(recordPage()) }
    case .interrupt: isDone = true
    case .escape, .backspace: break
    }
  }

  private mutating func press(_ character: Character, _ number: Int?) {
    switch character {
    case "k": move(rows: -(number ?? 1))
    case "j": move(rows: number ?? 1)
    case "h": move(columns: -(number ?? 1))
    case "l": move(columns: number ?? 1)
    case " ": move(rows: height, movesPage: true)
    case "b": move(rows: -height, movesPage: true)
    case "d": move(rows: height / 2, movesPage: true)
    case "u": move(rows: -(height / 2), movesPage: true)
    case "g": cursor.row = (number ?? 1) - 1
    case "G": cursor.row = (number ?? table.rowCount) - 1
    case "0", "^": cursor.column = (fixed + moving).first ?? 0
    case "$": cursor.column = moving.last ?? fixed.last ?? 0
    case "/": mode = .asking(.search(isBackward: false), "")
    case "?": mode = .asking(.search(isBackward: true), "")
    case "n": search(isBackward: searchesBackward)
    case "N": search(isBackward: !searchesBackward)
    case "[": sort(descending: false)
    case "]": sort(descending: true)
    case "!", "f": freeze()
    case "c": mode = .asking(.column, "")
    case "F", "i": if !table.columns.isEmpty { mode = .page(columnPage()) }
    case "H": mode = .page(Self.keysPage)
    case "q", "Q": isDone = true
    default: message = "`\(character)` does nothing here; H lists the keys"
    }
  }

  /// The keys of less and vi for pages.
  private mutating func press(control letter: Character) {
    switch letter {
    case "f": move(rows: height, movesPage: true)
    case "b": move(rows: -height, movesPage: true)
    case "d": move(rows: height / 2, movesPage: true)
    case "u": move(rows: -(height / 2), movesPage: true)
    case "n": move(rows: 1)
    case "p": move(rows: -1)
    default: break
    }
  }

  private mutating func press(_ key: ViewKey, on page: ViewPage) {
    var page = page
    let height = size.lines - 2
    switch key {
    case .up, .character("k"): page.move(-1, height: height)
    case .down, .character("j"): page.move(1, height: height)
    case .pageUp, .character("b"), .control("b"): page.move(-height, height: height)
    case .pageDown, .character(" "), .control("f"): page.move(height, height: height)
    case .home, .character("g"): page.top = 0
    case .end, .character("G"): page.move(page.lines.count, height: height)
    case .left, .character("h"): page = next(page, -1)
    case .right, .character("l"): page = next(page, 1)
    case .interrupt, .character("Q"): isDone = true
    default:
      mode = .table
      return
    }
    mode = .page(page)
  }

  /// The page of the next row or column, from the same line on.
  private mutating func next(_ page: ViewPage, _ step: Int) -> ViewPage {
    switch page.subject {
    case .record: move(rows: step)
    case .column: move(columns: step)
    case .keys: return page
    }
    var next = page.subject == .record ? recordPage() : columnPage()
    next.move(page.top, height: size.lines - 2)
    return next
  }

  private mutating func press(_ key: ViewKey, answering question: Question, _ text: String) {
    switch key {
    case .character(let character): mode = .asking(question, text + String(character))
    case .backspace: mode = text.isEmpty ? .table : .asking(question, String(text.dropLast()))
    case .control("u"): mode = .asking(question, "")
    case .enter:
      mode = .table
      answer(question, text)
    case .escape, .interrupt: mode = .table
    default: break
    }
  }

  private mutating func answer(_ question: Question, _ text: String) {
    switch question {
    case .column: go(toColumn: text)
    case .search(let isBackward):
      // An empty line searches for the same again, as in less.
      if !text.isEmpty { pattern = text }
      searchesBackward = isBackward
      search(isBackward: isBackward)
    }
  }
}
