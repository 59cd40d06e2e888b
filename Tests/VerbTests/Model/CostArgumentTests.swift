import Columns
import Diagnostics
import Foundation
import Language
import Syntax
import TestSupport
import Testing
import Verbs

/// Costs that are written where they are used.
@Suite struct CostArgumentTests {
  static let table = """
    seed 1
    d = range 300 | derive { x = n * 37 % 101, y = n * 53 % 61 > 52, amount = n % 40 + 1 } | drop n
    e = d | cv logistic, target: y, features: x
    loss = cost { fn = 10, fp = 1 }
    steep = cost total 10 * fn * max(1, 1 / recall) + fp

    """

  private func fields(_ pipeline: String) throws -> [String: Cell] {
    let fields = try #require(try Run.script(Self.table + pipeline)).fields
    return Dictionary(fields.map { ($0.name, $0.cell) }, uniquingKeysWith: { first, _ in first })
  }

  @Test(arguments: [
    ("e | threshold cost: cost { fn = 10, fp = 1 }", "e | threshold cost: loss"),
    ("e | threshold, cost: cost { fn = 10, fp = 1 }", "e | threshold cost: loss"),
    ("e | threshold cost: cost {\n  fn = 10   # a default\n  fp = 1\n}", "e | threshold cost: loss"),
    ("e | threshold cost: cost total 10 * fn + fp", "e | threshold cost: loss"),
    ("e | threshold cost: cost total 10 * fn * max(1, 1 / recall) + fp", "e | threshold cost: steep"),
    (
      "d | cv logistic, target: y, features: x, cost: cost { fn = 10, fp = 1 }, folds: 4",
      "d | cv logistic, target: y, features: x, cost: loss, folds: 4"
    ),
    (
      "d | cv logistic, cost: cost total 10 * fn + fp, target: y, folds: 4, features: x",
      "d | cv logistic, target: y, features: x, cost: loss, folds: 4"
    ),
    (
      "param f: float = 10\ne | threshold cost: cost { fn = $f, fp = 1 }", "e | threshold cost: loss"
    ),
  ])
  func itIsTheCostOfThatName(_ inline: String, _ named: String) throws {
    #expect(try fields(inline) == fields(named))
  }

  @Test func chartsTakeItBeforeFurtherOptions() throws {
    let folder = NSTemporaryDirectory() + "carnet-inline-cost-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try Run.script(Self.table + "e | plot cost, cost: cost { fn = 10, fp = 1 }, to: \"\(folder)/c.svg\"")
    let chart = try String(contentsOfFile: folder + "/c.svg", encoding: .utf8)
    #expect(chart.contains("cost { fn = 10, fp = 1 } of logistic") && chart.contains("chosen on other folds"))
    _ = try Run.script(Self.table + "e | plot confusion, cost: cost { fn = 10, fp = 1 }, to: \"\(folder)/d.svg\"")
    #expect(FileManager.default.fileExists(atPath: folder + "/d.svg"))
  }

  @Test func aVerbOfOnesOwnHandsItsArgumentsOn() throws {
    let own = "define cheapest(a) = threshold cost: cost { fn = $a, fp = 1 }\ne | cheapest 10"
    #expect(try fields(own) == fields("e | threshold cost: loss"))
  }

  @Test(arguments: [
    ("e | threshold cost: cost", "write `cost: cost { fn = 10, fp = 1 }`"),
    ("e | threshold cost: { fn = 10, fp = 1 }", "write `cost: cost { fn = 10, fp = 1 }`"),
    ("e | threshold cost: cost(fn: 10, fp: 1)", "write `cost: cost { fn = 10, fp = 1 }`"),
    ("e | threshold cost: 10 * fn + fp", "write `cost: cost total 10 * fn + fp`"),
    ("e | threshold cost: 5", "write `cost: cost { fn = 10, fp = 1 }`"),
    ("e | threshold cost: d", "write one, `cost: cost { fn = 10, fp = 1 }`, or bind it first"),
    ("e | threshold cost: cost { fb = 10, fp = 1 }", "did you mean `f"),
    ("e | threshold cost: cost total 10 * fm + fp", "did you mean `f"),
    ("e | threshold cost: cost { fn: 10 }", "a name is given with `=`"),
    ("e | threshold cost: cost { fn = 10", "never closed"),
    ("e | threshold cost: cost total", "a value is missing behind `total`"),
    ("e | threshold cost: cost { fn = amont, fp = 1 }", "did you mean `amount`"),
  ])
  func mistakesGetTheLineToWrite(_ pipeline: String, _ help: String) throws {
    let failure = try #require(Run.failure(Self.table + pipeline), "\(pipeline) fails")
    #expect(failure.contains(help), "\(failure)")
  }

  /// What the first three are helped to write does what it says.
  @Test func theHelpRuns() throws {
    #expect(Run.failure(Self.table + "e | threshold cost: cost { fn = 10, fp = 1 }") == nil)
    #expect(Run.failure(Self.table + "e | threshold cost: cost total 10 * fn + fp") == nil)
  }

  @Test(arguments: [
    "t = e | threshold cost: cost { fn = 10, fp = 1 }\n",
    "e | plot cost, cost: cost { fn = 10, fp = 1 }, to: \"c.svg\"\n",
    "d | cv logistic, target: y, cost: cost total 10 * fn * max(1, 1 / recall) + fp, folds: 4\n",
    "e | threshold cost: cost { fn = if amount > 3 then 1 else 2, fp = 0.19 * amount }\n",
  ])
  func theLayoutIsStable(_ text: String) throws {
    var sources = SourceMapBox()
    let (script, problems) = sources.parse(text)
    #expect(problems == 0 && Formatter.format(script) == text)
    let messy = text.replacing("{ fn", with: "{fn").replacing(", fp", with: "\n   fp")
    #expect(Formatter.format(sources.parse(messy).script) == text, "\(messy)")
  }

  @Test func commentsInsideStay() throws {
    var sources = SourceMapBox()
    let text = "e\n  | threshold cost: cost {\n    # dear\n    fn = 10  # ten\n    fp = 1\n  }\n"
    let once = Formatter.format(sources.parse(text).script)
    #expect(once.contains("# dear") && once.contains("# ten"), "\(once)")
    #expect(Formatter.format(sources.parse(once).script) == once)
  }
}

/// Parses texts with the verbs of two words.
private struct SourceMapBox {
  private var sources = SourceMap()

  mutating func parse(_ text: String) -> (script: Script, problems: Int) {
    let id = sources.add(name: "test", text: text)
    let (script, problems) = Parser.parse(text, source: id, compoundVerbs: Catalog.standard.compoundNames)
    return (script, problems.count)
  }
}
