import Columns
import Diagnostics
import Forms
import Language
import TestSupport
import Testing
import Workbench

@Suite struct JSONRendererTests {
  @Test(arguments: ["mixed", "long", "numbers", "evaluation"])
  func shape(name: String) throws {
    let sample = try #require(PresentationSamples.all.first { $0.name == name })
    let value = try read(Shown(sample.presentation))
    try Golden.expect(value.pretty, equals: Repository.file("Tests/Golden/json/\(name).json"))
  }

  @Test("cells are what their columns' types say")
  func cells() throws {
    let table = Table(
      [
        ("i", Column(ints: [.max, nil])), ("f", Column(floats: [0.1, 3])), ("t", Column(texts: ["a\"", nil])),
        ("b", Column(bools: [true, nil])), ("d", Column(ints: [0, nil], type: .date)),
      ], key: ["i"])
    let part = try #require(try read(Shown(table))["blocks"]?.array?.first?.array?.first)
    let columns = try #require(part["columns"]?.array)
    #expect(columns.map { $0["type"]?.text } == ["int", "float", "text", "bool", "date"])
    #expect(columns.map { $0["role"]?.text } == ["key", nil, nil, nil, nil])
    let rows = try #require(part["rows"]?.array?.map { $0.array ?? [] })
    #expect(rows[0] == [.int(.max), .double(0.1), .text("a\""), .bool(true), .text("1970-01-01")])
    #expect(rows[1] == [.null, .double(3), .null, .null, .null])
    #expect(part["rowCount"]?.int == 2 && part["columnCount"]?.int == 5 && part["omittedRows"] == nil)
  }

  @Test func rowsThatAreLeftOut() throws {
    let limit = RowWindow.Limit(all: 3, first: 2, last: 1)
    let blocks = try read(Shown(PresentationSamples.long, look: TableLook(rows: limit)))["blocks"]?.array
    let part = try #require(blocks?.first?.array?.first)
    #expect(part["rows"]?.array?.map { $0.array?.first } == [.int(0), .int(1), .int(1499)])
    #expect(part["omittedRows"] == .members(["after": .int(2), "count": .int(1497)]))
  }

  @Test func columnsThatAreLeftOut() throws {
    let table = Table(["A", "B", "C", "D"].map { ($0, Column(ints: [1])) })
    let part = try #require(try read(Shown(table, look: TableLook(columns: 2)))["blocks"]?.array?.first?.array?.first)
    #expect(part["columns"]?.array?.map { $0["name"]?.text } == ["A", "D"] && part["columnCount"]?.int == 4)
    #expect(part["omittedColumns"]
      == .members(["after": .int(1), "count": .int(2), "names": .texts(["B", "C"])]))
  }

  @Test("texts come back as they were", arguments: HostileTexts.all)
  func hostile(text: String) throws {
    let blocks = try #require(try read(HostileTexts.shown(text))["blocks"]?.array?.map { $0.array ?? [] })
    #expect(blocks[0].first?["text"]?.text == text)
    #expect(blocks[2].first?["facts"]?.array?.first?["label"]?.text == text)
    #expect(blocks[3].first?["rows"]?.array?.first?.array?.first == .text(text))
    #expect(blocks[5].first?["findings"]?.array?.first?["message"]?.text == text)
  }

  private func read(_ shown: Shown) throws -> JSONValue {
    let text = JSONRenderer().render(shown)
    #expect(!text.contains("\n"))
    return try #require(JSONReader.read(text))
  }
}
