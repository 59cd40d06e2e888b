import Columns
import Foundation
import Kernels
import TableIO
import TestSupport
import Testing

@Suite struct TableReaderTests {
  /// `a,b`, `1,x` and `2,y` in lines: packed by gzip as two members, and by Zstandard.
  private static let gzip = "H4sIAAAAAAACA0vUSeIy1KngAgD0oAEACAAAAB+LCAAAAAAAAgMz0qnkAgATexlUBAAAAA=="
  private static let zstandard = "KLUv/SAMYQAAYSxiCjEseAoyLHkK"

  private func withFile(_ name: String, _ bytes: Data, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try bytes.write(to: folder.appending(path: name))
    try body(folder.appending(path: name).path)
  }

  @Test(arguments: [("x.csv.gz", gzip), ("x.csv.zst", zstandard), ("x", gzip)])
  func packedTextIsUnpacked(_ name: String, _ packed: String) throws {
    let bytes = try #require(Data(base64Encoded: packed))
    try withFile(name, bytes) { path in
      let result = try TableReader.read(path: path, execution: .serial)
      #expect(result.table.cells("a") == [.int(1), .int(2)])
      #expect(result.table.cells("b") == [.text("x"), .text("y")])
      #expect(result.byteCount == bytes.count)
      #expect(result.fileHash == FileBytes(Array(bytes)).hash())
    }
  }

  @Test(arguments: [gzip, zstandard]) func brokenPackedFilesAreRefused(_ packed: String) throws {
    let bytes = try #require(Data(base64Encoded: packed))
    try withFile("x.csv.gz", bytes.dropLast(3)) { path in
      let error = #expect(throws: ReadError.self) { try TableReader.read(path: path, execution: .serial) }
      #expect(error?.sentence == "the packed file ends too early")
    }
    var broken = bytes
    broken[6] ^= 0xFF
    broken[10] ^= 0xFF
    try withFile("x.csv.gz", broken) { path in
      _ = #expect(throws: ReadError.self) { try TableReader.read(path: path, execution: .serial) }
    }
  }

  @Test func endingsTellTheFormat() {
    let formats: [String: TableFormat?] = [
      "a/b.csv": .csv, "b.TSV": .tsv, "x.csv.gz": .csv, "x.jsonl.zst": .jsonl, "x.ndjson": .jsonl, "x.json": .jsonl,
      "a.csv/x": nil, "x.txt": nil, "x.parquet": .parquet, "x.gz": nil, ".csv": nil, "": nil,
    ]
    for (path, format) in formats { #expect(TableFormat(path: path) == format, "\(path)") }
  }

  @Test func everyFormatGivesTheTableBack() throws {
    let table = Table([("a", Column(ints: [1, nil])), ("b", Column(texts: ["x\ty", "é"]))])
    for format in TableFormat.allCases {
      try withFile("x.\(format.rawValue)", Data()) { path in
        try TableWriter.write(table, to: path, execution: .serial)
        var options = ReadOptions()
        options.columns = ["b", "a"]
        let back = try TableReader.read(path: path, options: options, execution: .serial).table
        #expect(back.schema.names == ["b", "a"])
        for name in back.schema.names { #expect(back.cells(name) == table.cells(name), "\(format)") }
      }
    }
  }

  /// More rows than one block has, so that the file is several packed ones, and the same for any number of threads.
  @Test func packedTextIsWrittenAndReadBack() throws {
    let table = Table([("n", Column(ints: (0..<20_000).map { $0 % 1000 }))])
    for name in ["x.csv.gz", "x.tsv.gz", "x.jsonl.gz"] {
      try withFile(name, Data()) { path in
        try TableWriter.write(table, to: path, execution: .serial)
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes.starts(with: [0x1F, 0x8B]) && bytes.count < 40_000)
        let back = try TableReader.read(path: path, execution: .serial).table
        #expect(back.cells("n") == table.cells("n"))
        try TableWriter.write(table, to: path, execution: Execution(threads: 2))
        let again = try Data(contentsOf: URL(filePath: path))
        #expect(again == bytes)
      }
    }
    for name in ["x.csv.zst", "x.parquet.gz"] {
      try withFile(name, Data()) { path in
        let error = #expect(throws: WriteError.self) {
          try TableWriter.write(table, to: path, execution: .serial)
        }
        #expect(error?.help != nil)
        let left = try Data(contentsOf: URL(filePath: path))
        #expect(left.isEmpty, "what was there stays")
      }
    }
  }

  @Test(arguments: ["x", "x.data", "x.gz"]) func parquetIsKnownByItsFirstBytesWhereTheEndingNamesNoFormat(
    _ name: String
  ) throws {
    try withFile(name, Data()) { path in
      try TableWriter.write(
        Table([("a", Column(ints: [1, nil]))]), to: path + ".parquet", format: .parquet, execution: .serial)
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.moveItem(atPath: path + ".parquet", toPath: path)
      #expect(try TableReader.read(path: path, execution: .serial).table.cells("a") == [.int(1), .null])
      var options = ReadOptions()
      options.csv.separator = ";"
      let error = #expect(throws: ReadError.self) {
        try TableReader.read(path: path, options: options, execution: .serial)
      }
      #expect(error?.sentence.contains("do not apply to a file of format parquet") == true)
    }
  }

  @Test func optionsOfDelimitedTextBelongToIt() throws {
    try withFile("x.jsonl", Data("{\"a\":1}".utf8)) { path in
      var options = ReadOptions()
      options.csv.separator = ";"
      let error = #expect(throws: ReadError.self) {
        try TableReader.read(path: path, options: options, execution: .serial)
      }
      #expect(error?.sentence.contains("do not apply") == true)
    }
    let missing = #expect(throws: ReadError.self) {
      try TableReader.read(path: "/nowhere/x.parquet", execution: .serial)
    }
    #expect(missing?.isMissingFile == true)
  }
}
