import Columns
import Foundation
import Forms
import Kernels
import Language
import Serving
import Session
import Testing
import Verbs

/// A model that a session fitted, exported and scored with, and a service that answers by it.
struct ServedExample {
  let folder: String
  let model: ServedModel
  /// The rows, with the session's own scores behind them.
  let scored: Table

  private static let data =
    "d = range 300 | derive { id = n, x = nullif(n * 37 % 101, 5) / 7, y = n * n % 17, flag = n % 2 == 0, "
    + "day = date \"2024-01-01\" + n, c = if n % 5 == 0 then null else if n % 3 == 0 then \"a\" else \"é\", "
    + "whole = n * 13 % 29, bad = n * 37 % 101 + n * 53 % 71 > 110 } | drop n | roles key: id, target: bad\n"
  static let recipe =
    "prep = recipe | onehot c, nulls: category | impute x, method: median | impute @num, method: knn(4) "
    + "| scale @num, method: standard | derive late = day > date \"2024-06-01\" | drop day\n"

  /// - Parameter more: statements between the table `d` and the recipe.
  init(_ estimator: String = "lightgbm(n_estimators: 20)", recipe: String = Self.recipe, more: String = "") throws {
    folder = NSTemporaryDirectory() + "carnet-served-\(UUID().uuidString)"
    let script = Self.data + more + recipe + "m = d | fit \(estimator), prep: prep, cut: 0.4\n"
      + "m | export \"\(folder)/model\"\nscored = d | predict m\nd | export \"\(folder)/clients.csv\"\n"
    let session = Session(catalog: .standard, options: Session.Options())
    let run = session.runScript(script, named: "example", Execution(threads: 1)) { _, _ in true }
    if case .failed(let diagnostics) = run.end { throw try #require(diagnostics.first) }
    scored = try #require(session.scope.bindings["scored"]?.table)
    model = try ServedModel(folder + "/model")
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  func service(
    _ options: ServiceOptions = ServiceOptions(), clients: ClientTable? = nil, log: PredictionRecorder? = nil
  ) -> ScoringService {
    let service = ScoringService(options, log: log)
    service.begin(ScoringService.Content([(name: "m", model: model)], clients: clients, options))
    return service
  }

  /// A row as a client sends it, with changed members.
  func row(_ number: Int, _ changes: [String: JSONValue?] = [:]) -> JSONValue {
    let names = model.inputs.map(\.name) + ["id"]
    return .object(names.compactMap { name in
      let own = scored[name].map { $0[number].json }
      return (changes[name] ?? own).map { JSONValue.Member(name: name, value: $0) }
    } + changes.filter { !names.contains($0.key) }.compactMap { name, value in
      value.map { JSONValue.Member(name: name, value: $0) }
    })
  }
}

extension ScoringService {
  func post(
    _ path: String, _ body: JSONValue?, query: String = "", headers: [String: String] = [:]
  ) async -> (status: Int, body: JSONValue) {
    await post(path, bytes: body.map { Array($0.compact.utf8) } ?? [], query: query, headers: headers)
  }

  func post(
    _ path: String, bytes: [UInt8], query: String = "", headers: [String: String] = [:]
  ) async -> (status: Int, body: JSONValue) {
    let headers = ["content-type": "application/json"].merging(headers) { _, own in own }
    let response = await respond(to: ServiceRequest("POST", path, query: query, headers: headers, body: bytes))
    return (response.status, JSONReader.read(response.body) ?? .null)
  }

  func get(
    _ path: String, query: String = "", headers: [String: String] = [:]
  ) async -> (status: Int, body: JSONValue) {
    let response = await respond(to: ServiceRequest("GET", path, query: query, headers: headers))
    return (response.status, JSONReader.read(response.body) ?? .null)
  }
}

extension JSONValue {
  var number: Double? {
    switch self {
    case .double(let value): value
    case .int(let value): Double(value)
    default: nil
    }
  }
}
