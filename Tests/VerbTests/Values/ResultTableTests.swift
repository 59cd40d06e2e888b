import Columns
import Foundation
import Language
import TestSupport
import Testing
import Verbs

/// Results of other kinds are tables where a verb takes a table.
@Suite(.serialized) struct ResultTableTests {
  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  private static let data = """
    t = range 200 | derive { x = n * 37 % 60, y = n % 7, bad = x + y * 4 + n * 53 % 31 > 65 } | drop n
    loss = cost { fn = 5, fp = 1 }
    cv1 = t | cv logistic, target: bad, cost: loss
    cut = cv1 | threshold cost: loss
    parts = t | derive part = rank(x + y / 10) > 100
    m = parts | where part | drop part | fit logistic, target: bad

    """

  @Test("each kind goes on as its main table", arguments: [
    ("cv1 | where metric == \"auc\" | select metric", "auc"),
    ("cv1 | count", "10"),
    ("cut | where decision == \"at 0.5\" | select threshold", "0.5"),
    ("cut | sort decision | head 1 | select decision", "at 0.5"),
    ("loss | where outcome == \"fp\"", "fp 1"),
    ("parts | where not part | drop part | evaluate m | select rows_of", "all"),
    ("t | cv logistic, target: bad | where metric == \"auc\" | count", "1"),
    ("more = cv1 | select metric\ncv1 | append more, fill: yes | count", "20"),
  ])
  func pipes(_ stages: String, _ expected: String) throws {
    let lines = Run.lines(try Run.table(Self.data + stages))
    if stages.contains("count") && expected != "1" {
      #expect(Int(lines) ?? 0 > 1)
    } else {
      #expect(lines == expected)
    }
  }

  @Test func theNumbersAreThoseOfTheFields() throws {
    let script = Self.data + "x = cv1 | where metric == \"auc\" | select pooled\nx | where pooled == $cv1.auc | count"
    #expect(Run.lines(try Run.table(script)) == "1")
    let costs = Self.data + "cut | where decision == \"best\" and cost == $cut.cost | count"
    #expect(Run.lines(try Run.table(costs)) == "1")
  }

  @Test func whatFitsOrScoresTakesNoResult() throws {
    for stage in ["cv dummy, target: x", "fit dummy, target: x"] {
      let message = try #require(Run.failure(Self.data + "cut | \(stage)"))
      #expect(message.contains("takes a table, not a threshold"), "\(message)")
    }
  }

  @Test func exportsAsFile() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    _ = try Run.script(Self.data + "cv1 | export \"\(file)\"")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.hasPrefix("metric,pooled,mean,sd,min,max\nauc,"))
  }

  @Test func theLineAfterCvNamesAucAndCost() throws {
    let value = try #require(try Run.outcomes(Self.data).compactMap(\.value).first { $0.kind.name == "evaluation" })
    let facts = value.presentation.facts.prefix(3)
    #expect(facts.map(\.label) == ["model", "auc", "cost"])
    let auc = try #require(value.fields.first { $0.name == "auc" }?.cell.number)
    let shown = try #require(Double(facts[1].text.prefix { $0 != " " }))
    #expect(abs(shown - auc) <= 0.00005)
    #expect(facts[2].text.contains(" at thresholds of other folds"))
  }
}
