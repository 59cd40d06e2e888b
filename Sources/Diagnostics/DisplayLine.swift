/// A source line as it is shown: tabs expanded, control characters replaced, every byte with its column.
struct DisplayLine {
  struct Cell {
    /// The offset of the character's first byte in the line.
    let lower: Int
    let column: Int
    let width: Int
    let text: String
  }

  static let tabWidth = 4

  private(set) var cells: [Cell] = []
  private(set) var width = 0
  private let byteCount: Int

  init(_ line: String) {
    byteCount = line.utf8.count
    var offset = 0
    for character in line {
      let length = character.utf8.count
      let isTab = character == "\t"
      let text = isTab ? "" : DisplayWidth.sanitised(String(character))
      let columns = isTab ? Self.tabWidth - width % Self.tabWidth : DisplayWidth.of(Character(firstOf: text))
      let shown = isTab ? String(repeating: " ", count: columns) : text
      cells.append(Cell(lower: offset, column: width, width: columns, text: shown))
      offset += length
      width += columns
    }
  }

  /// The column at which the character that holds a byte begins; the line's width behind its end.
  func column(at offset: Int) -> Int {
    let index = firstCell(beyond: offset)
    return index == 0 ? 0 : offset >= byteCount ? width : cells[index - 1].column
  }

  /// The column behind the character that holds the byte before an offset.
  func column(behind offset: Int) -> Int {
    guard offset > 0, let cell = cells[safely: firstCell(beyond: offset - 1) - 1] else { return 0 }
    return cell.column + cell.width
  }

  /// The text between two columns. What is cut off is shown as `…`.
  func text(columns: Range<Int>) -> String {
    if columns.lowerBound <= 0, columns.upperBound >= width { return cells.map(\.text).joined() }
    var result = ""
    var column = columns.lowerBound
    if columns.lowerBound > 0 { (result, column) = ("…", column + 1) }
    let last = columns.upperBound < width ? columns.upperBound - 1 : columns.upperBound
    for cell in cells where cell.column >= column && cell.column + cell.width <= last {
      // Half of a wide character may be cut off: the columns stay in step.
      result += String(repeating: " ", count: max(0, cell.column - column)) + cell.text
      column = cell.column + cell.width
    }
    return columns.upperBound < width ? result + "…" : result
  }

  private func firstCell(beyond offset: Int) -> Int {
    var (low, high) = (0, cells.count)
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].lower <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Array {
  fileprivate subscript(safely index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension Character {
  /// The first character of a text that sanitising may have broken up; a space for an empty one.
  fileprivate init(firstOf text: String) { self = text.first ?? " " }
}
