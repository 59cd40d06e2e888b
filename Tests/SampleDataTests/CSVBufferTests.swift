import SampleData
import Testing

@Suite struct CSVBufferTests {
  private func text(_ write: (inout CSVBuffer) -> Void) -> String {
    var csv = CSVBuffer()
    write(&csv)
    csv.endRow()
    return String(decoding: csv.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    0, 7, -7, 10, 12_345_678, 100_000_000, -365_243, 1_000_000_007, 99_999_999, 123_456_789_012_345_678,
    Int.max, Int.min,
  ])
  func integers(_ value: Int) {
    #expect(text { $0.integer(value) } == "\(value)\n")
    #expect(text { $0.whole(value) } == "\(value).0\n")
  }

  @Test(arguments: [
    (0, 3, "0.0"), (406_597_500, 3, "406597.5"), (45, 3, "0.045"), (-900, 3, "-0.9"), (247, 4, "0.0247"),
    (10_000, 4, "1.0"), (2_629_485_927_471_776, 16, "0.2629485927471776"),
    (8_303_696_739_132, 16, "0.0008303696739132"),
  ])
  func decimals(_ units: Int, _ places: Int, _ expected: String) {
    #expect(text { $0.decimal(units, places: places) } == expected + "\n")
  }

  @Test func rowsAndMissingFields() {
    var csv = CSVBuffer()
    csv.integer(1)
    csv.missing()
    csv.flag(true)
    csv.endRow()
    csv.text(CSVBuffer.field("Stone, brick"))
    csv.text(CSVBuffer.field("a \"b\""))
    csv.amount(nil)
    csv.endRow()
    #expect(String(decoding: csv.bytes, as: UTF8.self) == "1,,1\n\"Stone, brick\",\"a \"\"b\"\"\",\n")
    #expect(csv.rows == 2)
    #expect(CSVBuffer.header(["A", "B"]) == Array("A,B\n".utf8))
  }

  @Test func shufflingKeepsEveryRow() {
    var csv = CSVBuffer()
    for value in 0..<200 {
      csv.integer(value)
      csv.endRow()
    }
    var random = KeyedRandom(seed: 4, purpose: .order, index: 0)
    let shuffled = csv.shuffled(&random)
    let values = String(decoding: shuffled.bytes, as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
    #expect(values.sorted() == Array(0..<200))
    #expect(values != Array(0..<200))
  }
}
