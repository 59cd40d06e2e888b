import Columns
import Diagnostics
import Foundation
import Kernels
import Language
import Syntax
import TestSupport
import Testing

@testable import Statistics
@testable import Verbs

private struct Expected: Decodable {
  struct Score: Decodable {
    let method: String
    let score: Double
  }

  struct Report: Decodable {
    let types: [String: String]
    let scores: [String: Score]
  }

  let tolerance: Double
  let report: Report
}

@Suite struct DriftVerbTests {
  private func drift(_ script: String, threads: Int = 1) throws -> DriftValue {
    try #require(try Run.script(script, threads: threads) as? DriftValue)
  }

  private func row(_ value: DriftValue, _ column: String) throws -> ColumnDrift {
    try #require(value.drifts.first { $0.column == column })
  }

  private static var tables: String {
    let folder = Repository.file("Tests/Parity/drift")
    return "before = load \"\(folder)/reference.csv\"\nnow = load \"\(folder)/current.csv\"\n"
  }

  @Test("methods, distances and verdicts are evidently's, and no column is missing")
  func evidently() throws {
    let expected = try Parity.expected("drift", as: Expected.self).report
    let value = try drift(Self.tables + "now | drift before")
    for (column, score) in expected.scores {
      let own = try row(value, column)
      #expect(own.method == (score.method.hasPrefix("Wasserstein") ? .wasserstein : .js), "\(column)")
      let statistic = try #require(own.statistic)
      #expect(abs(statistic - score.score) < 1e-9, "\(column): \(statistic), \(score.score)")
      #expect((own.verdict == .drifted) == (score.score >= 0.1), "\(column)")
    }
    // evidently leaves dates and vanished columns out without a word, and judges texts by a classifier.
    #expect(expected.scores["seen"] == nil && expected.scores["gone"] == nil && expected.scores["name"] == nil)
    for (column, verdict) in [
      ("seen", DriftVerdict.stable), ("gone", .vanished), ("name", .notCompared), ("fresh", .new),
    ] {
      let own = try row(value, column)
      #expect(own.verdict == verdict, "\(column)")
    }
    #expect(value.columns.count == 14)
    // There, a feed that lost half of its values is as it was.
    let (gappy, region) = (try row(value, "gappy"), try row(value, "region"))
    #expect(gappy.findings.contains { $0.hasPrefix("nulls rose from") })
    #expect(region.findings.contains { $0.hasPrefix("unseen: east") })
  }

  @Test("results do not depend on threads")
  func threads() throws {
    for method in DriftMethod.allCases {
      let script = Self.tables + "now | drift before, by: kind, method: \(method.rawValue)"
      let one = try drift(script), four = try drift(script, threads: 4)
      #expect(one.contents.map(\.table).elementsEqual(four.contents.map(\.table)) {
        Run.lines($0) == Run.lines($1) && $0.schema.names == $1.schema.names
      })
    }
  }

  @Test("a part is compared as its rows by themselves are")
  func parts() throws {
    let all = try drift(Self.tables + "now | drift before, by: kind, columns: @(same + region), min_rows: 50")
    #expect(all.drifts.map(\.column) == Array(repeating: "same", count: 4) + Array(repeating: "region", count: 4))
    let table = try #require(all.mainTable)
    #expect(table.schema.names.prefix(2) == ["column", "kind"])
    for (part, kind) in ["a", "b", "c", "d"].enumerated() {
      let alone = try drift(
        Self.tables + "now | where kind == \"\(kind)\" | drift before, columns: @(same + region), min_rows: 50")
      for (index, column) in ["same", "region"].enumerated() {
        let own = all.drifts[index * 4 + part]
        let same = try row(alone, column)
        #expect(own.statistic == same.statistic && own.pValue == same.pValue)
      }
    }
  }

  @Test("the page has a figure for each column that was compared, with every part, and needs nothing beside it")
  func page() throws {
    for cut in ["", ", by: kind"] {
      let value = try drift(Self.tables + "now | drift before\(cut)"), html = DriftDocument(value).html
      let figures = html.components(separatedBy: "<figure>").dropFirst()
      for column in value.columns where column.drifts.contains(where: { !$0.shape.bins.isEmpty }) {
        let figure = try #require(figures.first { $0.contains("<figcaption>\(column.name): ") }, "\(column.name)")
        for part in column.drifts where !part.shape.bins.isEmpty {
          let name = value.partName(part.part) ?? "current"
          #expect(figure.contains(">\(name)<"), "\(column.name), \(name)")
        }
        #expect(figure.contains(">reference<"), "\(column.name)")
      }
      for reference in ["src=", "href=\"http", "url(", "<script", "@import"] { #expect(!html.contains(reference)) }
    }
  }

  @Test("p-values are adjusted for all rows that are judged, and only those")
  func adjusted() throws {
    let value = try drift(Self.tables + "now | drift before, method: ks")
    let judged = value.drifts.filter { $0.adjusted != nil }
    #expect(judged.map(\.adjusted) == FalseDiscoveries.adjusted(judged.map { $0.pValue ?? 1 }).map { $0 })
    #expect(value.drifts.allSatisfy { ($0.adjusted == nil) == ($0.pValue == nil) })
    for drift in judged { #expect((drift.verdict == .drifted) == ((drift.adjusted ?? 1) <= 0.05), "\(drift.column)") }
  }

  /// What is said about a column `x` of 400 rows, made by an expression in either table.
  private func verdict(_ before: String, _ now: String, _ options: String = "") throws -> ColumnDrift {
    let made = { (expression: String) in expression.isEmpty ? "drop n" : "derive x = \(expression) | drop n" }
    let script = "before = range 400 | derive y = n | \(made(before))\n"
      + "range 400 | derive y = n | \(made(now)) | drift before\(options.isEmpty ? "" : ", \(options)")"
    return try row(try drift(script), "x")
  }

  @Test("verdicts in words", arguments: [
    ("n", "n", DriftVerdict.stable, ""), ("n", "n + 200", .drifted, "50.0 % above 399, the greatest of the reference"),
    ("n", "", .vanished, ""), ("", "n", .new, ""), ("n", "\"a\"", .changedType, "was int, is text"),
    ("n", "n + 0.5", .stable, "was int, is float"), ("n", "nullif(n, n)", .filledWithNulls, "nulls rose"),
    ("n % 3", "if n < 50 then n % 3 else null", .filledWithNulls, "nulls rose from none to 87.5 %"),
    ("nullif(n, n)", "nullif(n, n)", .noValues, ""), ("nullif(n, n)", "n", .tooFew, "0 values in the reference"),
    ("n", "if n < 150 then null else n", .drifted, "nulls rose from none to 37.5 %"),
    ("if n < 300 then null else n", "n", .tooFew, "100 values in the reference, fewer than 200"),
    ("\"c{n}\"", "\"c{n}\"", .notCompared, "400 different texts in 400 values"), ("7", "7", .stable, ""),
    ("7", "8", .drifted, "unseen: 8 100 %; gone: 7 100 %"), ("n", "5", .drifted, "5 in all rows"),
    ("n % 2", "1", .drifted, "1 in all rows; gone: 0 50.0 %"), ("n % 2 == 0", "n % 2 == 0", .stable, ""),
    ("n % 2 == 0", "n % 8 == 0", .drifted, ""), ("n % 2", "n % 2 == 0", .changedType, "was int, is bool"),
    ("if n % 2 == 0 then \"a\" else \"b\"", "if n % 2 == 0 then \"a\" else \"c\"", .drifted, "unseen: c 50.0 %"),
    ("date \"2024-01-01\" + n", "date \"2024-01-01\" + n", .stable, ""),
    ("9007199254740993 + n", "9007199254740993 + n", .stable, ""),
    ("if n % 2 == 0 then 1e308 else -1e308", "n / 7", .drifted, ""),
  ])
  func verdicts(before: String, now: String, verdict: DriftVerdict, finding: String) throws {
    let own = try self.verdict(before, now)
    #expect(own.verdict == verdict, "\(own)")
    #expect(finding.isEmpty || own.findings.joined(separator: "; ").contains(finding), "\(own.findings)")
    if finding.isEmpty, verdict == .stable { #expect(own.findings.isEmpty, "\(own.findings)") }
  }

  @Test("tables of one row and of none")
  func smallTables() throws {
    for (before, now) in [(0, 0), (0, 5), (5, 0), (1, 1)] {
      let value = try drift("before = range \(before)\nrange \(now) | drift before, min_rows: 1")
      #expect(value.drifts.count == 1 && value.drifts[0].verdict != .drifted)
    }
    let none = try drift("before = range 0\nrange 0 | drift before, by: n")
    #expect(none.drifts.isEmpty)
  }

  @Test("every column has a row, and keys are named that have none")
  func keys() throws {
    let script = "before = range 300 | derive { a = n, b = n } | roles key: n\n"
      + "range 300 | derive { a = n, c = n } | roles key: n | drift before"
    let outcome = try #require(try Run.outcomes(script).last)
    let value = try #require(outcome.value as? DriftValue)
    #expect(value.drifts.map(\.column) == ["a", "c", "b"])
    #expect(outcome.notes.contains { $0.contains("`n` left out") }, "\(outcome.notes)")
    #expect(outcome.notes.last == "drift: 0 of 3 columns drifted; 1 new column, 1 vanished")
  }

  /// Tables whose columns are of one distribution: numbers, counts, levels and gaps.
  private static func table(_ rows: Int, _ columns: Int, _ generator: inout SplitMix64) -> Table {
    Table((0..<columns).map { index -> (name: String, column: Column) in
      let draws = (0..<rows).map { _ in Double.random(in: 0..<1, using: &generator) }
      let column = switch index % 4 {
      case 0: Column(doubles: draws.map { -log(1 - $0) })
      case 1: Column(ints: draws.map { Int64($0 * $0 * 30) })
      case 2: Column(texts: draws.map { ["a", "b", "c", "d", "e"][Int($0 * $0 * 5)] })
      default: Column(floats: draws.map { $0 < 0.2 ? nil : ($0 * 1000).rounded() })
      }
      return ("c\(index)", column)
    })
  }

  @Test("of samples of one distribution at most a share of alpha has any column that drifted", arguments: [
    "ks", "auto", "psi",
  ])
  func falseAlarms(method: String) throws {
    let trials = Trials.count(60), rows = 260, columns = 121
    let script = "now | drift before, method: \(method)"
    var generator = SplitMix64(seed: 99), alarms = 0
    for _ in 0..<trials {
      let before = Self.table(rows, columns, &generator), now = Self.table(rows, columns, &generator)
      let value = try #require(try Run.value(script, tables: ["before": before, "now": now]) as? DriftValue)
      #expect(value.columns.count == columns)
      if value.count(.drifted) > 0 { alarms += 1 }
    }
    // Three standard errors above the level.
    let level = 0.05 * Double(trials), error = (level * 0.95).squareRoot()
    #expect(Double(alarms) <= level + 3 * error, "\(alarms) of \(trials)")
  }
}

extension Run {
  /// The value of a pipeline over tables that are there.
  fileprivate static func value(_ text: String, tables: [String: Table]) throws -> (any Value)? {
    var sources = SourceMap()
    let source = sources.add(name: "test", text: text)
    let (script, problems) = Parser.parse(text, source: source, compoundVerbs: Catalog.standard.compoundNames)
    if let problem = problems.first { throw problem }
    var scope = Scope()
    for (name, table) in tables { scope.bindings[name] = table }
    let context = RunContext(execution: Execution(threads: 2), seed: 0, cache: SessionCache())
    guard case .pipeline(_, let pipeline)? = script.statements.first?.kind else { return nil }
    return try PipelineRunner(catalog: .standard).run(pipeline, in: scope, context).value
  }
}
