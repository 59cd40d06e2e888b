import Columns
import Foundation
import Kernels
import TestSupport
import Testing
@testable import TableIO

/// Workbooks that openpyxl and pandas wrote, and some made by hand, against what openpyxl reads of them.
@Suite struct WorkbookTests {
  private static let folder = Repository.file("Tests/Parity/xlsx")
  /// A cell as openpyxl gave it.
  private enum Value: Decodable, Sendable {
    case null, bool(Bool), number(Double), text(String)

    init(from decoder: any Decoder) throws {
      let single = try decoder.singleValueContainer()
      if single.decodeNil() {
        self = .null
      } else if let value = try? single.decode(Bool.self) {
        self = .bool(value)
      } else if let value = try? single.decode(Double.self) {
        self = .number(value)
      } else {
        self = .text(try single.decode(String.self))
      }
    }

    var text: String {
      switch self {
      case .null: "null"
      case .bool(let value): value ? "yes" : "no"
      case .number(let value): "\(value)"
      case .text(let text): text.replacing(" 00:00:00", with: "")
      }
    }
  }

  private struct Expected: Decodable {
    let cells: [String: [[Value]]]
    let sums: [String: Double]
  }

  private func expected() throws -> Expected {
    let data = try #require(FileManager.default.contents(atPath: "\(Self.folder)/expected.json"), "make.py was not run")
    return try JSONDecoder().decode(Expected.self, from: data)
  }

  private func read(_ name: String, _ change: (inout ReadOptions) -> Void = { _ in }) throws -> ReadResult {
    var options = ReadOptions()
    change(&options)
    return try TableReader.read(path: "\(Self.folder)/\(name)", options: options, execution: .serial)
  }

  /// What openpyxl has for the cells of a table, below the names: texts that look the same for both.
  private func rows(_ key: String) throws -> [[String]] {
    try #require(try expected().cells[key]).dropFirst().map { $0.map(\.text) }
  }

  private func text(_ cell: Cell) -> String {
    switch cell {
    case .null: "null"
    case .int(let value): "\(Double(value))"
    case .float(let value): "\(value)"
    case .bool(let value): value ? "yes" : "no"
    case .text(let text): text
    case .date(let days): day(days)
    case .datetime(let micros): moment(micros)
    }
  }

  private func day(_ days: Int64) -> String {
    var bytes: [UInt8] = []
    CalendarFormat.appendDate(days, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func moment(_ micros: Int64) -> String {
    var bytes: [UInt8] = []
    CalendarFormat.appendTime(micros, to: &bytes)
    return String(decoding: bytes, as: UTF8.self).replacing(" 00:00:00", with: "")
  }

  private func lines(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in table.columns.map { text($0[row]) } }
  }

  private func types(_ table: Table) -> [String] { table.schema.fields.map { "\($0.name) \($0.type.rawValue)" } }

  @Test func everyTypeOfCell() throws {
    let result = try read("types.xlsx")
    #expect(types(result.table) == [
      "whole int", "decimal float", "name text", "day date", "moment datetime", "flag bool", "clock text", "gappy int",
      "mixed text",
    ])
    var wanted = try rows("types.Types")
    // By the standard `_x0041_` stands for an A; openpyxl leaves it. What is mixed is text.
    wanted[2][2] = "A é"
    for (row, value) in [(0, "1"), (2, "true")] { wanted[row][8] = value }
    #expect(lines(result.table) == wanted)
    let notes = result.notes.map { "\($0.column.map { "\($0): " } ?? "")\($0.sentence)" }
    #expect(notes == [
      "read the sheet `Types`; `sheet:` names another: `Second`",
      "mixed: 1 number became text, as others are no such values",
      "mixed: 1 date became text, as others are no such values",
      "mixed: 1 truth value became text, as others are no such values",
    ])
    for (name, sum) in try expected().sums {
      let column = try #require(result.table[name])
      #expect((0..<column.count).compactMap { column[$0].number }.reduce(0, +) == sum, "pandas adds up \(name)")
    }
  }

  @Test func aSheetByNameAndByNumber() throws {
    let second = try read("types.xlsx") { $0.sheet = .name("Second") }
    #expect(types(second.table) == ["a int", "b int", "c float"])
    #expect(lines(second.table) == [["1.0", "2.0", "null"]])
    #expect(second.notes.map(\.sentence) == ["1 merged area has its value in its first cell alone"])
    #expect(try read("types.xlsx") { $0.sheet = .number(2) }.table.schema.names == ["secret"])
    let wrong = #expect(throws: ReadError.self) { try read("types.xlsx") { $0.sheet = .name("Secnd") } }
    #expect(wrong?.sentence == "the workbook has no sheet `Secnd`" && wrong?.help == "did you mean `\"Second\"`?")
    let none = #expect(throws: ReadError.self) { try read("types.xlsx") { $0.sheet = .number(4) } }
    #expect(none?.help == "its sheets are `Types`, `Hidden` and `Second`", "\(none?.help ?? "")")
  }

  @Test("what others wrote", arguments: [
    ("mac.xlsx", "mac.Sheet", ["day date"]),
    ("pandas.xlsx", "pandas.Frame", ["id int", "rate float", "name text", "day datetime", "ok bool"]),
  ]) func others(name: String, key: String, expected: [String]) throws {
    let table = try read(name).table
    #expect(types(table) == expected)
    #expect(try lines(table) == rows(key))
  }

  @Test func prefixesRichTextErrorsAndFormulas() throws {
    let result = try read("hand.xlsx")
    var wanted = try rows("hand.By hand")
    (wanted[2][0], wanted[2][1]) = (" b\rc ", "null")
    #expect(lines(result.table) == wanted)
    #expect(types(result.table) == ["text text", "number int"])
    #expect(result.notes.map(\.sentence) == ["1 cell with an error (#N/A) became null"])
  }

  @Test func typesThatAreAskedFor() throws {
    let result = try read("types.xlsx") {
      $0.csv.types = ["whole": .text, "day": .datetime, "decimal": .float, "gappy": .float]
    }
    #expect(result.table["whole"]?[2] == .text("9007199254740992") && result.table["gappy"]?[1] == .float(3))
    #expect(result.table["day"]?.type == .datetime)
    let error = #expect(throws: ReadError.self) { try read("types.xlsx") { $0.csv.types = ["name": .int] } }
    #expect(error?.sentence == "the cell C2 is no int" && error?.columnName == "name")
  }

  @Test("what cannot be read is an error that says where", arguments: [
    ("no-value.xlsx", "the cell A2 holds a formula, and no value of it is stored"),
    ("entity.xlsx", "xl/sheet.xml at row 1 is broken, or none of a workbook"),
    ("disorder.xlsx", "xl/sheet.xml at row 2 is broken, or none of a workbook"),
    ("beyond.xlsx", "xl/sheet.xml at row 1 is broken, or none of a workbook"),
    ("not-a-text.xlsx", "the cell A1 cannot be read"), ("empty.xlsx", "the sheet is empty"),
  ]) func broken(name: String, sentence: String) {
    let error = #expect(throws: ReadError.self) { try read(name) }
    #expect(error?.sentence == sentence)
  }

  @Test func theLeapDayThatNeverWas() throws {
    let result = try read("leap.xlsx") { $0.csv.types = ["x": .float] }
    #expect(result.table["x"]?[0] == .float(60), "a number without the format of a date is one")
    #expect(SerialDay.day(60, from1904: false) == nil && SerialDay.day(0, from1904: false) == nil)
    #expect(SerialDay.day(59, from1904: false).map(day) == "1900-02-28")
    #expect(SerialDay.day(61, from1904: false).map(day) == "1900-03-01")
    for days in [-25_567, -25_509, -25_508, 0, 19_753, 2_932_896] as [Int64] {
      #expect(SerialDay.serial(ofDay: days).flatMap { SerialDay.day($0, from1904: false) } == days)
    }
    #expect(SerialDay.serial(ofDay: -25_568) == nil && SerialDay.serial(ofDay: 2_932_897) == nil)
  }

  @Test("formats of dates, of numbers and of neither", arguments: [
    ("General", .number), ("0.00E+00", .number), ("yyyy-mm-dd", .date), ("[$-409]d-mmm-yy;@", .date),
    ("#,##0.00 \"days\"", .number), ("[Red]0;[Blue]-0", .number), ("h:mm AM/PM", .time), ("[h]:mm:ss", .duration),
    ("0\\d", .number), ("mmm", .date), ("_(* #,##0_);_(* \"-\"??_)", .number), ("0;yyyy", .number),
  ] as [(String, WorkbookParts.NumberKind)])
  func formats(code: String, kind: WorkbookParts.NumberKind) { #expect(NumberFormat.kind(code) == kind) }

  @Test func whatUnpacksToTooMuchIsRefused() throws {
    let path = "\(Self.folder)/blown.xlsx"
    #expect(try TableReader.read(path: path, execution: .serial).table.rowCount == 1)
    let file = try FileBytes(path: path)
    let error = #expect(throws: ReadError.self) {
      try WorkbookReader.read(file, path: path, options: ReadOptions(), limit: 1 << 20, execution: .serial)
    }
    #expect(error?.sentence == "the workbook unpacks to more than any of its size should")
    #expect(SheetArchive.limit(packed: 1000) == 200 << 20 + 200_000)
  }

  @Test func bytesThatAreNoWorkbook() throws {
    let whole = try FileBytes(path: "\(Self.folder)/types.xlsx")
    let bytes = whole.bytes(0..<whole.count)
    func error(_ bytes: [UInt8]) -> ReadError? {
      #expect(throws: ReadError.self) {
        try WorkbookReader.read(FileBytes(bytes), path: "x.xlsx", options: ReadOptions(), execution: .serial)
      }
    }
    #expect(error([])?.sentence == "the file holds no workbook")
    #expect(error([0xD0, 0xCF, 0x11, 0xE0, 0xA1])?.sentence.contains("locked by a password") ?? false)
    for length in stride(from: 10, to: bytes.count, by: 997) { #expect(error(Array(bytes.prefix(length))) != nil) }
    // Whatever becomes of single bytes, nothing but an error or a table comes of it.
    for place in stride(from: 0, to: bytes.count, by: 7) {
      var changed = bytes
      changed[place] ^= 0x55
      do {
        _ = try WorkbookReader.read(FileBytes(changed), path: "x.xlsx", options: ReadOptions(), execution: .serial)
      } catch {
        #expect(error is ReadError)
      }
    }
  }
}
