import Columns
import Foundation
import Kernels
import TableIO
import Testing

/// Calls `body` with a new folder, which is gone afterwards.
func withFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.path)
}

/// A folder or a pattern stands for several files of the same columns.
@Suite struct SeveralFilesTests {
  private func write(_ files: [String: String], to folder: String) throws {
    for (name, text) in files {
      let file = URL(filePath: folder).appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  private func read(
    _ path: String, columns: ColumnChoice = .all, source: String? = nil, threads: Int = 1
  ) throws -> ReadResult {
    var options = ReadOptions()
    (options.columns, options.sourceColumn) = (columns, source)
    return try TableReader.read(path: path, options: options, execution: Execution(threads: threads))
  }

  /// What Spark leaves: marks, checksums, and columns in the names of folders.
  private static let partitioned = [
    "t/_SUCCESS": "", "t/.part-0.csv.crc": "x",
    "t/year=2023/day=2023-01-31/part-0.csv": "a,b\n1,x\n2,y\n",
    "t/year=2024/day=2024-02-29/part-0.csv": "b,a\nz,3.5\n",
    "t/year=__HIVE_DEFAULT_PARTITION__/day=2024-03-01/part-0.csv": "a,b\n,\"w\"\n",
  ]

  @Test(arguments: [1, 2]) func foldersBecomeTypedColumns(threads: Int) throws {
    try withFolder { folder in
      try write(Self.partitioned, to: folder)
      let result = try read(folder + "/t", source: "file", threads: threads)
      let table = result.table
      #expect(table.schema.names == ["a", "b", "year", "day", "file"])
      #expect(table.cells("a") == [.float(1), .float(2), .float(3.5), .null])
      #expect(table.cells("b") == [.text("x"), .text("y"), .text("z"), .text("w")])
      #expect(table.cells("year") == [.int(2023), .int(2023), .int(2024), .null])
      #expect(table.cells("day") == [.date(19388), .date(19388), .date(19782), .date(19783)])
      #expect(table.cells("file").first == .text("\(folder)/t/year=2023/day=2023-01-31/part-0.csv"))
      #expect(result.files.count == 3 && Set(result.files.map(\.hash)).count == 3)
    }
  }

  @Test func patternsChooseFiles() throws {
    try withFolder { folder in
      try write(
        ["a1.csv": "v\n1\n", "a2.csv": "v\n2\n", "b1.csv": "v\n3\n", "deep/er/a3.csv": "v\n4\n", "a1.txt": "v\n9\n"],
        to: folder)
      func values(_ pattern: String) throws -> [Cell] { try read("\(folder)/\(pattern)").table.cells("v") }
      #expect(try values("a*.csv") == [.int(1), .int(2)])
      #expect(try values("?1.csv") == [.int(1), .int(3)])
      #expect(try values("**/a*.csv") == [.int(1), .int(2), .int(4)])
      #expect(try values("*/*/*.csv") == [.int(4)])
      #expect(try read(folder).table.cells("v") == [.int(1), .int(2), .int(3), .int(4)])
    }
  }

  @Test func columnsAreChosenAmongAll() throws {
    try withFolder { folder in
      try write(Self.partitioned, to: folder)
      let chosen = try read(folder + "/t", columns: ["year", "b"])
      #expect(chosen.table.schema.names == ["year", "b"] && chosen.table.rowCount == 4)
      #expect(try read(folder + "/t", columns: ["day"]).table.cells("day").count == 4)
      let needed = ColumnChoice(names: nil, need: "year", isNeeded: { $0 == "year" })
      let result = try read(folder + "/t", columns: needed)
      #expect(result.table.schema.names == ["year"] && result.unread == ["a", "b", "day"])
    }
  }

  @Test("files that do not go together are refused by name", arguments: [
    (["a.csv": "v\n1\n", "b.csv": "w\n1\n"], "b.csv", "it has no column v, which"),
    (["a.csv": "v\n1\n", "b.csv": "v,w\n1,2\n"], "b.csv", "it has a column w, which"),
    (["a.csv": "v\n1\n", "b.csv": "v\nx\n"], "b.csv", "its values are of type text, and int in"),
    (["k=1/a.csv": "v\n1\n", "j=1/a.csv": "v\n1\n"], "k=1/a.csv", "its folders name other columns than those of"),
    (["k=1/a.csv": "k\n1\n"], "k=1/a.csv", "its column k has the name of one made for several files"),
  ])
  func misfits(files: [String: String], path: String, sentence: String) throws {
    try withFolder { folder in
      try write(files, to: folder)
      let error = #expect(throws: ReadError.self) { try read(folder) }
      #expect(error?.path == "\(folder)/\(path)")
      #expect(error?.sentence.hasPrefix(sentence) == true, "\(error?.sentence ?? "")")
    }
  }

  @Test func nothingThatMatchesIsAnError() throws {
    try withFolder { folder in
      #expect(throws: ReadError.self) { try read("\(folder)/*.csv") }
      #expect(throws: ReadError.self) { try read(folder) }
    }
  }

  @Test func notesAreSaidOnceForAllFiles() throws {
    try withFolder { folder in
      try write(["a.csv": "v\n\"x\"y\n", "b.csv": "v\n\"x\"y\n", "c.csv": "v\nz\n"], to: folder)
      let single = try read("\(folder)/a.csv").notes
      try #require(single.count == 1)
      let notes = try read(folder).notes
      #expect(notes.map(\.sentence) == [single[0].sentence + " (and 1 other file alike)"])
      #expect(notes.first?.path == "\(folder)/a.csv")
    }
  }
}
