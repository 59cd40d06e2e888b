import Columns
import Diagnostics
import Forms
import Language
import Synchronization
import Verbs

/// Answers requests for scores, however they come.
///
/// A score is that of `predict` to the last bit. A prediction is in the log before it is answered; one that cannot be
/// logged is not answered.
package final class ScoringService: Sendable {
  /// A model under the name by which requests ask for it.
  package struct Served: Sendable {
    let name: String
    let model: ServedModel
    let contract: Contract
  }

  /// What the service answers from.
  package struct Content: Sendable {
    let models: [Served]
    let clients: ClientTable?
    let document: JSONValue

    /// - Parameter models: at least one; the first one answers where a request names none.
    package init(
      _ models: [(name: String, model: ServedModel)], clients: ClientTable? = nil, _ options: ServiceOptions
    ) {
      self.models = models.map { name, model in
        Served(name: name, model: model, contract: Contract(model, isStrict: options.isStrict))
      }
      self.clients = clients
      document = OpenAPIDocument(self.models, options).form
    }
  }

  let options: ServiceOptions
  let log: PredictionRecorder?
  let metrics = ServiceMetrics()
  /// What the time of answers goes into; nil where nobody wants to know.
  let profile: ServiceProfile?
  private let content = Mutex<Content?>(nil)
  private let inFlight = Atomic<Int>(0)
  /// More would only wait for each other.
  static let mostInFlight = 512

  /// A service that is not ready until it has a content.
  package init(_ options: ServiceOptions, log: PredictionRecorder? = nil, profile: ServiceProfile? = nil) {
    (self.options, self.log, self.profile) = (options, log, profile)
  }

  /// From now on requests are answered from this.
  package func begin(_ content: Content) { self.content.withLock { $0 = content } }

  func ready() throws(Problem) -> Content {
    guard let content = content.withLock({ $0 }) else {
      var problem = Problem(503, "Not ready", "The model is being loaded.")
      problem.headers = [(name: "Retry-After", value: "1")]
      throw problem
    }
    return content
  }

  /// Answers; whatever goes wrong is an answer, too.
  package func respond(to request: ServiceRequest) async -> ServiceResponse {
    let started = ContinuousClock.now
    let found = Route.find(request.path)
    let response: ServiceResponse
    do {
      response = try await answer(request, found, started)
    } catch let problem as Problem {
      response = ServiceResponse(problem)
    } catch let diagnostic as Diagnostic {
      // What the model cannot take, though the contract let it through: a gap where it has no answer to gaps.
      response = ServiceResponse(Problem(422, "Rows that the model cannot take", diagnostic.message))
    } catch {
      response = ServiceResponse(Problem(503, "Not answered", "\(error)"))
    }
    profile?.add(.all, since: started)
    metrics.answered(found?.route.path ?? "unknown", response.status, seconds: started.seconds)
    return response
  }

  private func answer(
    _ request: ServiceRequest, _ found: (route: Route, id: String?)?, _ started: ContinuousClock.Instant
  ) async throws -> ServiceResponse {
    guard let (route, id) = found else { throw Problem(404, "No such place", "There is nothing at \(request.path).") }
    guard route.method == request.method || (request.method == "HEAD" && route.method == "GET") else {
      var problem = Problem(405, "Wrong method", "\(route.path) takes \(route.method).")
      problem.headers = [(name: "Allow", value: route.method == "GET" ? "GET, HEAD" : route.method)]
      throw problem
    }
    if route.isGuarded { try authorise(request, route) }
    let waiting = inFlight.add(1, ordering: .relaxed).newValue
    defer { inFlight.subtract(1, ordering: .relaxed) }
    if waiting > Self.mostInFlight {
      var problem = Problem(429, "Too many requests", "\(Self.mostInFlight) requests are being answered.")
      problem.headers = [(name: "Retry-After", value: "1")]
      throw problem
    }
    return try await handle(ServiceCall(request, route, id, started))
  }

  private func authorise(_ request: ServiceRequest, _ route: Route) throws(Problem) {
    guard let token = options.token else {
      if route == .log {
        throw Problem(401, "No token", "The log is shown to who knows the token, and the service has none.")
      }
      return
    }
    let prefix = "Bearer "
    let given = request.headers["authorization"] ?? ""
    let isBearer = given.lowercased().hasPrefix(prefix.lowercased())
    guard isBearer, ConstantTime.equal(Array(given.dropFirst(prefix.count).utf8), token) else {
      var problem = Problem(401, "No token", "Send `Authorization: Bearer …` with the token of the service.")
      problem.headers = [(name: "WWW-Authenticate", value: "Bearer")]
      throw problem
    }
  }

  private func handle(_ call: ServiceCall) async throws -> ServiceResponse {
    switch call.route {
    case .page: return ServiceResponse(200, type: "text/html; charset=utf-8", body: DeskPage.bytes)
    case .health: return ServiceResponse(.members(["status": .text("ok")]))
    case .ready:
      let content = try ready()
      return ServiceResponse(.members([
        "status": .text("ready"), "models": .texts(content.models.map(\.name)),
        "clients": .bool(content.clients != nil),
      ]))
    case .document: return ServiceResponse(try ready().document)
    case .metrics:
      let text = metrics.text(waiting: log?.waiting ?? 0)
      return ServiceResponse(200, type: "text/plain; version=0.0.4; charset=utf-8", body: Array(text.utf8))
    case .model: return ServiceResponse(try card(call))
    case .features: return ServiceResponse(try features(call))
    case .predict, .predictClient:
      let answer = try await predict(call)
      return timed(.write) { ServiceResponse(answer) }
    case .explain, .explainClient:
      let answer = try explain(call)
      return timed(.write) { ServiceResponse(answer) }
    case .crossings, .crossingsClient: return ServiceResponse(try crossings(call))
    case .client, .clients: return ServiceResponse(try client(call))
    case .log: return ServiceResponse(try tail(call))
    case .standing: return ServiceResponse(try standing(call))
    }
  }
}

extension ScoringService {
  /// Does something, and keeps how long it took where that is wanted.
  func timed<T>(_ stage: ServiceProfile.Stage, _ work: () throws -> T) rethrows -> T {
    guard let profile else { return try work() }
    let started = ContinuousClock.now
    defer { profile.add(stage, since: started) }
    return try work()
  }
}

extension ContinuousClock.Instant {
  /// How long ago it was.
  var seconds: Double { (ContinuousClock.now - self).inSeconds }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
