import Columns
import Kernels

/// A column of a sheet below its name, on its way to a type.
struct SheetColumn {
  let name: String
  /// Its place in the sheet, from 0.
  let place: Int
  let cells: SheetCells.Column
  let texts: [String]
  /// The row in the sheet of the first one in the table, and how many there are.
  let firstRow: Int
  let rowCount: Int
  let isFrom1904: Bool
  let nulls: Set<String>

  /// The value of a cell by itself.
  private enum Value {
    case null
    case int(Int64), float(Double), bool(Bool), text(String), day(Int64), moment(Int64), time(Int64)
  }

  /// The column as the type that fits all of its values, or as the one that was asked for; with what happened on the
  /// way.
  ///
  /// - Throws: ``ReadError`` for a value that is not of the type asked for.
  func column(as asked: ColumnType?, path: String) throws(ReadError) -> (column: Column, notes: [ReadNote]) {
    var noDays = 0
    let values = zip(cells.kinds, cells.values).map { value($0, $1, &noDays) }
    var notes: [ReadNote] = []
    if noDays > 0 { notes.append(ReadNote(column: name, noDays, "date", "became null: there is no such day")) }
    let type = asked ?? self.type(of: values)
    if asked == nil, type == .text { notes += mixture(values) }
    var result = [Cell](repeating: .null, count: rowCount)
    for (index, value) in values.enumerated() {
      guard let cell = cell(value, type) else {
        let place = SheetCells.name(row: Int(cells.rows[index]), column: place)
        var error = ReadError(
          path: path, sentence: "the cell \(place) is no \(type.rawValue)",
          help: "leave its type out, or read it as text: `types: [\(name): text]`")
        error.columnName = name
        throw error
      }
      result[Int(cells.rows[index]) - firstRow] = cell
    }
    return (Column(cells: result, type: type), notes)
  }

  private func value(_ kind: SheetCells.Kind, _ number: Double, _ noDays: inout Int) -> Value {
    switch kind {
    case .error: return .null
    case .bool: return .bool(number == 1)
    case .text:
      let text = texts[Int(number)]
      return nulls.contains(text) ? .null : .text(text)
    case .time where number >= 0 && number < 1:
      return .time(Int64((number * 86_400_000).rounded()) * 1000)
    case .date, .time:
      let isDay = number == number.rounded(.down)
      let found = isDay
        ? SerialDay.day(number, from1904: isFrom1904) : SerialDay.microseconds(number, from1904: isFrom1904)
      guard let found else {
        noDays += 1
        return .null
      }
      return isDay ? .day(found) : .moment(found)
    case .number, .duration:
      // Beyond that a whole number stands for its neighbours, too.
      if number == number.rounded(), abs(number) <= 9_007_199_254_740_992 { return .int(Int64(number)) }
      return .float(number)
    }
  }

  /// The type that all values have; text where they have several.
  private func type(of values: [Value]) -> ColumnType {
    var found: Set<ColumnType> = []
    for value in values {
      switch value {
      case .null: break
      case .int: found.insert(.int)
      case .float: found.insert(.float)
      case .bool: found.insert(.bool)
      case .text, .time: found.insert(.text)
      case .day: found.insert(.date)
      case .moment: found.insert(.datetime)
      }
    }
    if found.isEmpty || found == [.int, .float] { return .float }
    if found == [.date, .datetime] { return .datetime }
    return found.count == 1 ? found.first ?? .text : .text
  }

  /// What of other types became text.
  private func mixture(_ values: [Value]) -> [ReadNote] {
    var counts = (numbers: 0, bools: 0, days: 0)
    for value in values {
      switch value {
      case .int, .float: counts.numbers += 1
      case .bool: counts.bools += 1
      case .day, .moment: counts.days += 1
      case .null, .text, .time: break
      }
    }
    let parts = [(counts.numbers, "number"), (counts.days, "date"), (counts.bools, "truth value")]
    return parts.filter { $0.0 > 0 }.map {
      ReadNote(column: name, $0.0, $0.1, "became text, as others are no such values")
    }
  }

  /// A value as one of a type; nil where it is none.
  private func cell(_ value: Value, _ type: ColumnType) -> Cell? {
    switch (value, type) {
    case (.null, _): return .null
    case (_, .text): return .text(text(value))
    case (.int(let value), .int): return .int(value)
    case (.int(let value), .float): return .float(Double(value))
    case (.float(let value), .float): return .float(value)
    case (.bool(let value), .bool): return .bool(value)
    case (.bool(let value), .int): return .int(value ? 1 : 0)
    case (.int(0), .bool): return .bool(false)
    case (.int(1), .bool): return .bool(true)
    case (.day(let value), .date): return .date(value)
    case (.day(let value), .datetime): return .datetime(value * 86_400_000_000)
    case (.moment(let value), .datetime): return .datetime(value)
    case (.text(let text), .int): return Int64(text).map { .int($0) }
    case (.text(let text), .float): return Double(text).flatMap { $0.isFinite ? .float($0) : nil }
    case (.text(let text), .date): return CalendarParser.days(Array(text.utf8)).map { .date($0) }
    case (.text(let text), .datetime): return CalendarParser.microseconds(Array(text.utf8)).map { .datetime($0) }
    default: return nil
    }
  }

  private func text(_ value: Value) -> String {
    var bytes: [UInt8] = []
    switch value {
    case .null: return ""
    case .int(let value): return "\(value)"
    case .float(let value): return "\(value)"
    case .bool(let value): return value ? "true" : "false"
    case .text(let text): return text
    case .day(let day): CalendarFormat.appendDate(day, to: &bytes)
    case .moment(let moment): CalendarFormat.appendTime(moment, to: &bytes)
    case .time(let time):
      // Without the day in front.
      CalendarFormat.appendTime(time, to: &bytes)
      bytes.removeFirst(11)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The name that a cell in the row of names spells.
  static func name(_ kind: SheetCells.Kind, _ number: Double, _ texts: [String], isFrom1904: Bool) -> String {
    let column = SheetColumn(
      name: "", place: 0, cells: SheetCells.Column(), texts: texts, firstRow: 0, rowCount: 0, isFrom1904: isFrom1904,
      nulls: [])
    var noDays = 0
    return column.text(column.value(kind, number, &noDays))
  }
}
