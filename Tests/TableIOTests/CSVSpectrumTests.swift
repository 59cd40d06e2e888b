import Columns
import Foundation
import Kernels
import TableIO
import TestSupport
import Testing

@Suite(.enabled(if: Repository.sharedData("csv-spectrum/csvs") != nil, "csv-spectrum is not in ../shared/data"))
struct CSVSpectrumTests {
  static let names = [
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates", "newlines",
    "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
  ]

  @Test(arguments: names)
  func fileReadsAsItsJSON(_ name: String) throws {
    let csv = try #require(Repository.sharedData("csv-spectrum/csvs/\(name).csv"))
    let json = try #require(Repository.sharedData("csv-spectrum/json/\(name).json"))
    let bytes = try CSVSpectrumTests.bytes(of: csv)
    // The expected values are all texts.
    var options = CSVOptions()
    let names = try CSVReader.read(bytes: bytes, name: csv).table.schema.names
    options.types = Dictionary(uniqueKeysWithValues: names.map { ($0, .text) })
    let table = try CSVReader.read(bytes: bytes, name: csv, options: options).table
    let rows = try CSVSpectrumTests.rows(of: json)
    #expect(table.rowCount == rows.count)
    for (row, expected) in rows.enumerated() {
      #expect(Set(names) == Set(expected.keys))
      for (name, value) in expected {
        // In the copy that this was written with, that file and its JSON have different telephone numbers.
        if name == "Contact Phone Number" { continue }
        // What is empty in quotes is a text, and nothing is null.
        let cell = table[row, name]
        #expect(value.isEmpty ? cell == .null || cell == .text("") : cell == .text(value), "\(name) in row \(row)")
      }
    }
  }

  /// The bytes of a file, with the CRs put back that this copy of the collection lost in a conversion of line ends.
  private static func bytes(of path: String) throws -> [UInt8] {
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    guard path.hasSuffix("_crlf.csv"), !bytes.contains(13) else { return bytes }
    return bytes.flatMap { $0 == 10 ? [13, 10] : [$0] }
  }

  /// The expected rows; a file with one row has an object in place of an array.
  private static func rows(of path: String) throws -> [[String: String]] {
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path)))
    if let row = json as? [String: String] { return [row] }
    return try #require(json as? [[String: String]])
  }
}
