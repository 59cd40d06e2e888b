import Columns
import Forms
import Language
import Verbs

/// What is said of one row.
struct PredictedRow: Sendable {
  let id: String?
  let score: Double
  let threshold: Double?
  let findings: [Finding]
  /// The features that raise the score most, where they were asked for.
  let reasons: [JSONValue]?

  /// Who scores at least the threshold is refused.
  var decision: String? { threshold.map { score >= $0 ? "refuse" : "grant" } }

  var form: JSONValue {
    .members([
      "id": id.map { .text($0) } ?? .null, "score": .double(score), "threshold": threshold.map { .double($0) } ?? .null,
      "decision": decision.map { .text($0) } ?? .null, "findings": .array(findings.map(\.form)),
      "reasons": reasons.map { .array($0) },
    ])
  }
}

extension ScoringService {
  func served(_ call: ServiceCall) throws(Problem) -> Served {
    let models = try ready().models
    guard let name = call.text("model") else { return models[0] }
    guard let served = models.first(where: { $0.name == name }) else {
      let names = models.map { "`\($0.name)`" }.joined(separator: ", ")
      throw Problem(400, "Wrong query", "There is no model `\(name.prefix(60))`; there is \(names).")
    }
    return served
  }

  func card(_ call: ServiceCall) throws -> JSONValue {
    let served = try served(call)
    return .object([JSONValue.Member(name: "name", value: .text(served.name))] + (try served.model.card.object ?? []))
  }

  func features(_ call: ServiceCall) throws -> JSONValue {
    let all = try call.flag("all"), served = try served(call)
    let shown = served.contract.inputs.filter { all || $0.isUsed }
    return .members([
      "model": .text(served.name), "key": .texts(served.contract.keys), "features": .array(shown.map(\.form)),
    ])
  }

  /// The rows of a body, or the one of a known client with the body's members in the place of its own.
  func rows(_ call: ServiceCall, _ served: Served) throws -> (rows: ServedRows, isList: Bool) {
    let bytes = try call.body(options)
    if call.id == nil, let plain = served.contract.plainRows(bytes, most: options.mostRows) { return plain }
    let body = bytes.isEmpty ? nil : try ServiceCall.json(bytes)
    if let id = call.id {
      let client = try client(id, served)
      guard case .object(let changes)? = body ?? .object([]) else {
        throw Problem(422, "Wrong rows", "What is to be changed of a client is an object.")
      }
      let changed = Set(changes.map(\.name))
      return (try served.contract.rows(.object(client.filter { !changed.contains($0.name) } + changes)), false)
    }
    guard let body else { throw Problem(400, "No JSON", "There is no body; it is to be an object or an array.") }
    if case .array(let rows) = body, rows.count > options.mostRows {
      throw Problem(422, "Wrong rows", "A request has at most \(options.mostRows) rows, and this one \(rows.count).")
    }
    if case .numbers = body { throw Problem(422, "Wrong rows", "A row is an object, and here are numbers.") }
    let isList = if case .array = body { true } else { false }
    return (try served.contract.rows(body), isList)
  }

  func predict(_ call: ServiceCall) async throws -> JSONValue {
    let served = try served(call)
    let most = try call.whole("explain", 0...50, default: 0)
    let threshold = try call.share("threshold") ?? served.model.cut
    let (rows, isList) = try timed(.read) { try self.rows(call, served) }
    let scores = try self.scores(rows, served)
    let explanation = most > 0 ? try explained(served, rows.table) : nil
    let answers = scores.indices.map { row in
      PredictedRow(
        id: rows.ids[row], score: scores[row], threshold: threshold, findings: rows.findings[row],
        reasons: explanation.map { $0.reasons(of: row, most: most) })
    }
    let request = call.request.headers["x-request-id"].flatMap(Self.sane) ?? Self.newRequestID()
    metrics.scored(rows, decisions: answers.compactMap(\.decision))
    let milliseconds = (call.started.seconds * 1e6).rounded() / 1000
    let isTrial = try call.flag("trial")
    if let log {
      let started = ContinuousClock.now
      try await log.record(
        rows, answers, by: served, request: request, isTrial: isTrial, milliseconds: milliseconds)
      profile?.add(.log, since: started)
    }
    let head = JSONValue.members([
      "model": .text(served.name), "model_xxh64": .text(served.model.hash), "request_id": .text(request),
    ])
    let rest: [JSONValue.Member] = isList
      ? [JSONValue.Member(name: "predictions", value: .array(answers.map(\.form)))] : answers[0].form.object ?? []
    return .object((head.object ?? []) + rest)
  }

  private func scores(_ rows: ServedRows, _ served: Served) throws -> [Double] {
    try timed(.score) { try served.model.scores(rows.table, threads: rows.count > 100 ? options.threads : 1) }
  }

  private func explained(_ served: Served, _ table: Table) throws -> ServedExplanation {
    let threads = table.rowCount > 100 ? options.threads : 1
    guard let explanation = try timed(.explain, { try served.model.explanation(table, threads: threads) }) else {
      throw Problem(422, "No reasons", "The scores of `\(served.name)` are no sum of contributions.")
    }
    return explanation
  }

  func explain(_ call: ServiceCall) throws -> JSONValue {
    let served = try served(call)
    let most = try call.whole("top", 1...10_000, default: 10_000)
    let (rows, isList) = try timed(.read) { try self.rows(call, served) }
    let explanation = try explained(served, rows.table)
    let scores = try self.scores(rows, served)
    let answers = scores.indices.map { row in
      JSONValue.members([
        "id": rows.ids[row].map { .text($0) } ?? .null, "score": .double(scores[row]),
        "expected": .double(explanation.contributions[row, explanation.names.count]),
        "contributions": .array(explanation.strongest(row, raisesOnly: false).prefix(most).map {
          explanation.contribution(of: $0, row)
        }),
      ])
    }
    let head = JSONValue.members(["model": .text(served.name), "scale": .text(explanation.scale)])
    let rest = isList
      ? [JSONValue.Member(name: "explanations", value: .array(answers))] : answers[0].object ?? []
    return .object((head.object ?? []) + rest)
  }

  /// A request id that callers may choose: letters, digits and `-_.:`, at most 100.
  private static func sane(_ id: String) -> String? {
    let isSane = !id.isEmpty && id.utf8.count <= 100
      && id.utf8.allSatisfy { byte in
        (48...58).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95].contains(byte)
      }
    return isSane ? id : nil
  }

  private static func newRequestID() -> String {
    let words = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
    return words.0.hexadecimal + words.1.hexadecimal
  }
}

extension ServedExplanation {
  func contribution(of feature: Int, _ row: Int) -> JSONValue {
    let value = features[row, feature]
    return .members([
      "feature": .text(names[feature]), "value": value.isNaN ? .null : .double(value),
      "contribution": .double(contributions[row, feature]),
    ])
  }

  /// The features that raise the score most.
  func reasons(of row: Int, most: Int) -> [JSONValue] {
    strongest(row, raisesOnly: true).prefix(most).map { contribution(of: $0, row) }
  }
}

extension ScoringService {
  private func clients() throws(Problem) -> ClientTable {
    guard let clients = try ready().clients else {
      throw Problem(404, "No clients", "The service knows no clients; start it with `--data FILE`.")
    }
    return clients
  }

  private func client(_ id: String, _ served: Served) throws(Problem) -> [JSONValue.Member] {
    guard let client = try clients().client(id, served.contract.inputs) else {
      throw Problem(404, "No such client", "Nobody has the id \(id.prefix(60)).")
    }
    return client
  }

  /// A client's fields, or the ids of clients.
  func client(_ call: ServiceCall) throws -> JSONValue {
    if let id = call.id {
      return .members(["id": .text(id), "fields": .object(try client(id, try served(call)))])
    }
    let known = try clients(), most = try call.whole("most", 1...100, default: 20)
    return .members([
      "count": .int(known.count), "key": .text(known.key),
      "ids": .texts(known.ids(startingWith: call.text("prefix") ?? "", most: most)),
    ])
  }

  func tail(_ call: ServiceCall) throws -> JSONValue {
    guard let log else { throw Problem(404, "No log", "The service keeps no log; start it with `--log FOLDER`.") }
    return .members(["records": .array(try log.tail(try call.whole("tail", 1...1000, default: 20)))])
  }

  /// How the clients are spread over a feature: their number in classes of equal width.
  func standing(_ call: ServiceCall) throws -> JSONValue {
    let known = try clients(), name = call.text("feature") ?? ""
    guard let numbers = known.numbers(of: name) else {
      throw Problem(404, "No such column", "The clients have no numbers in `\(name.prefix(60))`.")
    }
    let classes = 30
    let low = numbers.min() ?? 0, high = numbers.max() ?? 0
    var counts = [Int](repeating: 0, count: classes)
    for number in numbers where high > low {
      counts[min(classes - 1, Int((number - low) / (high - low) * Double(classes)))] += 1
    }
    let versus = call.text("versus")
    let points = try versus.map { other -> JSONValue in
      guard let points = known.points(name, other, most: 500) else {
        throw Problem(404, "No such column", "The clients have no numbers in `\(other.prefix(60))`.")
      }
      return .array(points.map { .array([.double($0), .double($1)]) })
    }
    return .members([
      "feature": .text(name), "count": .int(numbers.count), "low": .double(low), "high": .double(high),
      "counts": .array(counts.map { .int($0) }), "versus": versus.map { .text($0) }, "points": points,
    ])
  }
}
