import Columns
import Foundation
import Kernels
import Language
import Session
import TestSupport
import Testing
import Verbs

/// Stages of thousands of columns take time in proportion to them, and stop soon after they are cancelled.
@Suite(.serialized) struct WideStageTests {
  private static let count = 10_000
  private static let numbers = 0..<count

  private static let scripts = [
    "range 5 | derive { \(numbers.map { "c\($0) = n + \($0)" }.joined(separator: ", ")) }",
    "range 5 | derive { c0 = n, \(numbers.dropFirst().map { "c\($0) = c\($0 - 1) + 1" }.joined(separator: ", ")) }",
    "range 5 | agg { \(numbers.map { "c\($0) = sum(n) + \($0)" }.joined(separator: ", ")) }",
    "w | rename { \(numbers.map { "d\($0) = c\($0)" }.joined(separator: ", ")) }",
    "w | select \(numbers.map { "c\($0)" }.joined(separator: ", "))",
    "w | drop \(numbers.dropFirst().map { "c\($0)" }.joined(separator: ", "))",
    "w | derive @num * 2 as \"{col}_2\"", "w | derive lag(@num) as \"{col}_l\", order: c0", "w | agg [min, max](@num)",
    "w | scale @num, method: standard", "w | derive s = row_sum(@num) | select s", "w | derive c5 = 1, c6 = c5 + 1",
    "w | unpivot @num", "w | transpose", "w | cast @num, to: text | onehot @text", "w | left join w on c0 m:m",
    "w | export \"\(exported)\", lineage: yes",
  ]
  private static let exported = FileManager.default.temporaryDirectory.appending(
    path: "carnet-wide-\(UUID().uuidString).csv"
  ).path

  /// A session that knows a table `w` of so many columns.
  private func session() throws -> (session: Session, file: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-wide-\(UUID().uuidString).csv").path
    let rows = (0..<3).map { row in Self.numbers.map { "\(($0 * 7 + row) % 13)" }.joined(separator: ",") }
    let text = Self.numbers.map { "c\($0)" }.joined(separator: ",") + "\n" + rows.joined(separator: "\n") + "\n"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    let session = Session(catalog: .standard)
    _ = session.run("w = load \"\(file)\"", .serial)
    return (session, file)
  }

  @Test func theyEnd() throws {
    let (session, file) = try session()
    defer { Self.remove(file) }
    for script in Self.scripts {
      let start = Self.processorTime
      let result = session.run(script, .serial)
      let time = Self.processorTime - start
      // Two seconds by an optimised build.
      #expect(result.last?.isFinished ?? false && time < 10, "\(script.prefix(60)): \(time) s")
    }
  }

  private static func remove(_ file: String) {
    for path in [file, exported, exported + ".lineage.json"] { try? FileManager.default.removeItem(atPath: path) }
  }

  /// The seconds that this thread has computed: others may hold the machine.
  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test func theyAreCancelled() async throws {
    let seed = UInt64.random(in: 0..<UInt64.max)
    var draw = SplitMix64(seed: seed)
    let (session, file) = try session()
    defer { Self.remove(file) }
    for script in Self.scripts {
      let monitor = WorkMonitor(), wait = Int.random(in: 1...400, using: &draw)
      let asking = Task.detached { () -> ContinuousClock.Instant in
        try? await Task.sleep(for: .milliseconds(wait))
        monitor.cancel()
        return .now
      }
      _ = session.run(script, Execution(threads: 1, monitor: monitor))
      let ended = ContinuousClock.now, asked = await asking.value
      #expect(ended - asked < .milliseconds(2000), "\(script.prefix(60)), seed \(seed)")
    }
  }
}
