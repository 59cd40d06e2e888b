/// A small drawing of characters: braille dots (two by four per character) under text and block characters.
public struct Sketch: Sendable {
  /// In characters.
  public let columns: Int
  /// In characters.
  public let rows: Int
  private var dots: [UInt8]
  private var characters: [Character?]

  init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (max(1, columns), max(1, rows))
    dots = Array(repeating: 0, count: self.columns * self.rows)
    characters = Array(repeating: nil, count: self.columns * self.rows)
  }

  /// The drawing area in dots.
  var box: Box { Box(0, 0, Double(columns * 2), Double(rows * 4)) }

  /// The lines of text, without spaces at their ends.
  var lines: [String] {
    (0..<rows).map { row in
      var line = ""
      for column in 0..<columns { line.append(character(column, row)) }
      return line.trimmingEnd()
    }
  }

  private func character(_ column: Int, _ row: Int) -> Character {
    let index = row * columns + column
    if let character = characters[index] { return character }
    guard dots[index] != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(dots[index])) else { return " " }
    return Character(scalar)
  }

  /// Sets one dot; what lies outside is left out.
  mutating func dot(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x < columns * 2, y < rows * 4 else { return }
    let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
    dots[y / 4 * columns + x / 2] |= bits[x % 2][y % 4]
  }

  /// Draws a line between two points in dots; `phase` carries the dash pattern on from line to line.
  mutating func line(from a: ChartPoint, to b: ChartPoint, dash: [Double] = [], phase: inout Double) {
    guard a.isFinite, b.isFinite else { return }
    let length = max((b.x - a.x).magnitude, (b.y - a.y).magnitude)
    let steps = max(1, min(4000, Int(length.rounded(.up))))
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      if Sketch.isInk(dash, phase: phase + length * share) {
        let (x, y) = (a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
        dot(
          min(max(Int(x.rounded(.down)), 0), columns * 2 - 1), min(max(Int(y.rounded(.down)), 0), rows * 4 - 1))
      }
    }
    phase += length
  }

  /// Writes text from a cell on; it is cut at the right edge.
  mutating func text(_ text: String, column: Int, row: Int) {
    guard row >= 0, row < rows else { return }
    for (offset, character) in text.enumerated() where column + offset >= 0 && column + offset < columns {
      characters[row * columns + column + offset] = character
    }
  }

  /// Fills the cells of one column between two heights in dots with block characters, in eighths of a cell.
  mutating func bar(column: Int, from bottom: Double, to top: Double) {
    guard column >= 0, column < columns, bottom > top else { return }
    let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let (low, high) = (bottom / 4, top / 4)
    for row in 0..<rows where Double(row) < low && Double(row + 1) > high {
      let filled = min(low, Double(row + 1)) - max(high, Double(row))
      let eighths = Int((filled * 8).rounded())
      if eighths > 0 { characters[row * columns + column] = blocks[min(eighths, 8) - 1] }
    }
  }

  /// Fills the cells of one row between two positions in dots, in eighths of a cell.
  mutating func bar(row: Int, from left: Double, to right: Double) {
    guard row >= 0, row < rows, right > left else { return }
    let blocks: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
    let (low, high) = (left / 2, right / 2)
    for column in 0..<columns where Double(column) < high && Double(column + 1) > low {
      let filled = min(high, Double(column + 1)) - max(low, Double(column))
      let eighths = Int((filled * 8).rounded())
      if eighths > 0 { characters[row * columns + column] = blocks[min(eighths, 8) - 1] }
    }
  }

  private static func isInk(_ dash: [Double], phase: Double) -> Bool {
    // Dots are coarse: a dash has at least one and a gap at least two, so that patterns stay distinct.
    let lengths = dash.enumerated().map { $0.offset % 2 == 0 ? max(1, $0.element / 3) : max(2, $0.element / 2) }
    let total = lengths.reduce(0, +)
    guard total > 0 else { return true }
    var rest = phase.truncatingRemainder(dividingBy: total)
    for (index, length) in lengths.enumerated() {
      if rest < length { return index % 2 == 0 }
      rest -= length
    }
    return true
  }
}
