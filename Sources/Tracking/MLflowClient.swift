import Forms
import Kernels
import Language

/// Why a server did not take something.
enum SendingError: Error {
  /// It may take it later: nobody answers, or something is wrong with the server or the token. It may also be about to
  /// do what it was asked for.
  case later(String, mayBeDone: Bool = false)
  /// It will never take it.
  case refused(String)
  /// It knows nothing of that name.
  case unknown(String)
  /// It has something of that name already.
  case taken(String)

  var reason: String {
    switch self {
    case .later(let reason, _), .refused(let reason), .unknown(let reason), .taken(let reason): reason
    }
  }
}

/// Asks an MLflow server by version 2.0 of its REST interface.
struct MLflowClient: Sendable {
  let url: String
  /// The values of the header that tells who asks; nil where nobody has to.
  let authorization: String?
  let transport: any HTTPTransport
  /// Where it is noted that the server is asked to make a run; nil where nothing is made.
  var outbox: Outbox?
  let isCancelled: @Sendable () -> Bool

  private static let base = "/api/2.0/mlflow/"

  /// Sends a message and reads the answer.
  func post(_ path: String, _ message: JSONValue) throws -> JSONValue {
    try answer(
      HTTPRequest(
        method: "POST", url: url + Self.base + path, headers: [("Content-Type", "application/json")],
        body: message.compactBytes))
  }

  /// Asks for something.
  func get(_ path: String, _ query: KeyValuePairs<String, String>) throws -> JSONValue {
    let text = query.map { "\(Self.escaped($0))=\(Self.escaped($1))" }.joined(separator: "&")
    return try answer(HTTPRequest(method: "GET", url: "\(url)\(Self.base)\(path)?\(text)"))
  }

  /// Gives a file to the server to keep.
  /// - Parameter place: as ``ArtifactPlace`` tells.
  func put(_ bytes: [UInt8], at place: String) throws {
    _ = try send(
      HTTPRequest(
        method: "PUT", url: url + place, headers: [("Content-Type", "application/octet-stream")], body: bytes))
  }

  /// Gets a file that the server keeps.
  func file(at place: String) throws -> [UInt8] { try send(HTTPRequest(method: "GET", url: url + place)).body }

  private func answer(_ request: HTTPRequest) throws -> JSONValue {
    let answer = try send(request)
    guard let form = JSONReader.read(answer.body) else {
      throw SendingError.later("\(url) answers, but not as an MLflow server does")
    }
    return form
  }

  private func send(_ request: HTTPRequest) throws -> HTTPAnswer {
    var request = request
    if let authorization { request.headers.append(("Authorization", authorization)) }
    let answer: HTTPAnswer
    do { answer = try transport.send(request, isCancelled: isCancelled) } catch let error as Unreachable {
      throw SendingError.later("\(url) cannot be reached (\(error.reason))", mayBeDone: error.mayBeDone)
    }
    guard !(200..<300).contains(answer.status) else { return answer }
    throw failure(answer)
  }

  private func failure(_ answer: HTTPAnswer) -> SendingError {
    let form = JSONReader.read(answer.body)
    let said = form?["message"]?.text ?? Self.firstLine(answer.body)
    let reason = said.isEmpty ? "\(url) answers \(answer.status)" : "\(url) answers \(answer.status): \(said)"
    switch form?["error_code"]?.text {
    case "RESOURCE_ALREADY_EXISTS": return .taken(reason)
    case "RESOURCE_DOES_NOT_EXIST": return .unknown(reason)
    default: break
    }
    // What is wrong with the way to the server, or with its state, is no fault of what was sent.
    return [400, 411, 413, 414, 422].contains(answer.status) ? .refused(reason) : .later(reason)
  }

  private static func firstLine(_ body: [UInt8]) -> String {
    String(String(decoding: body.prefix(300), as: UTF8.self).prefix { !$0.isNewline }.prefix(200))
  }

  /// How the address of files begins that the server keeps itself.
  static let ownFiles = "mlflow-artifacts:"

  /// A text as a part of an address.
  static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain = byte < 128 && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber)
      if isPlain || "-._~".utf8.contains(byte) { return String(UnicodeScalar(byte)) }
      return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  /// Where the server keeps a file of a run.
  ///
  /// - Parameter root: the run's own address of its artifacts: `mlflow-artifacts:/1/RUN/artifacts`.
  /// - Throws: where the server does not keep files itself.
  func artifactPlace(_ name: String, in root: String) throws -> String {
    guard root.hasPrefix(Self.ownFiles) else { throw SendingError.refused(Self.keepsNoFiles(root)) }
    var path = root.dropFirst(Self.ownFiles.count)
    // With the name of a host in front of the path.
    if path.hasPrefix("//") { path = path.dropFirst(2).drop { $0 != "/" } }
    let parts = (path.split(separator: "/") + name.split(separator: "/")).map { Self.escaped(String($0)) }
    return "/api/2.0/mlflow-artifacts/artifacts/" + parts.joined(separator: "/")
  }

  /// Says that files have to go to another place, to which only those have the way who run the server.
  static func keepsNoFiles(_ root: String) -> String {
    "the server keeps no files itself (they would be at `\(root)`); start it with `--serve-artifacts`"
  }
}
