import AsyncHTTPClient
import Dispatch
import Kernels
import NIOCore
import NIOPosix
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What goes to a server.
struct HTTPRequest: Sendable {
  let method: String
  let url: String
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []
}

/// What a server answers.
struct HTTPAnswer: Sendable {
  let status: Int
  let body: [UInt8]
}

/// Nobody answered.
struct Unreachable: Error {
  let reason: String
  /// Whether the server may still be about to do what it was asked for.
  var mayBeDone = false
}

/// Carries requests to servers.
protocol HTTPTransport: Sendable {
  /// Sends a request and waits for the answer.
  ///
  /// - Parameter isCancelled: asked again and again meanwhile.
  /// - Throws: ``Unreachable``; `Cancelled`.
  func send(_ request: HTTPRequest, isCancelled: @Sendable () -> Bool) throws -> HTTPAnswer
}

/// Carries requests over the network.
struct NetworkTransport: HTTPTransport {
  /// A server may take so long to answer, and a second more for each 100 000 bytes that go there.
  static let patience = 60
  /// Nobody waits for a connection that is refused, and who sends a run does not follow to another place.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.timeout.connect = .seconds(5)
    configuration.redirectConfiguration = .disallow
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()
  /// How often somebody may stop waiting.
  private static let glance = DispatchTimeInterval.milliseconds(50)
  /// No answer is larger than this.
  private static let greatestAnswer = 1 << 30

  private final class Outcome: Sendable {
    let result = Mutex<Result<HTTPAnswer, Unreachable>?>(nil)
    let isThere = DispatchSemaphore(value: 0)
  }

  func send(_ request: HTTPRequest, isCancelled: @Sendable () -> Bool) throws -> HTTPAnswer {
    let outcome = Outcome(), form = try form(request)
    let seconds = Self.patience + request.body.count / 100_000
    let task = Self.client.execute(
      request: form, delegate: ResponseAccumulator(request: form, maxBodySize: Self.greatestAnswer),
      deadline: .now() + .seconds(Int64(seconds)))
    task.futureResult.whenComplete { result in
      outcome.result.withLock { $0 = result.map(HTTPAnswer.init).mapError { Unreachable($0) } }
      outcome.isThere.signal()
    }
    while outcome.isThere.wait(timeout: .now() + Self.glance) == .timedOut {
      if isCancelled() {
        task.fail(reason: HTTPClientError.cancelled)
        throw Cancelled()
      }
    }
    guard let result = outcome.result.withLock({ $0 }) else { throw Unreachable(reason: "no answer") }
    return try result.get()
  }

  private func form(_ request: HTTPRequest) throws -> HTTPClient.Request {
    do {
      return try HTTPClient.Request(
        url: request.url, method: .init(rawValue: request.method),
        headers: .init(request.headers.map { ($0.name, $0.value) }),
        body: request.body.isEmpty ? nil : .bytes(request.body))
    } catch { throw Unreachable(error) }
  }
}

extension HTTPAnswer {
  fileprivate init(_ response: HTTPClient.Response) {
    self.init(
      status: Int(response.status.code), body: response.body.map { Array($0.readableBytesView) } ?? [])
  }
}

extension Unreachable {
  /// What was wrong, without the names of types.
  fileprivate init(_ error: any Error) {
    switch error {
    case let error as HTTPClientError:
      let isLate = [.deadlineExceeded, .readTimeout, .cancelled].contains(error)
      self.init(reason: isLate ? "no answer" : error.shortDescription.lowercased(), mayBeDone: isLate)
    case let error as NIOConnectionError:
      self = error.connectionErrors.first.map { Unreachable($0.error) } ?? Unreachable(reason: "no connection")
    case let error as IOError: self.init(reason: String(cString: strerror(error.errnoCode)).lowercased())
    default: self.init(reason: "\(error)")
    }
  }
}
