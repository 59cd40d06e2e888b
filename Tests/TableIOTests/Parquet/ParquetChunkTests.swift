import Columns
import Foundation
import Kernels
import TableIO
import TestSupport
import Testing

/// Columns of the shapes that the encodings of Parquet treat differently come back as they were, for all threads.
@Suite struct ParquetChunkTests {
  /// A row group and a half, so that pages and groups end inside and between words of validity.
  private static let rows = 3 * (1 << 17) + 1000

  private func roundTrip(_ table: Table, compression: ParquetCompression = .zstd) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let results = try [1, 2].map { threads in
      let path = folder.path + "/\(threads).parquet", execution = Execution(threads: threads)
      try TableWriter.write(table, to: path, compression: compression, execution: execution)
      return try TableReader.read(path: path, execution: execution)
    }
    #expect(results[0].fileHash == results[1].fileHash)
    for (field, column) in zip(table.schema.fields, table.columns) {
      let read = try #require(results[0].table[field.name])
      let difference = (0..<column.count).first { read[$0] != column[$0] }
      #expect(read.count == column.count && difference == nil, "\(field.name), row \(difference ?? -1)")
    }
  }

  /// Whether a row has a value, in patterns that mix runs and single rows.
  private func isPresent(_ row: Int, _ pattern: Int, _ random: inout SplitMix64) -> Bool {
    switch pattern {
    case 0: true
    case 1: random.next() % 4 != 0
    case 2: random.next() % 500 == 0
    case 3: row / 1000 % 2 == 0
    case 4: row / 64 % 3 == 1 || row % 640 == 5
    default: false
    }
  }

  @Test func floatsOfAllCardinalitiesAndNulls() throws {
    var random = SplitMix64(seed: 21), columns: [(String, Column)] = []
    for distinct in [1, 2, 3, 200, 5000, 60_000, 200_000] as [UInt64] {
      let pattern = columns.count % 6
      let values = (0..<Self.rows).map { row -> Double? in
        let value = Double(random.next() % distinct) / 7
        return isPresent(row, pattern, &random) ? value : nil
      }
      columns.append(("\(distinct) values, nulls \(pattern)", Column(floats: values)))
    }
    try roundTrip(Table(columns))
  }

  @Test func integersOfAllWidthsInRunsAndAlone() throws {
    var random = SplitMix64(seed: 22), columns: [(String, Column)] = []
    for (place, limit) in ([2, 100, 20_000, 1 << 30, 1 << 62] as [UInt64]).enumerated() {
      var value: Int64 = 0
      let values = (0..<Self.rows).map { row -> Int64? in
        if row % 5000 > 2500 || row % 37 == 0 { value = Int64(random.next() % limit) - Int64(limit / 2) }
        return isPresent(row, place, &random) ? value : nil
      }
      columns.append(("below \(limit)", Column(ints: values)))
    }
    columns.append(("row", Column(ints: (0..<Self.rows).map(Int64.init))))
    columns.append(("day", Column(ints: (0..<Self.rows).map { Int64($0 % 9000) }, type: .date)))
    columns.append(("bool", Column(bools: (0..<Self.rows).map { $0 % 11 == 0 ? nil : random.next() % 3 == 0 })))
    try roundTrip(Table(columns))
  }

  @Test func textsWithAndWithoutADictionary() throws {
    let few = (0..<Self.rows).map { $0 % 13 == 0 ? nil : "text \($0 % 70)" }
    let many = (0..<Self.rows).map { $0 % 13 == 0 ? nil : "é \($0)" }
    let wide = (0..<100).map { $0 % 7 == 0 ? nil : String(repeating: "\($0)", count: 40_000) }
    try roundTrip(Table([("few", Column(texts: few)), ("many", Column(texts: many))]))
    try roundTrip(Table([("wide", Column(texts: wide))]))
  }

  @Test func indicators() throws {
    let column = Column(texts: (0..<Self.rows).map { ["a", "b", nil, "c"][$0 * $0 / 5 % 4] })
    guard case .text(let codes, _) = column.storage else {
      Issue.record("text has codes")
      return
    }
    let indicators = ([0, 1, nil] as [Int64?]).map { code in
      ("\(code ?? -1)", Column(type: .int, count: column.count, validity: nil,
        storage: .indicator(codes: codes, codeValidity: column.validity, code: code)))
    }
    try roundTrip(Table(indicators))
  }

  @Test func columnsGatheredThroughRowNumbers() throws {
    let bases = [
      ("f", Column(floats: (0..<5000).map { $0 % 5 == 0 ? nil : Double($0) / 3 })),
      ("i", Column(ints: (0..<5000).map { Int64($0 * 40) })), ("t", Column(texts: (0..<5000).map { "t\($0 % 90)" })),
    ]
    let rows = (0..<Self.rows).map { $0 % 17 == 0 ? -1 : Int32($0 * 7 % 5000) }
    let columns = bases.map { name, base in
      let validity = Bitmap(count: rows.count) { rows[$0] >= 0 && !base.isNull(Int(rows[$0])) }
      return (name, Column(type: base.type, count: rows.count, validity: validity,
        storage: .gathered(base, rows: Buffer(rows))))
    }
    try roundTrip(Table(columns))
  }

  @Test(arguments: ParquetCompression.allCases)
  func allCompressions(_ compression: ParquetCompression) throws {
    let numbers = Column(ints: (0..<1000).map { $0 % 3 == 0 ? nil : Int64($0 % 50) })
    let floats = Column(floats: (0..<1000).map { Double($0) / 3 })
    try roundTrip(Table([("n", numbers), ("f", floats)]), compression: compression)
  }

  @Test func aCancelledExportLeavesNoFile() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let execution = Execution(threads: 2)
    execution.monitor.cancel()
    #expect(throws: Cancelled.self) {
      try TableWriter.write(
        Table([("n", Column(ints: [1]))]), to: folder.path + "/x.parquet", execution: execution)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
