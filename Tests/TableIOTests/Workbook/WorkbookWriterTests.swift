import Columns
import Foundation
import Kernels
import Testing
@testable import TableIO

/// Workbooks that are written, and read again.
@Suite struct WorkbookWriterTests {
  /// A new file: tests run side by side, and two that wrote the same one read each other's.
  private static func place(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)/\(name)").path
  }

  private func written(_ table: Table, _ name: String, header: Bool = true) throws -> (Table, [String], [UInt8]) {
    let path = Self.place("\(name).xlsx")
    let notes = try TableWriter.write(table, to: path, header: header, sheet: "Own", execution: .serial)
    let file = try FileBytes(path: path)
    return (try TableReader.read(path: path, execution: .serial).table, notes, file.bytes(0..<file.count))
  }

  private func cells(_ table: Table) -> [[Cell]] {
    table.columns.map { column in (0..<column.count).map { column[$0] } }
  }

  @Test func everyTypeComesBack() throws {
    let table = Table([
      ("whole", Column(ints: [0, -9_007_199_254_740_992, nil])), ("decimal", Column(floats: [0.1, -1e-300, 1e300])),
      ("name <&>", Column(texts: [" a\n\tb ", "_x0041_ \u{1} \"é\"", "=1+1"])),
      ("flag", Column(bools: [true, nil, false])),
      ("day", Column(ints: [-25_567, 19_753, 2_932_896], type: .date)),
      ("moment", Column(ints: [1_706_704_215_250_000, nil, 0], type: .datetime)),
    ])
    let (read, notes, bytes) = try written(table, "types")
    #expect(read.schema.fields == table.schema.fields)
    #expect(cells(read) == cells(table) && notes.isEmpty)
    #expect(try written(table, "types").2 == bytes, "the same table gives the same bytes")
  }

  @Test func whatIsLostIsSaid() throws {
    let table = Table([
      ("a", Column(texts: ["", "x"])), ("b", Column(ints: [1, 1_000], type: .datetime)), ("c", Column(floats: [1, 2])),
    ])
    let (read, notes, _) = try written(table, "lost")
    #expect(notes == [
      "1 empty text became empty cells, which are read as null", "1 time lost what is finer than milliseconds",
    ])
    #expect(read["a"]?[0] == .null && read["c"]?.type == .int && read["b"]?[1] == .datetime(1000))
  }

  /// 0.1 + 0.2 needs 17 digits, and 0.3 is another number.
  @Test func aSeventeenthDigitIsSaid() throws {
    let table = Table([("x", Column(floats: [0.1 + 0.2, 0.3, 1 / 3, nil, 5e-324]))])
    let (read, notes, _) = try written(table, "long")
    #expect(notes == ["1 number lost the last of 17 digits"])
    #expect(cells(read) == [[.float(0.3), .float(0.3), .float(1 / 3), .null, .float(5e-324)]])
  }

  @Test func withoutNames() throws {
    let (read, _, _) = try written(Table([("a", Column(ints: [5, 6]))]), "plain", header: false)
    #expect(read.schema.names == ["column_1"] && cells(read) == [[.int(5), .int(6)]])
  }

  @Test("what has no place in a workbook is refused before anything is written", arguments: [
    (Table([("a", Column(ints: [1, 9_007_199_254_740_993]))]), "`a` holds 9007199254740993"),
    (Table([("a", Column(texts: ["x", String(repeating: "é", count: 32_768)]))]), "a text of 32768 characters"),
    (Table([("a", Column(ints: [-25_568], type: .date))]), "`a` holds 1899-12-31"),
    (Table([("a", Column(ints: [-2_209_075_200_000_001], type: .datetime))]), "1899-12-30"),
    (Table([("a", Column(ints: (0..<1_048_576).map { Int64($0) }))]), "a sheet takes 1048575 rows below the names"),
    (Table((0..<16_385).map { ("c\($0)", Column(ints: [1])) }), "a sheet takes 16384 columns"),
  ]) func refused(table: Table, sentence: String) throws {
    let path = Self.place("refused.xlsx")
    let error = #expect(throws: WriteError.self) { try TableWriter.write(table, to: path, execution: .serial) }
    #expect(error?.sentence.contains(sentence) ?? false, "\(error?.sentence ?? "")")
    #expect(error?.help != nil && !FileManager.default.fileExists(atPath: path))
  }

  @Test func textsAsLongAsACell() throws {
    let table = Table([("a", Column(texts: [String(repeating: "é", count: 32_767)]))])
    #expect(cells(try written(table, "long").0) == cells(table))
  }

  @Test func nothingIsPackedTwice() {
    let error = #expect(throws: WriteError.self) {
      try TableWriter.write(Table([("a", Column(ints: [1]))]), to: Self.place("a.xlsx.gz"), execution: .serial)
    }
    #expect(error?.sentence == "a workbook is packed already")
  }
}
