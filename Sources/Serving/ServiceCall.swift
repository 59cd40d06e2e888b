import Forms

/// A request at its route, with what it asks for read once.
struct ServiceCall {
  let request: ServiceRequest
  let route: Route
  /// The client of the path.
  let id: String?
  let started: ContinuousClock.Instant
  private let query: [String: String]

  init(_ request: ServiceRequest, _ route: Route, _ id: String?, _ started: ContinuousClock.Instant) throws(Problem) {
    (self.request, self.route, self.id, self.started) = (request, route, id, started)
    var query: [String: String] = [:]
    for pair in request.query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decode(parts[0], plusIsSpace: true),
        let value = PercentEncoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
      else { throw Problem(400, "Wrong query", "The query is no percent-encoded text in UTF-8.") }
      guard route.parameters.contains(where: { $0.name == name }) else {
        throw Problem(400, "Wrong query", "\(route.path) has no parameter `\(name.prefix(60))`.")
      }
      guard query.updateValue(value, forKey: name) == nil else {
        throw Problem(400, "Wrong query", "`\(name)` is there twice.")
      }
    }
    self.query = query
  }

  func text(_ name: String) -> String? { query[name] }

  func whole(_ name: String, _ range: ClosedRange<Int>, default standard: Int) throws(Problem) -> Int {
    guard let text = query[name] else { return standard }
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int(text), range.contains(value) else {
      throw Problem(
        400, "Wrong query", "`\(name)` takes a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return value
  }

  /// A number from 0 to 1.
  func share(_ name: String) throws(Problem) -> Double? {
    guard let text = query[name] else { return nil }
    guard case .int(let whole)? = JSONReader.read(text), (0...1).contains(whole) else {
      guard case .double(let value)? = JSONReader.read(text), (0...1).contains(value) else {
        throw Problem(400, "Wrong query", "`\(name)` takes a number from 0 to 1.")
      }
      return value
    }
    return Double(whole)
  }

  func flag(_ name: String) throws(Problem) -> Bool {
    switch query[name] {
    case nil, "false": return false
    case "true": return true
    default: throw Problem(400, "Wrong query", "`\(name)` takes true or false.")
    }
  }

  /// The body, which is JSON by its headers; empty where there is none.
  func body(_ options: ServiceOptions) throws(Problem) -> [UInt8] {
    guard request.body.count <= options.mostBytes else { throw Self.tooLarge(options) }
    if request.body.isEmpty { return [] }
    let type = (request.headers["content-type"] ?? "").split(separator: ";").first ?? ""
    guard type.trimmed.lowercased() == "application/json" else {
      throw Problem(415, "Wrong type", "The body is to be JSON, with `Content-Type: application/json`.")
    }
    return request.body
  }

  static func json(_ body: [UInt8]) throws(Problem) -> JSONValue {
    do {
      return try JSONReader.parse(body, as: .strict)
    } catch {
      throw Problem(400, "No JSON", "The body is no JSON: \(error).")
    }
  }

  static func tooLarge(_ options: ServiceOptions) -> Problem {
    Problem(413, "Too large", "A body has at most \(options.mostBytes) bytes.")
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: SubSequence {
    let start = firstIndex { $0 != " " && $0 != "\t" } ?? endIndex
    let end = self[start...].lastIndex { $0 != " " && $0 != "\t" }.map { index(after: $0) } ?? start
    return self[start..<end]
  }
}
