import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Serving

/// A scoring service over HTTP/1.1: where it listens, how much it takes of a request, and how it stops.
package struct ScoringServer: Sendable {
  private let host: String
  private let port: Int
  /// A connection on which nothing happens for so long is closed.
  package var idleTimeout: Duration = .seconds(60)
  /// A body that takes longer to come is not waited for.
  package var bodyTimeout: Duration = .seconds(30)
  /// Connections at most; more have to wait until one is closed.
  package var mostConnections = 20_000
  /// The bytes of a request's head at most.
  package var mostHeadBytes = 16 * 1024

  /// - Parameter port: 0 takes one that is free.
  package init(host: String, port: Int) { (self.host, self.port) = (host, port) }

  /// The names of this machine for itself.
  private static let local: Set<String> = ["127.0.0.1", "localhost", "::1"]

  /// Answers requests until the process is told to stop, by SIGTERM or SIGINT; what has been taken is answered then.
  ///
  /// - Parameter onRunning: gets the port once requests are taken.
  package func run(
    _ service: ScoringService, mostBodyBytes: Int, onRunning: @escaping @Sendable (Int) async -> Void
  ) async throws {
    var logger = Logger(label: "carnet.serve")
    logger.logLevel = .error
    let isLocal = Self.local.contains(host)
    let answering = Answering(
      service: service, mostBodyBytes: mostBodyBytes, bodyTimeout: bodyTimeout, hosts: isLocal ? Self.local : nil)
    // Each connection takes a descriptor; some are needed for files.
    let most = min(mostConnections, OpenFiles.raiseLimit() - 64)
    let channel = HTTP1Channel(
      responder: { request, writer, channel in try await answering.respond(request, writer, channel) },
      configuration: .init(
        idleTimeout: .init(idleTimeout),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: mostHeadBytes, maxHeaderListSize: mostHeadBytes, maxHeaderFieldCount: 100)))
    let server = channel.server(
      configuration: ServerConfiguration(
        address: .hostname(host, port: port), backlog: 1024,
        availableConnectionsDelegate: MaximumAvailableConnections(max(most, 16))),
      onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) },
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(30)
    try await ServiceGroup(configuration: configuration).run()
  }
}

/// Carries requests to a service and its answers back.
private struct Answering: Sendable {
  let service: ScoringService
  let mostBodyBytes: Int
  let bodyTimeout: Duration
  /// The names under which requests may come; nil for any. A page of elsewhere, whose name was made to lead to this
  /// machine, asks under its own.
  let hosts: Set<String>?

  func respond(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
    var response: ServiceResponse
    var isComplete = true
    do {
      try check(request)
      if request.headers[.expect]?.lowercased() == "100-continue" {
        try await writer.writeInformationalHead(HTTPResponse(status: .continue))
      }
      response = await service.respond(to: try await message(request, channel))
    } catch let problem as Problem {
      // What is left of the body is not read, so that the connection cannot be used again.
      (response, isComplete) = (ServiceResponse(problem), false)
    }
    if request.headers[.connection]?.lowercased() == "close" { isComplete = false }
    var fields = HTTPFields()
    fields[.contentType] = response.type
    fields[.contentLength] = String(response.body.count)
    fields[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
      + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    fields[.xContentTypeOptions] = "nosniff"
    fields[.cacheControl] = "no-store"
    if !isComplete { fields[.connection] = "close" }
    for (name, value) in response.headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    let head = HTTPResponse(status: .init(code: response.status), headerFields: fields)
    if request.method == .head {
      try await writer.writeResponse(head)
    } else {
      try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: response.body)))
    }
    if !isComplete { channel.close(mode: .input, promise: nil) }
  }

  /// - Throws: ``Problem`` for a request that need not be read any further.
  private func check(_ request: Request) throws(Problem) {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > mostBodyBytes { throw tooLarge }
    guard let hosts, let authority = request.head.authority else { return }
    let name = authority.hasPrefix("[")
      ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
    guard hosts.contains(name.lowercased()) else {
      throw Problem(421, "Wrong host", "The service answers this machine, as localhost; `--host` opens it to others.")
    }
  }

  /// - Throws: ``Problem`` for a body that is too large.
  private func message(_ request: Request, _ channel: any Channel) async throws -> ServiceRequest {
    var headers: [String: String] = [:]
    for field in request.headers where headers[field.name.canonicalName] == nil {
      headers[field.name.canonicalName] = field.value
    }
    // A client that sends too slowly is cut off; the read then ends with an error.
    let seconds = Int64(bodyTimeout.components.seconds)
    let alarm = channel.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(mode: .all, promise: nil) }
    defer { alarm.cancel() }
    let buffer: ByteBuffer
    do {
      buffer = try await request.body.collect(upTo: mostBodyBytes)
    } catch is NIOTooManyBytesError {
      throw tooLarge
    }
    let target = (request.head.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return ServiceRequest(
      request.method.rawValue, String(target[0]), query: target.count > 1 ? String(target[1]) : "", headers: headers,
      body: Array(buffer.readableBytesView))
  }

  private var tooLarge: Problem {
    Problem(413, "Too large", "A body has at most \(mostBodyBytes) bytes.")
  }
}
