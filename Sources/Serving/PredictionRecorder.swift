import Columns
import Forms
import Verbs

/// Writes what is kept of predictions into their log.
package final class PredictionRecorder: Sendable {
  /// Which fields of a request are kept.
  package enum Fields: Sendable {
    /// Those that the score depends on.
    case used
    case none
    case named(Set<String>)
  }

  private let log: PredictionLog
  private let identity: ClientIdentity?
  private let fields: Fields
  private let now: @Sendable () -> Moment

  /// - Parameter identity: what makes marks of ids; without it clients are not told apart.
  package init(
    _ log: PredictionLog, identity: ClientIdentity?, fields: Fields = .used,
    now: @escaping @Sendable () -> Moment = { .now }
  ) {
    (self.log, self.identity, self.fields, self.now) = (log, identity, fields, now)
  }

  /// What a record says beside the fields of its row, which keep their names so that records can be compared with the
  /// rows of training; one that is called as one of these gets `in_` before it.
  private static let own: Set<String> = [
    "time", "model", "model_xxh64", "request", "trial", "client", "score", "threshold", "decision", "findings",
    "milliseconds",
  ]

  var waiting: Int { log.waiting }

  func tail(_ count: Int) throws -> [JSONValue] { try log.tail(count) }

  /// Returns when all rows of an answer are in the log.
  func record(
    _ rows: ServedRows, _ answers: [PredictedRow], by served: ScoringService.Served, request: String,
    isTrial: Bool, milliseconds: Double
  ) async throws {
    let time = now().text
    var lines: [UInt8] = []
    for (row, answer) in answers.enumerated() {
      let findings = answer.findings.map { "\($0.field) \($0.kind.rawValue)" }.joined(separator: "; ")
      let members = JSONValue.members([
        "time": .text(time), "model": .text(served.name), "model_xxh64": .text(served.model.hash),
        "request": .text(request), "trial": .bool(isTrial),
        "client": answer.id.flatMap { id in identity.map { .text($0.mark(id)) } } ?? .null,
        "score": .double(answer.score), "threshold": answer.threshold.map { .double($0) } ?? .null,
        "decision": answer.decision.map { .text($0) } ?? .null, "findings": .text(findings),
        "milliseconds": .double(milliseconds),
      ])
      lines += JSONValue.object((members.object ?? []) + inputs(rows.cells(row), served)).compact.utf8
      lines.append(0x0A)
    }
    try await log.append(lines)
  }

  private func inputs(_ row: [Cell], _ served: ScoringService.Served) -> [JSONValue.Member] {
    zip(served.contract.inputs, row).compactMap { input, cell in
      let isKept = switch fields {
      case .used: input.isUsed
      case .none: false
      case .named(let names): names.contains(input.name)
      }
      let name = Self.own.contains(input.name) ? "in_" + input.name : input.name
      return isKept ? JSONValue.Member(name: name, value: cell.json) : nil
    }
  }
}
