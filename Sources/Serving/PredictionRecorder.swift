import Columns
import Forms
import Synchronization
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
  /// By the hashes of models.
  private let names = Mutex<[String: [(place: Int, name: [UInt8])]]>([:])

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
    let head = JSONValue.members([
      "time": .text(now().text), "model": .text(served.name), "model_xxh64": .text(served.model.hash),
      "request": .text(request), "trial": .bool(isTrial), "milliseconds": .double(milliseconds),
    ])
    // All but the brace at its end: the members of a row follow.
    let start = head.compactBytes.dropLast(), kept = kept(served)
    var lines: [UInt8] = []
    for (row, answer) in answers.enumerated() {
      lines += start
      write(answer, to: &lines)
      for (place, name) in kept {
        lines += name
        Self.json(rows.table.columns[place][row], served.contract.inputs[place]).write(to: &lines)
      }
      lines += "}\n".utf8
    }
    try await log.append(lines)
  }

  /// A value as it was sent: a fraction in another row has made floats of a column of whole numbers.
  private static func json(_ cell: Cell, _ input: ServedInput) -> JSONValue {
    guard input.type == .int, case .float(let value) = cell, value == value.rounded(), value.magnitude < 0x1p53 else {
      return cell.json
    }
    return .int(Int(value))
  }

  /// Puts what was said of a row behind other members.
  private func write(_ answer: PredictedRow, to line: inout [UInt8]) {
    let findings = answer.findings.map { "\($0.field) \($0.kind.rawValue)" }.joined(separator: "; ")
    let members: KeyValuePairs<String, JSONValue> = [
      "client": answer.id.flatMap { id in identity.map { .text($0.mark(id)) } } ?? .null,
      "score": .double(answer.score), "threshold": answer.threshold.map { .double($0) } ?? .null,
      "decision": answer.decision.map { .text($0) } ?? .null, "findings": .text(findings),
    ]
    for (name, value) in members {
      line += Self.behind(name)
      value.write(to: &line)
    }
  }

  /// `,"name":`
  private static func behind(_ name: String) -> [UInt8] {
    [UInt8(ascii: ",")] + JSONValue.text(name).compactBytes + [UInt8(ascii: ":")]
  }

  /// The inputs of which the log keeps the value, each with its name as it stands behind other members.
  private func kept(_ served: ScoringService.Served) -> [(place: Int, name: [UInt8])] {
    names.withLock { names in
      if let known = names[served.model.hash] { return known }
      let kept = served.contract.inputs.enumerated().compactMap { place, input -> (place: Int, name: [UInt8])? in
        let isKept = switch fields {
        case .used: input.isUsed
        case .none: false
        case .named(let names): names.contains(input.name)
        }
        let name = Self.own.contains(input.name) ? "in_" + input.name : input.name
        return isKept ? (place, Self.behind(name)) : nil
      }
      names[served.model.hash] = kept
      return kept
    }
  }
}
