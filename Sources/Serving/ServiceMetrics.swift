import Synchronization

/// What a service counts, in the text format of Prometheus.
package final class ServiceMetrics: Sendable {
  /// Upper bounds of the classes of latency, in seconds.
  private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private struct Route: Hashable {
    let route: String
    let status: Int
  }

  private struct State {
    var requests: [Route: Int] = [:]
    var classes = [Int](repeating: 0, count: bounds.count + 1)
    var seconds = 0.0
    var rows = 0
    var decisions: [String: Int] = [:]
    var findings: [String: Int] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  func answered(_ route: String, _ status: Int, seconds: Double) {
    state.withLock { state in
      state.requests[Route(route: route, status: status), default: 0] += 1
      state.classes[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
      state.seconds += seconds
    }
  }

  func scored(_ rows: ServedRows, decisions: [String]) {
    state.withLock { state in
      state.rows += rows.count
      for decision in decisions { state.decisions[decision, default: 0] += 1 }
      for finding in rows.findings.joined() { state.findings[finding.kind.rawValue, default: 0] += 1 }
    }
  }

  /// Families of metrics, each with its help and type.
  func text(waiting: Int) -> String {
    let state = state.withLock { $0 }
    var lines = ["# HELP carnet_requests_total Requests by route and status.", "# TYPE carnet_requests_total counter"]
    lines += state.requests.map { key, count in
      "carnet_requests_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(count)"
    }.sorted()
    lines += [
      "# HELP carnet_request_seconds How long requests took.", "# TYPE carnet_request_seconds histogram",
    ]
    var sum = 0
    for (bound, count) in zip(Self.bounds, state.classes) {
      sum += count
      lines.append("carnet_request_seconds_bucket{le=\"\(bound)\"} \(sum)")
    }
    let all = state.classes.reduce(0, +)
    lines += [
      "carnet_request_seconds_bucket{le=\"+Inf\"} \(all)", "carnet_request_seconds_sum \(state.seconds)",
      "carnet_request_seconds_count \(all)",
      "# HELP carnet_rows_total Rows that were scored.", "# TYPE carnet_rows_total counter",
      "carnet_rows_total \(state.rows)",
      "# HELP carnet_decisions_total Rows by decision.", "# TYPE carnet_decisions_total counter",
    ]
    lines += state.decisions.map { "carnet_decisions_total{decision=\"\($0)\"} \($1)" }.sorted()
    lines += ["# HELP carnet_findings_total Findings about rows by kind.", "# TYPE carnet_findings_total counter"]
    lines += state.findings.map { "carnet_findings_total{kind=\"\($0)\"} \($1)" }.sorted()
    lines += [
      "# HELP carnet_log_waiting Records that are not on disk yet.", "# TYPE carnet_log_waiting gauge",
      "carnet_log_waiting \(waiting)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}
