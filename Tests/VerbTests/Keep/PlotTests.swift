import Language
import Testing

@Suite struct PlotTests {
  @Test("a chart in characters fits the terminal", arguments: [
    "plot hist(n)", "plot hist(n), by: odd", "plot corr(@num)", "cv dummy, target: odd | plot roc",
    "cv dummy, target: odd | plot confusion, threshold: 0.5",
  ])
  func width(_ stages: String) throws {
    let chart = try #require(try Run.script("range 200 | derive { odd = n % 2, m = n * n } | \(stages)"))
    for width in [30, 40, 60, 76, 100, 200] {
      let lines = chart.presentation.preview(width)
      #expect(lines.count > 3)
      #expect(lines.allSatisfy { $0.count <= min(width, 76) }, "\(width): \(lines.map(\.count))")
    }
  }
}
