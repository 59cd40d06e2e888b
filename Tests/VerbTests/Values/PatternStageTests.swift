import Columns
import Diagnostics
import Foundation
import Kernels
import Language
import TestSupport
import Testing

/// Patterns in `~`, `extract` and `@/…/` match in linear time, can be cancelled, and show where they are wrong.
@Suite struct PatternStageTests {
  private static let evil = String(repeating: "a", count: 5000) + "!"

  @Test("nested repetitions end")
  func nested() throws {
    let clock = ContinuousClock()
    let time = try clock.measure { () throws -> Void in
      for stage in ["where t ~ /^(a+)+$/ | count", "derive x = extract(t, \"^(a+)+$\") | where x is not null | count"] {
        #expect(Run.lines(try Run.table("range 20 | derive t = \"\(Self.evil)\" | \(stage)")) == "0")
      }
      #expect(Run.lines(try Run.table("range 1 | derive `\(Self.evil)` = 1 | select @/^(a|aa)*!$/ | count")) == "1")
    }
    #expect(time < .seconds(5))
  }

  @Test("a pattern stops soon after it is cancelled")
  func cancelled() async throws {
    let monitor = WorkMonitor()
    let tail = String(repeating: "ab", count: 400)
    let texts = Column(texts: (0..<16_384).map { "\($0)" + tail })
    let table = Table([("t", texts)])
    let clock = ContinuousClock()
    // The moment at which it ends: this test may have to wait longer until it is its turn again.
    let work = Task.detached { () -> ContinuousClock.Instant in
      _ = try? Run.stage(
        "derive { x = extract(t, \"^(([a-z0-9])+.)+[A-Z]([a-z])+$\"), y = extract(t, \"(a*)*c\") }", on: table,
        Execution(threads: 1, monitor: monitor))
      return clock.now
    }
    try await Task.sleep(for: .milliseconds(30))
    let asked = clock.now
    monitor.cancel()
    let ended = await work.value
    #expect(asked.duration(to: ended) < .milliseconds(1000))
  }

  @Test("one long cell stops soon after it is cancelled", arguments: [
    "derive x = extract(t, \"^((([a-z]){1,200}.)+[A-Z]([a-z]{0,50})+)$\")", "where t ~ /^(([a-z]){1,200}.)+[A-Z]$/",
    "derive x = replace(t, part, \"\")", "where contains(t, part)", "derive x = split(t, \"b\", 9)",
    "derive x = lower(upper(trim(t)))", "derive x = length(t) + length(replace(t, \"a\", \"bb\"))",
  ])
  func cancelledInOneCell(_ stage: String) async throws {
    let monitor = WorkMonitor(), seed = UInt64.random(in: 0..<UInt64.max)
    var draw = SplitMix64(seed: seed)
    let table = Table([
      ("t", Column(texts: [String(repeating: "a", count: 20_000_000)])),
      ("part", Column(texts: [String(repeating: "a", count: 50_000) + "b"])),
    ])
    let clock = ContinuousClock()
    let work = Task.detached { () -> ContinuousClock.Instant in
      _ = try? Run.stage(stage, on: table, Execution(threads: 1, monitor: monitor))
      return clock.now
    }
    try await Task.sleep(for: .milliseconds(Int.random(in: 20...400, using: &draw)))
    let asked = clock.now
    monitor.cancel()
    let ended = await work.value
    #expect(asked.duration(to: ended) < .milliseconds(2000), "seed \(seed)")
  }

  @Test("the piece that is wrong is underlined")
  func spans() throws {
    let failure = try #require(Run.failure("range 1 | derive t = \"x\" | where t ~ /a\\/b(c/"))
    #expect(failure.contains("/a/b(c/ is no regular expression"))
    let lines = failure.split(separator: "\n").map(String.init)
    let mark = try #require(lines.first { $0.contains("^") })
    let source = try #require(lines.first { $0.contains("where t ~") })
    let place = try #require(mark.firstIndex(of: "^"))
    let offset = mark.distance(from: mark.startIndex, to: place)
    #expect(source[source.index(source.startIndex, offsetBy: offset)] == "(")
    #expect(mark.contains("a `(` is not closed"))
    #expect(try #require(Run.failure("range 1 | select @/[b-a]/")).contains("runs backwards"))
  }
}
