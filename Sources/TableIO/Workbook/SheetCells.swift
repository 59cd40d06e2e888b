import CWorkbook
import Kernels

/// The cells of a sheet by column, as they stand in the file.
struct SheetCells {
  /// What a cell holds.
  enum Kind: UInt8 { case number, bool, text, date, time, duration, error }

  /// The cells of a column that hold something, from above.
  struct Column {
    var rows: [Int32] = []
    var kinds: [Kind] = []
    /// A number as it is; of a text its place among all texts.
    var values: [Double] = []

    /// The cells from a row on.
    func below(_ row: Int) -> Column {
      let first = rows.firstIndex { Int($0) >= row } ?? rows.count
      return Column(rows: Array(rows[first...]), kinds: Array(kinds[first...]), values: Array(values[first...]))
    }
  }

  private(set) var columns: [Column] = []
  private(set) var texts: [String]
  /// The errors that cells hold, `#N/A`, by what they say.
  private(set) var errors: [String: Int] = [:]
  /// The first cell with a formula of which no value is stored.
  private(set) var emptyFormula: String?
  /// The first cell that cannot be what it says that it is.
  private(set) var oddCell: String?
  private(set) var count = 0

  private let parts: WorkbookParts

  /// - Parameter texts: those that sheets share.
  init(_ parts: WorkbookParts, texts: [String]) { (self.parts, self.texts) = (parts, texts) }

  /// Takes a cell; false where it ends the reading.
  mutating func take(_ cell: sheets_cell) -> Bool {
    guard let pointer = cell.text else {
      if cell.has_formula != 0 {
        emptyFormula = Self.name(cell)
        return false
      }
      return true
    }
    // SAFETY: the text has as many bytes as it says, for as long as the call.
    let bytes = UnsafeBufferPointer(
      start: UnsafeRawPointer(pointer).assumingMemoryBound(to: UInt8.self), count: Int(cell.length))
    guard let (kind, value) = read(bytes, cell) else {
      oddCell = Self.name(cell)
      return false
    }
    while columns.count <= Int(cell.column) { columns.append(Column()) }
    columns[Int(cell.column)].rows.append(cell.row)
    columns[Int(cell.column)].kinds.append(kind)
    columns[Int(cell.column)].values.append(value)
    count += 1
    return true
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ cell: sheets_cell) -> (Kind, Double)? {
    switch UInt8(bitPattern: cell.kind) {
    case UInt8(ascii: "s"):
      guard let place = Int(String(decoding: bytes, as: UTF8.self)), texts.indices.contains(place) else { return nil }
      return (.text, Double(place))
    case UInt8(ascii: "i"), UInt8(ascii: "r"): return (.text, add(Self.text(bytes)))
    case UInt8(ascii: "b"): return (.bool, bytes.first == UInt8(ascii: "1") ? 1 : 0)
    case UInt8(ascii: "e"):
      errors[String(decoding: bytes, as: UTF8.self), default: 0] += 1
      return (.error, 0)
    case UInt8(ascii: "d"): return date(bytes)
    default:
      guard let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite else { return nil }
      let style = parts.styles.indices.contains(Int(cell.style)) ? parts.styles[Int(cell.style)] : .number
      return (Self.kind(style), number)
    }
  }

  /// A date that is written as such, as the number that other cells have for it.
  private func date(_ bytes: UnsafeBufferPointer<UInt8>) -> (Kind, Double)? {
    let text = Array(bytes)
    let moment = CalendarParser.microseconds(text) ?? CalendarParser.days(text).map { $0 * 86_400_000_000 }
    guard let serial = moment.flatMap(SerialDay.serial(ofMicroseconds:)) else { return nil }
    // The two systems are 1462 days apart, the leap day of 1900 among them.
    return (.date, parts.isFrom1904 ? serial - 1462 : serial)
  }

  private mutating func add(_ text: String) -> Double {
    texts.append(text)
    return Double(texts.count - 1)
  }

  private static func kind(_ style: WorkbookParts.NumberKind) -> Kind {
    switch style {
    case .number: .number
    case .date: .date
    case .time: .time
    case .duration: .duration
    }
  }

  /// A text with the characters that XML has no place for, `_x000D_`.
  static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
    return text.replacing(/_x([0-9A-Fa-f]{4})_/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? String(match.0)
    }
  }

  /// `BC12`.
  static func name(row: Int, column: Int) -> String {
    var letters = "", left = column + 1
    while left > 0 {
      letters = String(Character(Unicode.Scalar(UInt8(65 + (left - 1) % 26)))) + letters
      left = (left - 1) / 26
    }
    return "\(letters)\(row + 1)"
  }

  private static func name(_ cell: sheets_cell) -> String { name(row: Int(cell.row), column: Int(cell.column)) }
}
