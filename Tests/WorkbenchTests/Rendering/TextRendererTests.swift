import Columns
import Diagnostics
import Language
import Testing
import Workbench

@Suite struct TextRendererTests {
  @Test func summaries() {
    #expect(Shown.summary(of: "long", PresentationSamples.long).text == "long: 1 500 rows × 4 columns")
    #expect(Shown.summary(of: "one", Table([("A", Column(ints: [1]))])).text == "one: 1 row × 1 column")
  }

  /// The text of a single float, as the only row of a table.
  @Test(arguments: floats.indices) func float(index: Int) {
    let (value, expected) = Self.floats[index]
    let lines = TextRenderer(width: 80).render(Table([("x", Column(floats: [value]))])).split(separator: "\n")
    #expect(lines[3].drop { $0 == " " } == expected)
  }

  private static let floats: [(value: Double, expected: String)] = [
    (0.1, "0.1"), (0, "0"), (-0.25, "-0.25"), (1.0 / 3, "0.333333"), (2.0 / 3, "0.666667"), (1e-7, "1e-7"),
    (406_597.5, "406 597.5"), (1234.567_89, "1234.57"), (0.999_999_96, "1.00000"), (99_999_999.999, "100 000 000.0"),
    (123_456_789, "123 456 789"), (1e15, "1e15"), (.leastNonzeroMagnitude, "5e-324"), (-1.5e300, "-1.5e300"),
    (0.0001, "0.0001"),
  ]

  @Test func identifiersAreNotGrouped() {
    let table = Table(
      [("SK_ID_CURR", Column(ints: [123_456])), ("PAID", Column(ints: [123_456])), ("K", Column(ints: [123_456]))],
      key: ["K"])
    #expect(TextRenderer(width: 80).render(table).contains("123456  123 456  123456"))
  }

  @Test func rowLimit() {
    let rows = RowWindow.Limit(all: 3, first: 1, last: 1)
    let renderer = TextRenderer(width: 80)
    let lines = renderer.render(Shown(PresentationSamples.long, look: TableLook(rows: rows))).split(separator: "\n")
    #expect(lines.count == 3 + 3 + 1)
    let unlimited = Shown(PresentationSamples.long, look: TableLook(rows: .unlimited))
    let whole = renderer.render(unlimited).split(separator: "\n")
    #expect(whole.count == 3 + 1500 + 1)
  }

  @Test(arguments: 0...200) func linesFit(width: Int) {
    for sample in PresentationSamples.all where sample.presentation.preview(80).isEmpty {
      for line in TextRenderer(width: width).render(Shown(sample.presentation)).split(separator: "\n") {
        #expect(DisplayWidth.of(String(line)) <= max(width, 24), "\(sample.name): \(line)")
      }
    }
  }
}
