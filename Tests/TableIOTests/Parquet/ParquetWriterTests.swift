import Columns
import Foundation
import Kernels
import TableIO
import TestSupport
import Testing

@Suite struct ParquetWriterTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path + "/")
  }

  private var sample: Table {
    Table([
      ("i", Column(ints: [1, nil, .min, .max])), ("f", Column(floats: [0.1, nil, -0.0, .leastNonzeroMagnitude])),
      ("t", Column(texts: ["é\0\"", nil, "", "two\nlines"])), ("b", Column(bools: [true, false, nil, true])),
      ("d", Column(ints: [19782, -1, nil, 0], type: .date)),
      ("s", Column(ints: [1_500_000, 0, nil, -1], type: .datetime)), ("n", Column(nulls: 4, type: .text)),
    ])
  }

  @Test func tablesComeBackAsTheyWere() throws {
    try withFolder { folder in
      for table in [sample, sample.slice(0..<0)] {
        try TableWriter.write(table, to: folder + "x.parquet", execution: .serial)
        let read = try TableReader.read(path: folder + "x.parquet", execution: .serial)
        #expect(read.notes.isEmpty)
        #expect(read.table.schema.fields.map(\.type) == table.schema.fields.map(\.type))
        for name in table.schema.names { #expect(read.table.cells(name) == table.cells(name), "\(name)") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["x.parquet"])
      }
    }
  }

  @Test func onlyWantedColumnsAreRead() throws {
    try withFolder { folder in
      try TableWriter.write(sample, to: folder + "x.parquet", execution: .serial)
      var options = ReadOptions()
      options.columns = ["t", "i", "t"]
      let read = try TableReader.read(path: folder + "x.parquet", options: options, execution: .serial)
      #expect(read.table.schema.names == ["t", "i"])
      options.columns = ["nowhere"]
      let error = #expect(throws: ReadError.self) {
        try TableReader.read(path: folder + "x.parquet", options: options, execution: .serial)
      }
      #expect(error?.columnName == "nowhere")
    }
  }

  @Test func bytesAreTheSameForAnyNumberOfThreadsAndWidth() throws {
    try withFolder { folder in
      let rows = (1 << 18) + 1000
      var random = SplitMix64(seed: 7)
      let numbers = (0..<rows).map { _ in Int64(random.next() % 1000) }
      let texts = numbers.map { $0 % 7 == 0 ? nil : "text \($0 % 50)" }
      let table = Table([
        ("i", Column(ints: numbers.map { $0 % 5 == 0 ? nil : $0 })),
        ("f", Column(floats: numbers.map { Double($0) / 3 })),
        ("t", Column(texts: texts)),
      ])
      for threads in [1, 2, 3] {
        try TableWriter.write(table, to: folder + "\(threads).parquet", execution: Execution(threads: threads))
      }
      let hashes = try [1, 2, 3].map { threads in
        try ParquetReader.read(path: folder + "\(threads).parquet", execution: Execution(threads: threads))
      }
      #expect(Set(hashes.map(\.fileHash)).count == 1)
      for name in table.schema.names { #expect(hashes[0].table.cells(name) == table.cells(name)) }
    }
  }

  @Test func filesThatAreNoParquetAreRefused() throws {
    try withFolder { folder in
      try TableWriter.write(sample, to: folder + "x.parquet", execution: .serial)
      let whole = try Data(contentsOf: URL(filePath: folder + "x.parquet"))
      var random = SplitMix64(seed: 11)
      for attempt in 0..<400 {
        var bytes = Array(whole)
        if attempt % 4 == 0 {
          bytes.removeLast(Int(random.next() % UInt64(bytes.count)) + 1)
        } else {
          for _ in 0..<Int(random.next() % 4) + 1 {
            bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
          }
        }
        try Data(bytes).write(to: URL(filePath: folder + "y.parquet"))
        do {
          _ = try TableReader.read(path: folder + "y.parquet", execution: .serial)
        } catch let error as ReadError {
          #expect(!error.sentence.isEmpty, "seed 11, attempt \(attempt)")
        } catch is InsufficientMemory {
          // A footer may speak of any number of rows.
        }
      }
    }
  }
}
