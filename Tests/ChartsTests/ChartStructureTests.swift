import Charts
import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What holds for the SVG of every chart, whatever it shows.
@Suite struct ChartStructureTests {
  @Test(arguments: ChartSamples.all.map(\.name)) func structure(name: String) throws {
    let chart = try #require(ChartSamples.all.first { $0.name == name }).chart
    let document = try #require(SVGDocument(chart.svg()), "\(name) is not well-formed")
    #expect(document.size == [chart.width, chart.height])
    #expect(document.elementNames.contains("title") && document.elementNames.contains("desc"))
    let allowed: Set = ["svg", "style", "title", "desc", "rect", "line", "path", "text", "circle"]
    #expect(Set(document.elementNames).subtracting(allowed).isEmpty)
    #expect(!chart.svg().contains("nan") && !chart.svg().contains("inf "))
    for text in document.texts {
      let box = text.box
      #expect(
        box.left >= 0 && box.top >= 0 && box.right <= chart.width && box.bottom <= chart.height,
        "\(name): “\(text.content)” reaches \(box)")
    }
  }

  @Test(arguments: ChartSamples.all.map(\.name)) func levelTextsDoNotOverlap(name: String) throws {
    let chart = try #require(ChartSamples.all.first { $0.name == name }).chart
    let texts = try #require(SVGDocument(chart.svg())).texts.filter { $0.rotation == 0 && !$0.isHalo }
    for (index, text) in texts.enumerated() {
      for other in texts.dropFirst(index + 1) {
        #expect(!text.box.overlaps(other.box), "\(name): “\(text.content)” lies on “\(other.content)”")
      }
    }
  }

  @Test func barHeightsAreProportional() throws {
    let values = [3.0, 12, 7.5, -4]
    let chart = Chart.bar(categories: ["a", "b", "c", "d"], values: values, category: "x", measure: "y")
    let document = try #require(SVGDocument(chart.svg()))
    let heights = document.rectangles.filter { $0.fill == "#0072b2" }.map(\.height)
    try #require(heights.count == values.count)
    for (height, value) in zip(heights, values) {
      #expect(abs(height / heights[0] - abs(value) / 3) < 0.01)
    }
  }

  @Test func histogramHeightsAreCounts() throws {
    let values = [1, 1, 1, 2, 2, 3].map(Double.init)
    let chart = Chart.histogram([NumericSeries("x", values)], of: "x", bins: 2)
    let heights = try #require(SVGDocument(chart.svg())).rectangles.filter { $0.fill == "#0072b2" }.map(\.height)
    // [1, 2) holds three values, [2, 3] the other three.
    #expect(heights.count == 2 && heights[0] == heights[1])
  }

  @Test func aLargeCloudStaysSmall() throws {
    var draw = Draws(seed: 11)
    let cloud = PointSeries("", (0..<60_000).map { _ in ChartPoint(draw.normal(), draw.normal()) })
    let svg = Chart.scatter([cloud], x: "x", y: "y").svg()
    #expect(SVGDocument(svg) != nil)
    #expect(svg.utf8.count < 600_000)
  }

  @Test func textIsEscaped() throws {
    let hostile = "</text><script>alert('&')</script>\u{0}\"é漢"
    let chart = Chart.bar(categories: [hostile], values: [1], category: hostile, measure: hostile, title: hostile)
    let document = try #require(SVGDocument(chart.svg()))
    #expect(!document.elementNames.contains("script"))
    #expect(document.texts.contains { $0.content.hasPrefix("</text><script>") })
  }

  @Test func previewsKeepTheirSize() {
    for sample in ChartSamples.all {
      for (width, height) in [(30, 8), (80, 20), (120, 40)] {
        let lines = sample.chart.textPreview(width: width, height: height)
        #expect(lines.allSatisfy { $0.count <= width }, "\(sample.name) is wider than \(width)")
        if height >= 20 { #expect(lines.count <= height, "\(sample.name) has \(lines.count) of \(height) lines") }
      }
    }
  }
}
