import Columns
import Foundation
import Kernels
import TableIO
import Testing

/// Files of a few bytes that stand for more than there is room for are refused before they fill the memory.
@Suite struct ReadMemoryTests {
  private func withFile(_ name: String, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: name).path)
  }

  private func execution(megabytes: Int) -> Execution {
    Execution(threads: 1, memory: MemoryBudget(bytes: megabytes << 20))
  }

  @Test func parquetIsMeasuredByTheColumnsThatAreRead() throws {
    try withFile("x.parquet") { path in
      let rows = 3_000_000
      let table = Table([("f", Column(nulls: rows, type: .float)), ("b", Column(nulls: rows, type: .bool))])
      try TableWriter.write(table, to: path, execution: Execution(threads: 2))
      let bytes = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
      #expect(bytes < 100_000)
      let error = #expect(throws: InsufficientMemory.self) {
        try TableReader.read(path: path, execution: execution(megabytes: 20))
      }
      // 9 bytes a row, and a row group of 2¹⁸ rows while it is decoded.
      #expect(error?.needed == Double(rows * 9 + 1 << 22))
      var options = ReadOptions()
      options.columns = ["b"]
      let flags = try TableReader.read(path: path, options: options, execution: execution(megabytes: 20))
      #expect(flags.table.rowCount == rows)
    }
  }

  @Test(arguments: ["x.csv.gz", "x.jsonl.gz"]) func packedTextIsMeasuredAsItGrows(_ name: String) throws {
    try withFile(name) { path in
      let text = String(repeating: "-", count: 1 << 20)
      try TableWriter.write(
        Table([("t", Column(texts: Array(repeating: text, count: 40)))]), to: path, execution: Execution(threads: 2))
      let error = #expect(throws: InsufficientMemory.self) {
        try TableReader.read(path: path, execution: execution(megabytes: 16))
      }
      #expect(error?.needed == Double(32 << 20), "room grows from 32 to 64 MB, before all 40 MB are unpacked")
      #expect(try TableReader.read(path: path, execution: execution(megabytes: 100)).table.rowCount == 40)
    }
  }

  /// Texts take many times their bytes, which shows at the first pieces.
  @Test(arguments: [true, false]) func textsAreForetoldFromTheFirstPieces(_ areDistinct: Bool) throws {
    let rows = (0..<120_000).map { "client-\(areDistinct ? $0 : $0 % 10),x" }.joined(separator: "\n")
    try withFile("t.csv") { path in
      try Data("t,u\n\(rows)\n".utf8).write(to: URL(fileURLWithPath: path))
      func read() throws -> ReadResult {
        try CSVReader.read(
          path: path, options: CSVOptions(), execution: execution(megabytes: 5), chunkBytes: 1 << 14)
      }
      if areDistinct {
        let error = #expect(throws: InsufficientMemory.self) { try read() }
        // 76 bytes each, of which an eighth is there.
        #expect((error?.needed ?? 0) / Double(120_000 * 76 * 7 / 8) < 1.25)
        #expect((error?.needed ?? 0) / Double(120_000 * 76 * 7 / 8) > 0.9)
      } else {
        #expect(try read().table.rowCount == 120_000)
      }
    }
  }

  @Test func linesOfObjectsAreMeasuredByTheirFile() throws {
    let line = #"{"t": ""# + String(repeating: "-", count: 1 << 20) + "\"}\n"
    let bytes = FileBytes(Array(String(repeating: line, count: 20).utf8))
    _ = #expect(throws: InsufficientMemory.self) {
      try JSONLinesReader.read(bytes: bytes, name: "t", execution: execution(megabytes: 16))
    }
    let read = try JSONLinesReader.read(bytes: bytes, name: "t", execution: execution(megabytes: 32))
    #expect(read.table.rowCount == 20)
  }
}
