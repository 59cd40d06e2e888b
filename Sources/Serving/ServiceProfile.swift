import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a service spends the time of its answers on.
package final class ServiceProfile: Sendable {
  /// A part of an answer, or all of it.
  enum Stage: String, CaseIterable {
    /// From the bytes of a body to columns that the contract allows.
    case read
    case score, explain
    /// Until the record is in the log.
    case log
    /// From the answer to its bytes.
    case write
    case all
  }

  private struct State {
    var latencies: [Stage: LatencyHistogram] = [:]
    var first: ContinuousClock.Instant?
    var last: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  package init() {}

  func add(_ stage: Stage, since started: ContinuousClock.Instant) {
    let now = ContinuousClock.now
    state.withLock { state in
      state.latencies[stage, default: LatencyHistogram()].add((now - started).inSeconds)
      if state.first == nil { state.first = started }
      state.last = now
    }
  }

  /// A line for each stage: how often, its share of all time, and how long it took at most for half, 95 % and 99 % of
  /// the times.
  package var lines: [String] {
    let state = state.withLock { $0 }
    guard let first = state.first, let last = state.last, let all = state.latencies[.all] else {
      return ["profile: nothing was asked"]
    }
    let seconds = (last - first).inSeconds
    let rate = seconds > 0 ? ", \(Self.number(Double(all.count) / seconds)) a second" : ""
    let head = ["stage", "times", "share", "p50 ms", "p95 ms", "p99 ms", "worst ms"]
    let rows = Stage.allCases.compactMap { stage in
      state.latencies[stage].map { row(stage, $0, of: all.seconds) }
    }
    return ["profile: \(all.count) requests in \(Self.number(seconds)) s\(rate)"]
      + ([head] + rows).map { cells in
        cells.enumerated().map { place, cell in
          let blanks = String(repeating: " ", count: max(0, 10 - cell.count))
          return place == 0 ? cell + blanks : blanks + cell
        }.joined()
      }
  }

  private func row(_ stage: Stage, _ latency: LatencyHistogram, of all: Double) -> [String] {
    let times = [0.5, 0.95, 0.99].map { latency.quantile($0) } + [latency.worst]
    let share = all > 0 ? latency.seconds / all : 0
    return [stage.rawValue, String(latency.count), Self.number(100 * share) + " %"]
      + times.map { Self.number(1000 * $0) }
  }

  /// With three decimals, or one from 100 on.
  private static func number(_ value: Double) -> String {
    let unit = value < 100 ? 1000.0 : 10.0
    return "\((value * unit).rounded() / unit)"
  }
}

/// Durations counted in classes that grow by a factor of 2^(1/16), so that a quantile is at most 4.5 % too long.
struct LatencyHistogram: Sendable {
  private static let classesPerDoubling = 16.0, least = 1e-6, classes = 480
  private var counts = [Int](repeating: 0, count: classes)
  private(set) var count = 0
  /// All of them together.
  private(set) var seconds = 0.0
  private(set) var worst = 0.0

  mutating func add(_ duration: Double) {
    let doublings = log2(max(1, duration / Self.least))
    counts[min(Self.classes - 1, Int((doublings * Self.classesPerDoubling).rounded(.up)))] += 1
    (count, seconds, worst) = (count + 1, seconds + duration, max(worst, duration))
  }

  /// What at least a share of the durations does not exceed.
  func quantile(_ share: Double) -> Double {
    var left = Int((share * Double(count)).rounded(.up))
    for (number, count) in counts.enumerated() {
      left -= count
      if left <= 0 {
        return min(worst, Self.least * exp2(Double(number) / Self.classesPerDoubling))
      }
    }
    return worst
  }
}
