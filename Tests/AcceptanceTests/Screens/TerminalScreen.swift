/// What a terminal shows of what a program writes: as much of ECMA-48 and xterm as readline and the program use.
struct TerminalScreen {
  private(set) var lineCount: Int
  private(set) var columnCount: Int
  /// What was sent and is not understood here: a test that trusts the screen asks that there is none.
  private(set) var unknown: Set<String> = []
  /// Whether the second screen is shown.
  var isSecond: Bool { first != nil }
  /// Whether letters and ground were ever coloured or weighted.
  private(set) var hasWeights = false

  private var cells: [[Character]]
  private var cursor = (line: 0, column: 0)
  /// Whether a character was written into the last column: the next one begins a line.
  private var isAtEnd = false
  private var wraps = true
  private var first: (cells: [[Character]], line: Int, column: Int)?
  private var bytes: [UInt8] = []

  init(lines: Int, columns: Int) {
    (lineCount, columnCount) = (lines, columns)
    cells = Self.blank(lines, columns)
  }

  private static func blank(_ lines: Int, _ columns: Int) -> [[Character]] {
    Array(repeating: Array(repeating: " ", count: columns), count: lines)
  }

  /// The lines without spaces at their ends, down to the last one that is not empty.
  var text: String {
    var lines = cells.map { line in
      var line = line[...]
      while line.last == " " { line.removeLast() }
      return String(line)
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// What the terminal does when its window gets another size: what is there stays at the top left.
  mutating func resize(lines: Int, columns: Int) {
    func fitted(_ old: [[Character]]) -> [[Character]] {
      let rows = old.suffix(max(lines, cursor.line + 1)).prefix(lines).map { line in
        Array((line + Array(repeating: " ", count: columns)).prefix(columns))
      }
      return rows + Self.blank(max(0, lines - rows.count), columns)
    }
    cells = fitted(cells)
    if let kept = first { first = (fitted(kept.cells), min(kept.line, lines - 1), min(kept.column, columns - 1)) }
    cursor = (min(cursor.line, lines - 1), min(cursor.column, columns - 1))
    (lineCount, columnCount, isAtEnd) = (lines, columns, false)
  }

  /// Takes what the program wrote.
  mutating func take(_ new: some Sequence<UInt8>) {
    bytes += new
    while let count = step() { bytes.removeFirst(count) }
  }

  /// Does what the first bytes say, and answers how many; nil where more are needed.
  private mutating func step() -> Int? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B: return escape()
    case 0x0D: (cursor.column, isAtEnd) = (0, false)
    case 0x0A: newline()
    case 0x08: (cursor.column, isAtEnd) = (max(0, cursor.column - 1), false)
    case 0x09: cursor.column = min(columnCount - 1, (cursor.column / 8 + 1) * 8)
    case 0x00..<0x20, 0x7F: break
    default: return character(first)
    }
    return 1
  }

  private mutating func character(_ first: UInt8) -> Int? {
    let count = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard bytes.count >= count else { return nil }
    if isAtEnd, wraps {
      cursor.column = 0
      newline()
    }
    cells[cursor.line][cursor.column] = Character(String(decoding: bytes.prefix(count), as: UTF8.self))
    isAtEnd = cursor.column == columnCount - 1
    if !isAtEnd { cursor.column += 1 }
    return count
  }

  private mutating func newline() {
    isAtEnd = false
    if cursor.line < lineCount - 1 {
      cursor.line += 1
    } else {
      cells.removeFirst()
      cells.append(Array(repeating: " ", count: columnCount))
    }
  }

  private mutating func escape() -> Int? {
    guard bytes.count > 1 else { return nil }
    switch bytes[1] {
    case UInt8(ascii: "["):
      guard let end = bytes.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
      control(String(decoding: bytes[2..<end], as: UTF8.self), Character(Unicode.Scalar(bytes[end])))
      return end + 1
    case UInt8(ascii: "="), UInt8(ascii: ">"): return 2
    case UInt8(ascii: "("): return bytes.count > 2 ? 3 : nil
    default:
      unknown.insert("ESC \(Character(Unicode.Scalar(bytes[1])))")
      return 2
    }
  }

  private mutating func control(_ text: String, _ final: Character) {
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let number = max(1, numbers.first ?? 1)
    if final != "m", final != "h", final != "l" { isAtEnd = false }
    switch final {
    case "A": cursor.line = max(0, cursor.line - number)
    case "B": cursor.line = min(lineCount - 1, cursor.line + number)
    case "C": cursor.column = min(columnCount - 1, cursor.column + number)
    case "D": cursor.column = max(0, cursor.column - number)
    case "G": cursor.column = min(columnCount, number) - 1
    case "d": cursor.line = min(lineCount, number) - 1
    case "H", "f":
      let column = numbers.count > 1 ? max(1, numbers[1]) : 1
      cursor = (min(lineCount, number) - 1, min(columnCount, column) - 1)
    case "J": erase(screen: numbers.first ?? 0)
    case "K": erase(line: numbers.first ?? 0)
    case "P":
      cells[cursor.line].removeSubrange(cursor.column..<min(columnCount, cursor.column + number))
      cells[cursor.line] += Array(repeating: " ", count: columnCount - cells[cursor.line].count)
    case "@":
      cells[cursor.line].insert(contentsOf: Array(repeating: " ", count: number), at: cursor.column)
      cells[cursor.line] = Array(cells[cursor.line].prefix(columnCount))
    case "m": hasWeights = true
    case "h", "l": setMode(text, isOn: final == "h")
    default: unknown.insert("CSI \(text)\(final)")
    }
  }

  private mutating func erase(screen part: Int) {
    erase(line: part)
    let lines = part == 0 ? cursor.line + 1..<lineCount : part == 1 ? 0..<cursor.line : 0..<lineCount
    for line in lines { cells[line] = Array(repeating: " ", count: columnCount) }
  }

  private mutating func erase(line part: Int) {
    let columns = part == 0 ? cursor.column..<columnCount : part == 1 ? 0..<cursor.column + 1 : 0..<columnCount
    for column in columns { cells[cursor.line][column] = " " }
  }

  private mutating func setMode(_ mode: String, isOn: Bool) {
    switch mode {
    case "?7": wraps = isOn
    // The keypad, the look of the cursor, pasting in brackets.
    case "?1", "?25", "?12", "?1034", "?2004", "4": break
    case "?1049" where isOn && first == nil:
      first = (cells, cursor.line, cursor.column)
      cells = Self.blank(lineCount, columnCount)
    case "?1049":
      guard !isOn, let kept = first else { break }
      (cells, cursor, first) = (kept.cells, (kept.line, kept.column), nil)
    default: unknown.insert("mode \(mode)")
    }
  }
}
