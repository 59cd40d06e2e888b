import Columns
import Foundation
import Kernels
import TableIO
import TestSupport
import Testing

@Suite struct CSVWriterTests {
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func valuesTakeTheirShortestForms() throws {
    let table = Table([
      ("i", Column(ints: [1, nil, .min])), ("x,y", Column(floats: [0.1, 100, 1e-7])),
      ("t", Column(texts: ["a\"b", nil, "c,d\n"])), ("b", Column(bools: [true, false, nil])),
      ("d", Column(ints: [19782, -1, nil], type: .date)), ("s", Column(ints: [1_500_000, 0, -1], type: .datetime)),
    ])
    let expected = """
      i,"x,y",t,b,d,s
      1,0.1,"a""b",true,2024-02-29,1970-01-01 00:00:01.500000
      ,100.0,,false,1969-12-31,1970-01-01 00:00:00
      -9223372036854775808,1e-07,"c,d
      ",,,1969-12-31 23:59:59.999999

      """
    #expect(String(decoding: try CSVWriter.bytes(table), as: UTF8.self) == expected)
  }

  @Test func timesAreWrittenToTheEndsOfTheirRange() throws {
    let times: [Int64] = [.min, .min + 1, .max, -86_400_000_001, -86_400_000_000]
    let text = String(
      decoding: try CSVWriter.bytes(Table([("s", Column(ints: times, type: .datetime))])), as: UTF8.self)
    #expect(text.split(separator: "\n") == [
      "s", "-290308-12-21 19:59:05.224192", "-290308-12-21 19:59:05.224193", "294247-01-10 04:00:54.775807",
      "1969-12-30 23:59:59.999999", "1969-12-31 00:00:00",
    ])
  }

  @Test func nullsOfASingleColumnAreNotBlankRows() throws {
    let bytes = try CSVWriter.bytes(Table([("a", Column(ints: [1, nil, 2]))]))
    #expect(try CSVReader.read(bytes: bytes, name: "t").table.cells("a") == [.int(1), .null, .int(2)])
  }

  @Test func filesAreTheSameForAnyNumberOfThreadsAndReplaceOldOnesWhole() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "out.csv").path
    let count = 300_000
    let table = Table([
      ("a", Column(ints: (0..<count).map { Int64($0) })), ("b", Column(doubles: (0..<count).map { Double($0) / 7 })),
    ])
    try CSVWriter.write(table, to: path, execution: Execution(threads: 1))
    let first = try Data(contentsOf: URL(filePath: path))
    try CSVWriter.write(table, to: path, execution: Execution(threads: 2))
    #expect(try Data(contentsOf: URL(filePath: path)) == first)
    let cancelled = Execution(threads: 2)
    cancelled.monitor.cancel()
    #expect(throws: Cancelled.self) { try CSVWriter.write(table, to: path, execution: cancelled) }
    #expect(try Data(contentsOf: URL(filePath: path)) == first)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.csv"])
    let result = try CSVReader.read(path: path, execution: Execution(threads: 2))
    #expect(result.table["b"]?.doubles() == table["b"]?.doubles())
    #expect(result.fileHash == XXH64.hash(Array(first)))
  }

  @Test func aFolderThatCannotBeMadeIsAnError() {
    let error = #expect(throws: WriteError.self) {
      try CSVWriter.write(Table([("a", Column(ints: [1]))]), to: "/dev/null/x.csv", execution: .serial)
    }
    #expect(error?.sentence.isEmpty == false)
  }
}
