import Columns
import Foundation
import Kernels
import Language

/// How numbers are written in texts.
struct NumberMarks {
  var decimal = "."
  var thousands: String?

  /// The text with a point for the fraction and no other marks; nil where a point stands for neither.
  func plain(_ text: String) -> String? {
    if decimal == ".", thousands == nil { return text }
    let digits = thousands.map { text.replacingOccurrences(of: $0, with: "") } ?? text
    if decimal == "." { return digits }
    return digits.contains(".") ? nil : digits.replacingOccurrences(of: decimal, with: ".")
  }
}

/// Values of one type as values of another.
package enum CellConversion {
  /// Whether there is a conversion between two types at all; single values may still not fit.
  static func exists(from source: ColumnType, to target: ColumnType) -> Bool {
    if source == .text || target == .text { return true }
    return isCalendar(source) == isCalendar(target)
  }

  private static func isCalendar(_ type: ColumnType) -> Bool { type == .date || type == .datetime }

  /// What the conversion of a column takes: its cells, and texts in the table that tells them apart.
  static func share(of column: Column, to type: ColumnType) -> ColumnShare {
    if column.type == type || column.isEmpty { return .none }
    let rows = Double(column.count), texts = Double(column.roughDistinctCount)
    if type == .float, column.type != .text { return ColumnShare(work: 12 * rows, kept: 8 * rows) }
    // Most floats have more digits than a text holds without memory of its own.
    let text = column.type == .float ? 96.0 : 40
    if type == .text { return ColumnShare(work: 48 * rows + 72 * texts, kept: 4 * rows + text * texts) }
    return ColumnShare(work: 48 * rows + (column.type == .text ? 24 * texts : 0), kept: 8 * rows)
  }

  /// The column with another type, and the rows whose values did not fit, ascending.
  static func convert(
    _ column: Column, to type: ColumnType, marks: NumberMarks = NumberMarks()
  ) -> (column: Column, misfits: [Int]) {
    if column.type == type { return (column, []) }
    if column.isEmpty { return (Column(nulls: column.count, type: type), []) }
    let isNumber = type == .int || type == .float
    if type == .float, let values = column.doubles() { return (Column(doubles: values), []) }
    let cells: [Cell]
    if case .text(let codes, let dictionary) = column.materialised().storage {
      let values = dictionary.values.map { text in
        isNumber ? marks.plain(text).map { convert(.text($0), to: type) } ?? .null : convert(.text(text), to: type)
      }
      cells = codes.values(0..<column.count).enumerated().map { column.isNull($0) ? .null : values[Int($1)] }
    } else {
      cells = (0..<column.count).map { convert(column[$0], to: type) }
    }
    return (Column(cells: cells, type: type), cells.indices.filter { cells[$0].isNull && !column.isNull($0) })
  }

  /// The value as one of the type, null where it does not fit.
  static func convert(_ cell: Cell, to type: ColumnType) -> Cell {
    if cell.isNull { return .null }
    if type == .text { return .text(CellFormat.plain(cell)) }
    if case .text(let text) = cell { return read(text.trimmingCharacters(in: .whitespacesAndNewlines), as: type) }
    switch type {
    case .int: return cell.number.flatMap { whole($0, cell) } ?? .null
    case .float: return cell.number.map(Cell.float) ?? .null
    case .bool: return cell.number == 0 ? .bool(false) : cell.number == 1 ? .bool(true) : .null
    case .date: return calendar(cell) { .date($0.flooredQuotientAndRemainder(dividingBy: perDay).quotient) }
    case .datetime: return calendar(cell) { .datetime($0) }
    case .text: return .null
    }
  }

  private static let perDay: Int64 = 86_400_000_000

  private static func whole(_ number: Double, _ cell: Cell) -> Cell? {
    // Integers of more than 53 bits do not survive as doubles.
    if let integer = cell.integer { return .int(integer) }
    return Int64(exactly: number).map(Cell.int)
  }

  /// Makes a value from microseconds since 1970-01-01; null where a date lies too far away for them.
  private static func calendar(_ cell: Cell, _ make: (Int64) -> Cell) -> Cell {
    switch cell {
    case .datetime(let microseconds): return make(microseconds)
    case .date(let days):
      let (microseconds, overflow) = days.multipliedReportingOverflow(by: perDay)
      return overflow ? .null : make(microseconds)
    default: return .null
    }
  }

  private static func read(_ text: String, as type: ColumnType) -> Cell {
    switch type {
    case .int: return whole(text).map(Cell.int) ?? .null
    case .float: return number(text).map(Cell.float) ?? .null
    case .bool:
      if ["yes", "true", "1"].contains(text.lowercased()) { return .bool(true) }
      return ["no", "false", "0"].contains(text.lowercased()) ? .bool(false) : .null
    case .date:
      return microseconds(text).map { .date($0.flooredQuotientAndRemainder(dividingBy: perDay).quotient) } ?? .null
    case .datetime: return microseconds(text).map(Cell.datetime) ?? .null
    case .text: return .text(text)
    }
  }

  /// A whole number, also one with decimals that are zero or with an exponent, with all its digits.
  private static func whole(_ text: String) -> Int64? {
    if let value = Int64(text) { return value }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, parts[1].utf8.allSatisfy({ $0 == UInt8(ascii: "0") }), number(text) != nil {
      return Int64(parts[0])
    }
    // What has an exponent has few digits, or is no number that a double tells from its neighbours.
    return number(text).flatMap { abs($0) <= 0x1p53 || text.utf8.count <= 17 ? Int64(exactly: $0) : nil }
  }

  /// A finite decimal number; hexadecimal ones and the words for infinity do not count.
  private static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  /// `2024-01-31`, with `12:30`, `12:30:05` or `12:30:05.25` behind a space or a `T`.
  package static func microseconds(_ text: String) -> Int64? {
    let parts = text.split(maxSplits: 1) { $0 == " " || $0 == "T" }
    guard let day = parts.first.flatMap({ CivilCalendar.parse(String($0)) }) else { return nil }
    let midnight = Int64(day) * perDay
    return parts.count == 1 ? midnight : clock(parts[1]).map { midnight + $0 }
  }

  private static func clock(_ text: Substring) -> Int64? {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(fields.count), let hour = twoDigits(fields[0], below: 24),
      let minute = twoDigits(fields[1], below: 60)
    else { return nil }
    guard fields.count == 3 else { return (hour * 60 + minute) * 60_000_000 }
    let seconds = fields[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let second = twoDigits(seconds[0], below: 60) else { return nil }
    let fraction = seconds.count == 2 ? seconds[1] : "0"
    guard (1...6).contains(fraction.count), fraction.utf8.allSatisfy({ (48...57).contains($0) }),
      let micro = Int64(fraction + String(repeating: "0", count: 6 - fraction.count))
    else { return nil }
    return ((hour * 60 + minute) * 60 + second) * 1_000_000 + micro
  }

  private static func twoDigits(_ text: Substring, below limit: Int64) -> Int64? {
    guard text.utf8.count == 2, text.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int64(text), value < limit
    else { return nil }
    return value
  }
}
