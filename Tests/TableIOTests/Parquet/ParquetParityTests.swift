import Columns
import Foundation
import Kernels
import TableIO
import TestSupport
import Testing

/// The files of parquet-testing, good and bad, against what pyarrow reads; see Tests/Parity/parquet/make.py.
@Suite(.enabled(if: Repository.sharedData("parquet-testing/data") != nil, "parquet-testing is not in ../shared/data"))
struct ParquetParityTests {
  struct Expected: Decodable {
    struct Column: Decodable {
      let name: String
      let type: String
      let nulls: Int
      let sha256: String
      let first: [String?]
    }
    struct File: Decodable {
      /// Why the file cannot be read; nil for a file that can.
      let refused: String?
      let rows: Int?
      let columns: [Column]?
    }
    let files: [String: File]
  }

  @Test func filesReadAsPyarrowReadsThemOrAreRefused() throws {
    let expected = try Parity.expected("parquet", as: Expected.self)
    #expect(expected.files.count > 90)
    for (name, file) in expected.files.sorted(by: { $0.key < $1.key }) {
      let path = try #require(Repository.sharedData("parquet-testing/\(name)"))
      do {
        let result = try ParquetReader.read(path: path, execution: Execution(threads: 2))
        #expect(file.refused == nil, "\(name) was read, but \(file.refused ?? "")")
        if let columns = file.columns { try compare(result.table, columns, rows: file.rows, name) }
      } catch let error as ReadError {
        #expect(file.refused != nil, "\(name): \(error)")
        #expect(!error.sentence.isEmpty && error.path == path)
        #expect(error.help != "run scripts/setup", "\(error.sentence): run scripts/setup")
      }
    }
  }

  private func compare(_ table: Table, _ columns: [Expected.Column], rows: Int?, _ file: String) throws {
    #expect(table.rowCount == rows, "\(file)")
    #expect(table.schema.names == columns.map(\.name), "\(file)")
    for expected in columns {
      let column = try #require(table[expected.name])
      let texts = (0..<column.count).map { CanonicalText.of(column[$0]) }
      #expect(column.type.rawValue == expected.type, "\(file), \(expected.name)")
      #expect(column.nullCount == expected.nulls, "\(file), \(expected.name)")
      #expect(Array(texts.prefix(expected.first.count)) == expected.first, "\(file), \(expected.name)")
      let digest = SHA256.hex(texts.map { ($0 ?? "~") + "\n" }.joined())
      #expect(digest == expected.sha256, "\(file), \(expected.name)")
    }
  }
}

/// Values as Tests/Parity/parquet/make.py writes them.
enum CanonicalText {
  static func of(_ cell: Cell) -> String? {
    switch cell {
    case .null: return nil
    case .float(let value):
      let bits = String(value.bitPattern, radix: 16)
      return String(repeating: "0", count: 16 - bits.count) + bits
    case .int(let value), .date(let value), .datetime(let value): return String(value)
    case .bool(let value): return value ? "true" : "false"
    case .text(let text): return quoted(text)
    }
  }

  /// As Python's `json.dumps(text, ensure_ascii=False)`.
  private static func quoted(_ text: String) -> String {
    let names: [Unicode.Scalar: String] = [
      "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{8}": "\\b", "\u{C}": "\\f",
    ]
    let characters = text.unicodeScalars.map { scalar in
      if let name = names[scalar] { return name }
      guard scalar.value < 0x20 else { return String(scalar) }
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return "\"" + characters.joined() + "\""
  }
}
