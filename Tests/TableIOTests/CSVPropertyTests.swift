import Columns
import Kernels
import TableIO
import TestSupport
import Testing

/// Random tables and texts, read and written in every way that must not matter.
@Suite struct CSVPropertyTests {
  private static let texts = [
    "a", "b,c", "say \"no\"", "line\nend", "crlf\r\nend", "é", "e\u{301}", " x ",
    "a rather long text of more than sixteen bytes",
    "Ünï🎉", "\"", ",", "nan", "",
  ]

  /// A table with all types, some nulls, and columns that start narrower than they end.
  private static func table(rows: Int, _ random: inout SplitMix64) -> Table {
    func maybe<T>(_ value: T) -> T? { Int.random(in: 0..<6, using: &random) == 0 ? nil : value }
    var ints: [Int64?] = [], floats: [Double?] = [], words: [String?] = [], bools: [Bool?] = []
    var days: [Int64?] = [], times: [Int64?] = [], late: [Double?] = []
    for row in 0..<rows {
      ints.append(maybe(Int64(truncatingIfNeeded: random.next()) >> Int64.random(in: 0...63, using: &random)))
      let bits = Double(bitPattern: random.next())
      floats.append(maybe(bits.isFinite ? (Bool.random(using: &random) ? bits : Double(row) / 8) : -0.0))
      words.append(maybe(texts.randomElement(using: &random) ?? ""))
      bools.append(maybe(Bool.random(using: &random)))
      days.append(maybe(Int64.random(in: -200_000...200_000, using: &random)))
      times.append(maybe(Int64.random(in: -4_000_000_000_000_000...4_000_000_000_000_000, using: &random)))
      late.append(maybe(row < rows - 1 ? Double(row % 7) : 0.5))
    }
    return Table([
      ("ints", Column(ints: ints)), ("floats", Column(floats: floats)), ("words", Column(texts: words)),
      ("bools", Column(bools: bools)), ("days", Column(ints: days, type: .date)),
      ("times", Column(ints: times, type: .datetime)), ("late", Column(floats: late)),
    ])
  }

  private static func expectEqual(_ left: Table, _ right: Table, _ comment: Comment) {
    #expect(left.rowCount == right.rowCount, comment)
    #expect(left.schema.names == right.schema.names, comment)
    for name in left.schema.names {
      let (mine, theirs) = (left.cells(name), right.cells(name))
      #expect(mine.map(exact) == theirs.map(exact), comment)
    }
  }

  /// The cell's bits: equality of strings and of zeros is too lenient.
  private static func exact(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): "t\(Array(text.utf8))"
    case .float(let value): "f\(value.bitPattern)"
    default: "\(cell)"
    }
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func whatIsWrittenReadsBackTheSame(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let table = CSVPropertyTests.table(rows: Int.random(in: 30...300, using: &random), &random)
    let bytes = try CSVWriter.bytes(table)
    for chunkBytes in [7, 64, 1000, 1 << 18] {
      for threads in [1, 2] {
        let result = try CSVReader.read(
          bytes: bytes, name: "t", options: CSVOptions(), execution: Execution(threads: threads),
          chunkBytes: chunkBytes)
        CSVPropertyTests.expectEqual(result.table, table, "seed \(seed), chunks of \(chunkBytes)")
      }
    }
  }

  /// Random rows of raw fields, some of them not as RFC 4180 would write them.
  @Test(arguments: 100..<160 as Range<UInt64>)
  func seamsOfPiecesDoNotShow(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let fields = [
      "1", "-0", "2.5", "", "x", "\"a,b\"", "\"a\nb\"", "\"\"", "\"q\"\"q\"", "1e5", "99999999999", "nan", "true",
    ]
    let kinds = (0..<3).map { _ in fields.shuffled(using: &random).prefix(Int.random(in: 1...5, using: &random)) }
    let isWild = Int.random(in: 0..<4, using: &random) == 0
    var text = "p,q,r\n"
    for _ in 0..<60 {
      text += kinds.map { $0.randomElement(using: &random) ?? "" }.joined(separator: ",")
      text += isWild && Int.random(in: 0..<10, using: &random) == 0 ? "w\"w\r\n" : "\n"
    }
    guard let whole = try? read(text) else {
      let errors = [1, 5, 33, 100, 1 << 18].map { size in
        #expect(throws: ReadError.self) { try read(text, chunkBytes: size) }
      }
      #expect(errors.dropFirst().allSatisfy { $0 == errors[0] }, "seed \(seed)")
      return
    }
    for chunkBytes in [1, 5, 33, 100] {
      let cut = try read(text, chunkBytes: chunkBytes)
      CSVPropertyTests.expectEqual(cut.table, whole.table, "seed \(seed), chunks of \(chunkBytes), \(text)")
      #expect(cut.table.schema.fields == whole.table.schema.fields)
      #expect(cut.notes == whole.notes, "seed \(seed)")
    }
  }
}
