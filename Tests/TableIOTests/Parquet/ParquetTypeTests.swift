import Columns
import Kernels
import TableIO
import TestSupport
import Testing

/// Parquet types without a type of their own in a table, from a file that pyarrow wrote (Tests/Parity/parquet-types).
@Suite struct ParquetTypeTests {
  struct Expected: Decodable {
    struct Column: Decodable {
      let name: String
      let type: String
      let values: [String?]
    }
    let left_out: [String]
    let columns: [Column]
  }

  private static let path = Repository.file("Tests/Parity/parquet-types/types.parquet")

  @Test(arguments: [1, 2]) func valuesAreKept(threads: Int) throws {
    let expected = try Parity.expected("parquet-types", as: Expected.self)
    let table = try TableReader.read(path: Self.path, execution: Execution(threads: threads)).table
    #expect(!expected.columns.isEmpty)
    for column in expected.columns {
      let read = try #require(table[column.name])
      #expect(read.type.rawValue == column.type, "\(column.name)")
      #expect((0..<read.count).map { Self.text(read[$0]) } == column.values, "\(column.name)")
    }
    #expect(expected.left_out.allSatisfy { table[$0] == nil })
    #expect(table.schema.names.last == "last")
  }

  private static func text(_ cell: Cell) -> String? {
    switch cell {
    case .text(let text): text
    case .int(let value): String(value)
    default: nil
    }
  }

  @Test func whatATypeLosesIsSaidOnce() throws {
    let notes = try TableReader.read(path: Self.path, execution: .serial).notes
    func said(_ column: String) -> [String] { notes.filter { $0.column == column }.map(\.sentence) }
    #expect(said("list") == ["left out: its values are of type list<element: int64>, which has no place in a table"])
    #expect(said("struct").count == 1 && said("duration").count == 1)
    #expect(said("large_unsigned") == ["unsigned integers beyond 2^63 − 1, read as text to keep each digit"])
    #expect(said("small_unsigned").isEmpty && said("words_as_bytes").isEmpty && said("naive").isEmpty)
    #expect(said("bytes") == ["1 value of bytes that are not UTF-8 became hexadecimal: `\\x…`"])
    #expect(said("in_utc") == ["times in UTC, whose zone is not kept"])
    #expect(said("in_paris") == ["times of zone Europe/Paris are given in UTC"])
    #expect(said("nanoseconds") == ["1 time cut to whole microseconds"])
    #expect(said("money") == ["decimal128(20, 2) values became the nearest floats"])
    #expect(said("gappy") == ["1 value became null, being nan or infinite"])
  }

  @Test func aColumnWithoutAPlaceIsAnErrorWhereItIsAskedFor() throws {
    var options = ReadOptions()
    options.columns = ["last", "list"]
    let error = #expect(throws: ReadError.self) {
      try TableReader.read(path: Self.path, options: options, execution: .serial)
    }
    #expect(error?.columnName == "list")
    options.columns = ["last"]
    let result = try TableReader.read(path: Self.path, options: options, execution: .serial)
    #expect(result.table.schema.names == ["last"] && result.notes.isEmpty)
  }

  @Test func pandasIndexIsNamed() throws {
    let path = Repository.file("Tests/Parity/parquet-types/index.parquet")
    let result = try TableReader.read(path: path, execution: .serial)
    #expect(result.table.schema.names == ["x", "__index_level_0__"])
    let note = result.notes.first { $0.column == "__index_level_0__" }
    #expect(note?.sentence == "the index of the data frame that pandas wrote, read as a column")
  }

  @Test func timesAreWrittenWithoutAZone() throws {
    try withFolder { folder in
      var options = ReadOptions()
      options.columns = ["naive", "in_utc"]
      let table = try TableReader.read(path: Self.path, options: options, execution: .serial).table
      let path = folder + "/times.parquet"
      try TableWriter.write(table, to: path, execution: .serial)
      let again = try TableReader.read(path: path, execution: .serial)
      #expect(again.table.cells("naive") == table.cells("naive"))
      #expect(again.table.cells("in_utc") == table.cells("in_utc"))
      #expect(again.notes.isEmpty)
    }
  }
}
