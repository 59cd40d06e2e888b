import Charts
import Foundation
import TestSupport
import Testing

/// Every sample chart against its golden file, byte for byte.
///
/// After a wanted change: `CARNET_UPDATE_GOLDEN=1 swift test --filter GoldenChartTests`, then look at the pictures
/// (`rsvg-convert FILE.svg -o FILE.png`) before they are committed.
@Suite struct GoldenChartTests {
  private static let folder = "Tests/Golden/charts"
  private static let updates = ProcessInfo.processInfo.environment["CARNET_UPDATE_GOLDEN"] == "1"

  @Test(arguments: ChartSamples.all.map(\.name)) func svg(name: String) throws {
    let chart = try #require(ChartSamples.all.first { $0.name == name }).chart
    try compare(chart.svg(), with: "\(name).svg")
  }

  @Test(arguments: ChartSamples.all.map(\.name)) func preview(name: String) throws {
    let chart = try #require(ChartSamples.all.first { $0.name == name }).chart
    try compare(chart.textPreview(width: 80, height: 20).joined(separator: "\n") + "\n", with: "\(name).txt")
  }

  private func compare(_ text: String, with name: String) throws {
    let file = URL(filePath: Repository.file("\(Self.folder)/\(name)"))
    if Self.updates {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "\(name) differs from its golden file")
  }
}
