/// What the fields of each column look like in rows that are whole, to tell where a field of a damaged row belongs.
struct ColumnShapes {
  enum Shape: Int, CaseIterable {
    case empty, integer, number, marked, word, code, phrase

    init(_ field: some Collection<UInt8>) {
      var digits = 0, letters = 0, blanks = 0, marks = 0, points = 0
      for byte in field {
        switch byte {
        case 0x30...0x39: digits += 1
        case 0x20, 0x09: blanks += 1
        case 0x2D, 0x2E, 0x2C, 0x2B: points += 1
        case 0x2F, 0x3A: marks += 1
        default: letters += byte >= 0x41 ? 1 : 0
        }
      }
      if field.isEmpty {
        self = .empty
      } else if letters == 0, digits > 0, digits + points + marks + blanks == field.count {
        self = points + marks + blanks == 0 ? .integer : marks > 0 || points > 1 ? .marked : .number
      } else if blanks > 0 {
        self = .phrase
      } else {
        self = letters == field.count ? .word : .code
      }
    }
  }

  /// How many rows there are, and for each column how many of them have a field of each shape.
  private(set) var rowCount = 0
  private var counts: [[Int]]

  init(width: Int) { counts = Array(repeating: Array(repeating: 0, count: Shape.allCases.count), count: width) }

  mutating func add(_ fields: [[UInt8]]) {
    rowCount += 1
    for (place, field) in fields.enumerated() where place < counts.count { counts[place][Shape(field).rawValue] += 1 }
  }

  /// How little a field looks like those of a column: 0 for like most, up to 4 for like none.
  func strangeness(_ field: ArraySlice<UInt8>, in column: Int) -> Int {
    guard rowCount >= 5, column < counts.count else { return 0 }
    let count = counts[column][Shape(field).rawValue] * 100
    return count >= 10 * rowCount ? 0 : count >= rowCount ? 1 : count > 0 ? 3 : 4
  }
}
