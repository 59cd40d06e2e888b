import Columns
import Foundation
import Language
import TestSupport
import Testing
import Verbs

@Suite struct ModelTests {
  static let table = """
    d = range 300 | derive { x = n * 37 % 101, y = n % 7, bad = x + y * 4 + n * 53 % 71 > 110 } | drop n

    """

  @Test func aDecisionIsRefusedFromTheCutOn() throws {
    let script = Self.table + "m = d | fit logistic(l2: 1), target: bad, cut: 0.4\nd | predict m"
    let table = try Run.table(script)
    let scores = table["score"]?.doubles() ?? []
    #expect(scores.contains { $0 < 0.4 } && scores.contains { $0 >= 0.4 })
    for row in 0..<table.rowCount {
      #expect(table[row, "decision"] == .text(scores[row] >= 0.4 ? "refuse" : "grant"))
    }
  }

  @Test func columnsMayStandInAnyOrderAndWholeNumbersServeAsFloats() throws {
    let script = Self.table + "m = d | fit logistic(l2: 1), target: bad\n"
    let plain = try Run.table(script + "d | predict m | select score")
    let moved = try Run.table(script + "d | select y, bad, x | derive x = x * 1.0 | predict m | select score")
    #expect(Run.lines(plain) == Run.lines(moved))
  }

  @Test func aModelHasItsFormAmongItsContents() throws {
    let model = try #require(try Run.script(Self.table + "d | fit logistic(l2: 1), target: bad"))
    let text = try #require(model.contents.first { $0.name == "form" }?.table)
    #expect(text.rowCount >= 3)
    #expect(model.fields.first { $0.name == "features" }?.cell == .int(2))
  }

  @Test func chartsAreWrittenWhole() throws {
    let folder = NSTemporaryDirectory() + "carnet-charts-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let chart = try #require(
      try Run.script(Self.table + "d | cv logistic, target: bad | plot roc, to: \"\(folder)/deep/roc.svg\""))
    let written = try String(contentsOfFile: folder + "/deep/roc.svg", encoding: .utf8)
    #expect(written.hasPrefix("<svg") || written.hasPrefix("<?xml"))
    #expect(chart.presentation.svg == written)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/deep") == ["roc.svg"])
  }
}
