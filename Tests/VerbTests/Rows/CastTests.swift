import Columns
import Foundation
import Kernels
import TableIO
import Testing

@Suite struct CastTests {
  @Test func timesAtTheEndsOfTheirRangeHaveADay() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-cast-\(UUID().uuidString).parquet")
    defer { try? FileManager.default.removeItem(at: file) }
    let times: [Int64] = [.min + 1, -86_400_000_001, -1, .max]
    try TableWriter.write(
      Table([("m", Column(ints: times, type: .datetime))]), to: file.path, execution: .serial)
    let days = try Run.table("load \"\(file.path)\" | cast m, to: date")
    #expect((0..<4).map { days.columns[0][$0] } == [.date(-106_751_992), .date(-2), .date(-1), .date(106_751_991)])
  }
}
