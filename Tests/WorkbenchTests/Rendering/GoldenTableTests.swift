import Foundation
import TestSupport
import Testing
import Workbench

/// Every sample against its golden file, at several widths.
///
/// After a wanted change: `CARNET_UPDATE_GOLDEN=1 swift test --filter GoldenTableTests`, then read the files.
@Suite struct GoldenTableTests {
  private static let folder = "Tests/Golden/terminal"
  private static let updates = ProcessInfo.processInfo.environment["CARNET_UPDATE_GOLDEN"] == "1"

  @Test(arguments: PresentationSamples.all.map(\.name), [40, 80, 140])
  func drawing(name: String, width: Int) throws {
    let sample = try #require(PresentationSamples.all.first { $0.name == name })
    let text = TextRenderer(width: width).render(Shown(sample.presentation))
    for line in text.split(separator: "\n") { #expect(line.last != " ", "a line ends in a space: \(line)") }
    try compare(text + "\n", with: "\(name)-\(width).txt")
  }

  @Test func colours() throws {
    let sample = try #require(PresentationSamples.all.first { $0.name == "mixed" })
    let text = TextRenderer(width: 80, colours: true).render(Shown(sample.presentation))
    try compare(text.replacing("\u{1B}", with: "ESC") + "\n", with: "mixed-colours.txt")
    let plain = text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(plain == TextRenderer(width: 80).render(Shown(sample.presentation)), "colours change nothing else")
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
