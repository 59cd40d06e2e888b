import Columns
import Foundation
import Language
import Testing

/// Dates far from ours are printed and described, and arithmetic that leaves the calendar gives null with a note.
@Suite struct FarDateTests {
  @Test(arguments: [
    Int64.min, .min + 1, -3_652_060_000_000, -719_529, -719_528, 0, 2_932_896, 2_932_897, .max - 1, .max,
  ])
  func anyNumberOfDaysIsPrinted(days: Int64) {
    #expect(!CellFormat.plain(.date(days)).isEmpty)
    #expect(!CellFormat.plain(.datetime(days)).isEmpty)
    let (year, month, day) = CivilCalendar.civil(Int(days))
    #expect((1...12).contains(month) && (1...31).contains(day))
    if days.magnitude < 1 << 50 { #expect(CivilCalendar.days(year: year, month: month, day: day) == Int(days)) }
  }

  @Test("date arithmetic stays in the years 0 to 9999")
  func arithmetic() throws {
    let outcome = try #require(try Run.outcomes(
      "range 1 | derive { a = date \"9999-12-31\" + n, b = date \"9999-12-31\" + 1, c = date \"0000-01-01\" - 1, "
          + "d = date \"2024-01-01\" + 9223372036854775807, e = date \"2024-01-01\" - 9223372036854775807 } | drop n"
      ).last)
    #expect(Run.lines(try #require(outcome.value?.table)) == "9999-12-31 null null null null")
    #expect(outcome.notes.count == 4)
    #expect(outcome.notes.first == "b: a date left the years 0 to 9999 in 1 row; the result is null there")
  }

  @Test("a date far away beside a moment is described")
  func describe() throws {
    let table = Table([
      ("d", Column(ints: [150_000_000], type: .date)), ("t", Column(ints: [1_704_103_200_000_000], type: .datetime)),
      ("far", Column(ints: [.max], type: .datetime)), ("farther", Column(ints: [.min], type: .date)),
    ])
    let (result, notes) = try Run.stage("describe", on: table)
    #expect(result[0, "latest"] == .null)
    #expect(result[1, "latest"] == .datetime(1_704_103_200_000_000))
    #expect(notes.count { $0.contains("too far away") } == 2)
    for stage in [
      "profile", "levels d", "count by d, far", "sort farther", "derive x = year(farther) + year(far)",
      "derive x = days_between(farther, d)", "cast d, far, farther, to: text", "cast d, farther, to: datetime",
      "cast far, to: date", "derive x = date(far)", "distinct", "encode farther", "agg max(farther) as \"m\"",
      "impute d, method: mode", "derive x = max(d, farther)", "derive y = farther - d",
    ] {
      _ = try Run.stage(stage, on: table)
    }
  }

  @Test("moments that stand for infinity are read, described and written")
  func infinity() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = Table([
      // The smallest number stands for no time at all (NaT) in a Parquet file.
      ("t", Column(ints: [.max, .min + 1, 0, nil], type: .datetime)),
      ("d", Column(ints: [Int64(Int32.max), Int64(Int32.min), 0, nil], type: .date)),
    ])
    for ending in ["parquet", "csv", "jsonl"] {
      _ = try Run.stage("export \"\(folder.appending(path: "t.\(ending)").path)\"", on: table)
    }
    let path = folder.appending(path: "t.parquet").path
    let read = try Run.table("load \"\(path)\"")
    #expect(read[0, "t"] == .datetime(.max) && read[1, "t"] == .datetime(.min + 1))
    #expect(read[0, "d"] == .date(Int64(Int32.max)))
    let described = try Run.table("load \"\(path)\" | describe")
    #expect(described[0, "earliest"] == .datetime(.min + 1) && described[0, "latest"] == .datetime(.max))
    let shown = Run.lines(try Run.table("load \"\(path)\" | derive y = year(t)"))
    #expect(shown.contains("294247-01-10 04:00:54.775807"))
    _ = try Run.table("load \"\(path)\" | derive { a = days_between(t, d), b = date(t) } | levels b")
  }
}
