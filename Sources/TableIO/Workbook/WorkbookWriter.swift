import CWorkbook
import Columns
import Diagnostics
import Files
import Kernels

/// Writes a table as a workbook (.xlsx) with one sheet.
///
/// Numbers are doubles in the file, so that whole numbers beyond 53 bits are refused, as is what is longer than a sheet
/// or a cell, and days before 1900. Floats are written with 16 digits, and a note counts those that need 17. Null is an
/// empty cell, and so is an empty text. Times are kept to the millisecond.
/// The same table gives the same bytes, with one version of libxlsxwriter.
public enum WorkbookWriter {
  /// The rows of a sheet, the names among them.
  public static let mostRows = 1_048_576
  /// The columns of a sheet.
  public static let mostColumns = 16_384
  /// The UTF-16 units of a cell's text.
  static let longestText = 32_767
  static let noLibraries = "the libraries for workbooks (libzip, Expat, libxlsxwriter) are not installed"
  private static let greatestWhole: Int64 = 1 << 53

  /// - Returns: what was changed on the way, in sentences.
  /// - Throws: ``WriteError`` for what has no place in a workbook, before anything is written; `Cancelled`.
  static func write(
    _ table: Table, to path: String, sheet: String, header: Bool, execution: Execution
  ) throws -> [String] {
    try checkSize(table, path, header)
    try checkValues(table, path, execution)
    guard sheets_available() != 0 else {
      throw WriteError(path: path, sentence: noLibraries, help: "run scripts/setup")
    }
    guard let output = sheets_output_open(sheet) else {
      throw WriteError(path: path, sentence: "there is no room for the file while it is made")
    }
    var notes = Notes()
    do {
      execution.monitor.begin("writing \(path)", total: table.rowCount)
      if header { for (place, name) in table.schema.names.enumerated() { heading(name, place, output) } }
      for row in 0..<table.rowCount {
        if row % 4096 == 0 {
          try execution.checkCancelled()
          execution.monitor.advance(by: min(4096, table.rowCount - row))
        }
        for (place, column) in table.columns.enumerated() {
          write(column[row], Int32(row + (header ? 1 : 0)), Int32(place), output, &notes)
        }
      }
    } catch {
      var bytes: UnsafeMutablePointer<CChar>?, count: Int64 = 0
      _ = sheets_output_close(output, &bytes, &count)
      sheets_output_free(bytes)
      throw error
    }
    try finish(output, path)
    return notes.sentences
  }

  private static func finish(_ output: OpaquePointer, _ path: String) throws {
    var bytes: UnsafeMutablePointer<CChar>?, count: Int64 = 0
    let status = sheets_output_close(output, &bytes, &count)
    defer { sheets_output_free(bytes) }
    guard status == 0, let bytes else {
      let reason = String(cString: sheets_output_message(status))
      throw WriteError(path: path, sentence: "the workbook could not be made: \(reason)")
    }
    // SAFETY: the memory holds so many bytes until it is freed behind this.
    let all = UnsafeRawBufferPointer(start: bytes, count: Int(count))
    do { try AtomicFile.write(Array(all), to: path) } catch { throw WriteError(error) }
  }

  private static func heading(_ name: String, _ place: Int, _ output: OpaquePointer) {
    _ = sheets_output_heading(output, 0, Int32(place), escaped(name))
  }

  private static func write(
    _ cell: Cell, _ row: Int32, _ place: Int32, _ output: OpaquePointer, _ notes: inout Notes
  ) {
    switch cell {
    case .null: break
    case .int(let value): _ = sheets_output_number(output, row, place, Double(value))
    case .float(let value):
      if sheets_output_loses(value) != 0 { notes.longFloats += 1 }
      _ = sheets_output_number(output, row, place, value)
    case .bool(let value): _ = sheets_output_bool(output, row, place, value ? 1 : 0)
    case .text(let text):
      if text.isEmpty { notes.emptyTexts += 1 }
      _ = sheets_output_text(output, row, place, escaped(text))
    case .date(let day): _ = sheets_output_date(output, row, place, SerialDay.serial(ofDay: day) ?? 0, 0)
    case .datetime(let value):
      if value % 1000 != 0 { notes.fineTimes += 1 }
      _ = sheets_output_date(output, row, place, SerialDay.serial(ofMicroseconds: value) ?? 0, 1)
    }
  }

  /// What was changed.
  private struct Notes {
    var emptyTexts = 0
    var fineTimes = 0
    var longFloats = 0
    var sentences: [String] {
      (emptyTexts > 0 ? ["\(Prose.count(emptyTexts, "empty text")) became empty cells, which are read as null"] : [])
        + (fineTimes > 0 ? ["\(Prose.count(fineTimes, "time")) lost what is finer than milliseconds"] : [])
        + (longFloats > 0 ? ["\(Prose.count(longFloats, "number")) lost the last of 17 digits"] : [])
    }
  }

  /// A text in which what looks like a character's number stays what it is.
  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
    return text.replacing(/_(x[0-9A-Fa-f]{4}_)/) { "_x005F_\($0.1)" }
  }

  private static func checkSize(_ table: Table, _ path: String, _ header: Bool) throws(WriteError) {
    let most = mostRows - (header ? 1 : 0)
    if table.rowCount > most {
      throw WriteError(
        path: path, sentence: "a sheet takes \(most) rows below the names, and these are \(table.rowCount)",
        help: "write a file of Parquet or CSV: let the name end in `.parquet` or `.csv`")
    }
    if table.columns.count > mostColumns {
      throw WriteError(
        path: path, sentence: "a sheet takes \(mostColumns) columns, and these are \(table.columns.count)",
        help: "write a file of Parquet or CSV: let the name end in `.parquet` or `.csv`")
    }
  }

  private static func checkValues(_ table: Table, _ path: String, _ execution: Execution) throws {
    for (field, column) in zip(table.schema.fields, table.columns) {
      try execution.checkCancelled()
      if let fault = fault(in: column) {
        throw WriteError(
          path: path, sentence: "`\(field.name)` holds \(fault.what)", help: fault.help(field.name))
      }
    }
  }

  /// The first value of a column that a cell cannot hold.
  private static func fault(in column: Column) -> (what: String, help: (String) -> String)? {
    let asText: @Sendable (String) -> String = { "make it text before: `| cast \($0), to: text`" }
    switch column.type {
    case .float, .bool: return nil
    case .text:
      guard column.dictionary?.values.contains(where: isTooLong) ?? false else { return nil }
      for row in 0..<column.count where !column.isNull(row) {
        guard case .text(let text) = column[row], isTooLong(text) else { continue }
        return (
          "a text of \(text.utf16.count) characters, and a cell takes \(longestText)",
          { "cut it before: `| derive \($0) = substr(\($0), 1, 8000)`" }
        )
      }
      return nil
    case .int, .date, .datetime:
      for row in 0..<column.count where !column.isNull(row) {
        switch column[row] {
        case .int(let value) where value.magnitude > greatestWhole.magnitude:
          return ("\(value), and the numbers of a workbook have 53 bits", asText)
        case .date(let day) where SerialDay.serial(ofDay: day) == nil: return (before(day), asText)
        case .datetime(let value) where SerialDay.serial(ofMicroseconds: value) == nil:
          return (before(value.flooredQuotientAndRemainder(dividingBy: 86_400_000_000).quotient), asText)
        default: break
        }
      }
      return nil
    }
  }

  private static func isTooLong(_ text: String) -> Bool {
    text.utf8.count > longestText && text.utf16.count > longestText
  }

  private static func before(_ day: Int64) -> String {
    var bytes: [UInt8] = []
    CalendarFormat.appendDate(day, to: &bytes)
    return "\(String(decoding: bytes, as: UTF8.self)), and the days of a workbook begin with 1900-01-01"
  }
}
