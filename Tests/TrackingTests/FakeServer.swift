import Forms
import Foundation
import Kernels
import Synchronization
@testable import Tracking

/// An MLflow server as far as runs and registered models go, which can fail on purpose: it keeps what the real one
/// keeps (a metric of a step, a parameter, a tag and a file once), and makes a new run and a new version each time.
final class FakeServer: HTTPTransport {
  struct Run: Equatable {
    var name = ""
    var experiment = ""
    var status = "RUNNING"
    var parameters: [String: String] = [:]
    var metrics: Set<String> = []
    var tags: [String: String] = [:]
    var files: [String: [UInt8]] = [:]
  }

  struct State: Equatable {
    var experiments: [String] = []
    var runs: [Run] = []
    var models: [String: [Int]] = [:]
    var aliases: [String: Int] = [:]
    var requests: [String] = []
  }

  /// What becomes of a request.
  enum Fate: CaseIterable { case done, lostOnTheWay, lostBehind, broken, page }

  private let state = Mutex(State())
  private let fates: Mutex<[Fate]>
  private let headers = Mutex<[String]>([])
  /// Whether nobody answers.
  let isDown = Atomic<Bool>(false)

  /// Whether it keeps files itself.
  private let keepsFiles: Bool

  /// - Parameter fates: of the first requests, in their order; all others are done.
  init(_ fates: [Fate] = [], keepsFiles: Bool = true) {
    self.fates = Mutex(fates.reversed())
    self.keepsFiles = keepsFiles
  }

  var now: State { state.withLock { $0 } }
  var authorizations: [String] { headers.withLock { $0 } }

  func send(_ request: HTTPRequest, isCancelled: @Sendable () -> Bool) throws -> HTTPAnswer {
    if isCancelled() { throw Cancelled() }
    guard !isDown.load(ordering: .relaxed) else { throw Unreachable(reason: "connection refused") }
    headers.withLock { all in
      all += request.headers.filter { $0.name == "Authorization" }.map(\.value)
    }
    switch fates.withLock({ $0.popLast() }) ?? .done {
    case .done: return answer(request)
    case .lostOnTheWay: throw Unreachable(reason: "connection reset")
    case .lostBehind:
      _ = answer(request)
      throw Unreachable(reason: "connection reset")
    case .broken: return HTTPAnswer(status: 500, body: Array("{\"error_code\":\"INTERNAL_ERROR\"}".utf8))
    case .page: return HTTPAnswer(status: 502, body: Array("<html>bad gateway</html>".utf8))
    }
  }

  private func answer(_ request: HTTPRequest) -> HTTPAnswer {
    let start = request.url.firstRange(of: "/api/2.0/")?.lowerBound ?? request.url.startIndex
    let path = String(request.url[start...])
    let body = JSONReader.read(request.body) ?? .null
    return state.withLock { state in
      state.requests.append("\(request.method) \(path)")
      let files = "/api/2.0/mlflow-artifacts/artifacts/"
      if path.hasPrefix(files) { return file(request, String(path.dropFirst(files.count)), &state) }
      let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
      let query = parts.count > 1 ? Self.query(parts[1]) : [:]
      return reply(String(parts[0].dropFirst("/api/2.0/mlflow/".count)), body, query, &state)
    }
  }

  private func file(_ request: HTTPRequest, _ path: String, _ state: inout State) -> HTTPAnswer {
    let parts = path.split(separator: "/", maxSplits: 3).map(String.init), run = Int(parts[1]) ?? -1
    guard state.runs.indices.contains(run) else { return Self.error(404, "RESOURCE_DOES_NOT_EXIST") }
    if request.method == "PUT" {
      state.runs[run].files[parts[3]] = request.body
      return HTTPAnswer(status: 200, body: [])
    }
    return state.runs[run].files[parts[3]].map { HTTPAnswer(status: 200, body: $0) }
      ?? Self.error(404, "RESOURCE_DOES_NOT_EXIST")
  }

  private func reply(
    _ path: String, _ body: JSONValue, _ query: [String: String], _ state: inout State
  ) -> HTTPAnswer {
    switch path {
    case "experiments/get-by-name":
      guard let index = state.experiments.firstIndex(of: query["experiment_name"] ?? "") else { return Self.missing }
      return Self.ok([
        "experiment": .members([
          "experiment_id": .text(String(index)), "lifecycle_stage": .text("active"),
          "artifact_location": .text(keepsFiles ? "mlflow-artifacts:/\(index)" : "s3://bucket/\(index)"),
        ]),
      ])
    case "experiments/create":
      let name = body["name"]?.text ?? ""
      guard !state.experiments.contains(name) else { return Self.taken }
      state.experiments.append(name)
      return Self.ok(["experiment_id": .text(String(state.experiments.count - 1))])
    case "registered-models/create":
      let name = body["name"]?.text ?? ""
      guard state.models[name] == nil else { return Self.taken }
      state.models[name] = []
      return Self.ok([:])
    case "registered-models/alias" where query.isEmpty:
      state.aliases["\(body["name"]?.text ?? "")@\(body["alias"]?.text ?? "")"] = Int(body["version"]?.text ?? "")
      return Self.ok([:])
    default: return path.hasPrefix("runs/") ? runs(path, body, query, &state) : versions(path, body, query, &state)
    }
  }

  private func runs(
    _ path: String, _ body: JSONValue, _ query: [String: String], _ state: inout State
  ) -> HTTPAnswer {
    let number = Int(body["run_id"]?.text ?? query["run_id"] ?? "") ?? -1
    switch path {
    case "runs/create":
      var run = Run(name: body["run_name"]?.text ?? "", experiment: body["experiment_id"]?.text ?? "")
      run.tags = Self.pairs(body["tags"])
      state.runs.append(run)
      return Self.run(state.runs.count - 1, run)
    case "runs/get":
      return state.runs.indices.contains(number) ? Self.run(number, state.runs[number]) : Self.missing
    case "runs/search":
      let words = (body["filter"]?.text ?? "").split(separator: "`"), tag = String(words[1])
      let value = words[2].split(separator: "'")[1], own = body["experiment_ids"]?.texts ?? []
      let found = state.runs.indices.filter { index in
        state.runs[index].tags[tag] == String(value) && own.contains(state.runs[index].experiment)
      }
      return Self.ok(["runs": .array(found.map { Self.form($0, state.runs[$0]) })])
    case "runs/log-batch":
      guard state.runs.indices.contains(number) else { return Self.missing }
      guard (body["metrics"]?.array ?? []).count <= 1000, (body["params"]?.array ?? []).count <= 100,
        (body["tags"]?.array ?? []).count <= 100
      else { return Self.error(400, "INVALID_PARAMETER_VALUE") }
      for metric in body["metrics"]?.array ?? [] { state.runs[number].metrics.insert(metric.compact) }
      for (key, value) in Self.pairs(body["params"]) {
        if let old = state.runs[number].parameters[key], old != value {
          return Self.error(400, "INVALID_PARAMETER_VALUE")
        }
        state.runs[number].parameters[key] = value
      }
      state.runs[number].tags.merge(Self.pairs(body["tags"])) { $1 }
      return Self.ok([:])
    case "runs/delete":
      state.runs[number].status = "DELETED"
      return Self.ok([:])
    case "runs/update":
      guard state.runs.indices.contains(number) else { return Self.missing }
      state.runs[number].status = body["status"]?.text ?? ""
      return Self.ok([:])
    default: return Self.error(404, "ENDPOINT_NOT_FOUND")
    }
  }

  private func versions(
    _ path: String, _ body: JSONValue, _ query: [String: String], _ state: inout State
  ) -> HTTPAnswer {
    let name = body["name"]?.text ?? query["name"] ?? ""
    func version(_ number: Int) -> JSONValue {
      let run = state.models[name]?[number - 1] ?? -1
      return .members([
        "version": .text(String(number)), "run_id": .text(String(run)), "source": .text("runs:/\(run)/model"),
      ])
    }
    switch path {
    case "model-versions/create":
      guard state.models[name] != nil, let run = Int(body["run_id"]?.text ?? "") else { return Self.missing }
      state.models[name]?.append(run)
      return Self.ok(["model_version": version(state.models[name]?.count ?? 0)])
    case "model-versions/search":
      let run = Int((query["filter"] ?? "").split(separator: "'").map(String.init)[1]) ?? -1
      let found = state.models.sorted { $0.key < $1.key }.flatMap { name, runs in
        runs.indices.filter { runs[$0] == run }.map { (name, $0 + 1) }
      }
      return Self.ok([
        "model_versions": .array(found.map { .members(["name": .text($0.0), "version": .text(String($0.1))]) }),
      ])
    case "model-versions/get":
      guard let number = Int(query["version"] ?? ""), state.models[name]?.indices.contains(number - 1) ?? false else {
        return Self.missing
      }
      return Self.ok(["model_version": version(number)])
    case "registered-models/alias":
      guard let number = state.aliases["\(name)@\(query["alias"] ?? "")"] else { return Self.missing }
      return Self.ok(["model_version": version(number)])
    default: return Self.error(404, "ENDPOINT_NOT_FOUND")
    }
  }

  private static func form(_ number: Int, _ run: Run) -> JSONValue {
    .members([
      "info": .members([
        "run_id": .text(String(number)), "status": .text(run.status),
        "artifact_uri": .text("mlflow-artifacts:/\(run.experiment)/\(number)/artifacts"),
      ]),
    ])
  }

  private static func run(_ number: Int, _ run: Run) -> HTTPAnswer { ok(["run": form(number, run)]) }
  private static func ok(_ members: KeyValuePairs<String, JSONValue?>) -> HTTPAnswer {
    HTTPAnswer(status: 200, body: JSONValue.members(members).compactBytes)
  }
  private static var missing: HTTPAnswer { error(404, "RESOURCE_DOES_NOT_EXIST") }
  private static var taken: HTTPAnswer { error(400, "RESOURCE_ALREADY_EXISTS") }
  private static func error(_ status: Int, _ code: String) -> HTTPAnswer {
    HTTPAnswer(
      status: status,
      body: JSONValue.members(["error_code": .text(code), "message": .text("it said \(code)")]).compactBytes)
  }

  private static func pairs(_ form: JSONValue?) -> [String: String] {
    let found = (form?.array ?? []).map { ($0["key"]?.text ?? "", $0["value"]?.text ?? "") }
    return Dictionary(found, uniquingKeysWith: { $1 })
  }

  private static func query(_ text: String) -> [String: String] {
    let pairs = text.split(separator: "&").map { pair -> (String, String) in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (plain(parts[0]), plain(parts[1]))
    }
    return Dictionary(pairs, uniquingKeysWith: { $1 })
  }

  private static func plain(_ text: Substring) -> String { String(text).removingPercentEncoding ?? "" }
}
