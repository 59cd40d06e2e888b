import Columns
import Foundation
import TableIO
import Testing

/// Files that pyarrow wrote, small enough to stand here.
@Suite struct ParquetValueTests {
  private func withFile(_ base64: String, _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString).parquet")
    try #require(Data(base64Encoded: base64)).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }

  /// Timestamps −2⁶³, 5 and 7 in milliseconds, and −2⁶³, −2⁶³ + 1 and 7 in microseconds.
  private static let times = [
    ("""
      UEFSMRUAFTwVPCwVBhUAFQYVBhwAAAACAAAABgEAAAAAAAAAgAUAAAAAAAAABwAAAAAAAAAVBBksNQAYBnNjaGVtYRUCABUEJQIYAW0lEkyMEh\
      wcAAAAAAAWBhkcGRwmABwVBBklBgAZGAFtFQAWBhZiFmImCEkcFQAVABUCADwpBhkmAAYAAAAWYhYGJggWYgAoIHBhcnF1ZXQtY3BwLWFycm93\
      IHZlcnNpb24gMjYuMC4xGRwcAAAAhQAAAFBBUjE=
      """, [5000, 7000]),
    ("""
      UEFSMRUAFTwVPCwVBhUAFQYVBhwAAAACAAAABgEAAAAAAAAAgAEAAAAAAACABwAAAAAAAAAVBBksNQAYBnNjaGVtYRUCABUEJQIYAW0lFEyMEh\
      wsAAAAAAAWBhkcGRwmABwVBBklBgAZGAFtFQAWBhZiFmImCEkcFQAVABUCADwpBhkmAAYAAAAWYhYGJggWYgAoIHBhcnF1ZXQtY3BwLWFycm93\
      IHZlcnNpb24gMjYuMC4xGRwcAAAAhQAAAFBBUjE=
      """, [.min + 1, 7]),
  ] as [(String, [Int64])]

  @Test(arguments: times) func noTimeIsNull(_ file: String, _ others: [Int64]) throws {
    try withFile(file) { path in
      let result = try TableReader.read(path: path, execution: .serial)
      #expect(result.table.cells("m") == [.null] + others.map(Cell.datetime))
      #expect(result.notes.map(\.sentence) == ["1 value became null, being no time (NaT)"])
    }
  }

  @Test func moreRowsThanThereAreRowNumbersAreRefused() throws {
    // One row group, whose footer speaks of three thousand million rows.
    let file = """
      UEFSMRUAFQ4VDiwV2AQVABUGFQYcAAAAAwAAANgEABUEGSw1ABgGc2NoZW1hFQIAFQAlAhgBbgAW2AQZHBkcJgAcFQAZJQYAGRgBbhUAFtgEFj\
      YWNiYISRwVABUAFQIAPCkGGSbYBAAAAAAWNhaA+IKtFiYIFjYAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRkcHAAAAIEAAABQ\
      QVIx
      """
    try withFile(file) { path in
      let error = #expect(throws: ReadError.self) { try TableReader.read(path: path, execution: .serial) }
      #expect(error?.sentence == "the file has 3000000000 rows, and a table at most 2147483647")
    }
  }
}
