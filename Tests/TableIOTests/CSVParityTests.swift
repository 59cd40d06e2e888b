import Columns
import Foundation
import Kernels
import TableIO
import TestSupport
import Testing

/// Files that pandas read as well; see Tests/Parity/csv/make.py.
@Suite struct CSVParityTests {
  private struct Expected: Decodable {
    let files: [String: [String: [String?]]]
  }

  @Test(arguments: ["input-lf.csv", "input-crlf.csv"], [64, 1 << 19])
  func valuesEqualThoseOfPandas(_ name: String, _ chunkBytes: Int) throws {
    let data = try Data(contentsOf: URL(filePath: Repository.file("Tests/Parity/csv/expected.json")))
    let expected = try #require(try JSONDecoder().decode(Expected.self, from: data).files[name])
    let table = try CSVReader.read(
      path: Repository.file("Tests/Parity/csv/\(name)"), options: CSVOptions(), execution: Execution(threads: 2),
      chunkBytes: chunkBytes
    ).table
    #expect(Set(table.schema.names) == Set(expected.keys))
    for (column, values) in expected {
      #expect(table.cells(column).map(CSVParityTests.text) == values, "\(name), \(column)")
    }
  }

  private static func text(_ cell: Cell) -> String? {
    switch cell {
    case .null: return nil
    case .float(let value):
      let bits = String(value.bitPattern, radix: 16)
      return "f" + String(repeating: "0", count: 16 - bits.count) + bits
    case .int(let value): return String(value)
    case .text(let text): return text
    case .bool(let value): return value ? "true" : "false"
    case .date(let value), .datetime(let value): return String(value)
    }
  }
}
