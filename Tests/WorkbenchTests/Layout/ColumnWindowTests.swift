import Columns
import Diagnostics
import TestSupport
import Testing
import Workbench

/// Which columns of a wide table are seen.
@Suite struct ColumnWindowTests {
  @Test("the first and the last of so many", arguments: [
    (count: 5, limit: nil, columns: [0, 1, 2, 3, 4], gap: nil), (5, 5, [0, 1, 2, 3, 4], nil), (5, 4, [0, 1, 3, 4], 2),
    (5, 3, [0, 1, 4], 2), (5, 1, [4], 0), (0, 3, [], nil), (1, 1, [0], nil),
  ] as [(count: Int, limit: Int?, columns: [Int], gap: Int?)])
  func limited(count: Int, limit: Int?, columns: [Int], gap: Int?) {
    let window = ColumnWindow(count: count, limit: limit)
    #expect(window.columns == columns && window.gap == gap)
  }

  private func table(columns: Int) -> Table {
    Table((0..<columns).map { ("column_\($0)", Column(floats: [Double($0) * 1000.5, nil])) })
  }

  @Test("the newest column is drawn at every width, and what is left out is named", arguments: 24...200)
  func newest(width: Int) throws {
    let lines = TextRenderer(width: width).render(table(columns: 126)).split(separator: "\n").map(String.init)
    let heads = lines[0].split(separator: " ").map(String.init)
    let gap = try #require(heads.firstIndex(of: "…"))
    if width >= 40 {
      #expect(heads.first == "column_0" && heads.last == "column_125" && heads.count > 2)
      #expect(heads[..<gap] == (0..<gap).map { "column_\($0)" }[...])
      #expect(abs(gap - (heads.count - 1 - gap)) <= 1, "as many at either end")
    }
    let note = try #require(lines.first { $0.hasPrefix("… ") })
    #expect(note.hasPrefix("… \(126 - (heads.count - 1)) columns left out:"))
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= max(width, 24) })
  }

  @Test("one column more or less than fits", arguments: [(52, 0), (51, 1), (42, 1), (41, 2), (24, 3)])
  func edge(width: Int, omitted: Int) {
    let narrow = Table((1...4).map { ("value_\($0)", Column(ints: [123_456_789])) })
    let text = TextRenderer(width: width).render(narrow)
    #expect(text.contains("left out") == (omitted > 0))
    if omitted > 0 { #expect(text.contains("… \(omitted) column")) }
  }

  @Test("columns that a person asks for stand below each other where they do not fit")
  func asked() {
    let text = TextRenderer(width: 80).render(Shown(table(columns: 126), look: TableLook(columns: 20)))
    for index in Array(0..<10) + Array(116..<126) { #expect(text.contains(" column_\(index)")) }
    #expect(text.contains("\n\n") && text.contains("… 106 columns left out: column_10, column_11,"))
    #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= 80 })
    let whole = TextRenderer(width: 80).render(Shown(table(columns: 12), look: TableLook(columns: 20)))
    #expect(!whole.contains("…") && (0..<12).allSatisfy { whole.contains("column_\($0)") })
  }

  @Test("no list of things loses a column without a word", arguments: [24, 40, 80])
  func lists(width: Int) {
    let list = Table((0..<12).map { ("fact_\($0)", Column(texts: ["something \($0)"])) })
    let text = TextRenderer(width: width).render(Shown(.list(list)))
    #expect(text.contains("columns left out:"))
  }

  @Test("digits and nulls as a person wants them", arguments: [
    (nil, "·", "406 597.5", "0.333333"), (3, "NA", "406 598", "0.333"), (1, "-", "406 598", "0.3"),
    (17, "·", "406 597.5", "0.3333333333333333"),
  ] as [(digits: Int?, null: String, amount: String, share: String)])
  func cells(digits: Int?, null: String, amount: String, share: String) {
    let table = Table([("A", Column(floats: [406_597.5, nil])), ("B", Column(floats: [1.0 / 3, nil]))])
    let lines = TextRenderer().render(Shown(table, look: TableLook(digits: digits, null: null))).split(separator: "\n")
    #expect(lines[3].split(separator: " ").joined(separator: " ") == "\(amount) \(share)")
    #expect(lines[4].split(separator: " ") == [Substring(null), Substring(null)])
  }
}
