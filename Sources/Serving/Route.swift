/// The places that a service answers at.
enum Route: String, CaseIterable {
  case page, health, ready, model, features, predict, predictClient, explain, explainClient, crossings, crossingsClient
  case client, clients, standing
  case log, metrics, document

  /// As OpenAPI writes it.
  var path: String {
    switch self {
    case .page: "/"
    case .predictClient: "/predict/{id}"
    case .explainClient: "/explain/{id}"
    case .crossingsClient: "/crossings/{id}"
    case .client: "/clients/{id}"
    case .document: "/openapi.json"
    default: "/" + rawValue
    }
  }

  var method: String {
    switch self {
    case .predict, .predictClient, .explain, .explainClient, .crossings, .crossingsClient: "POST"
    default: "GET"
    }
  }

  /// Whether it takes a token, where the service has one: what shows clients, and what costs work.
  var isGuarded: Bool {
    switch self {
    case .page, .health, .ready, .metrics, .document: false
    default: true
    }
  }

  /// What may stand in the query.
  var parameters: [RouteParameter] {
    switch self {
    case .page, .health, .ready, .metrics, .document: []
    case .model: [.model]
    case .features: [.model, .all]
    case .predict, .predictClient: [.model, .threshold, .explain, .trial]
    case .explain, .explainClient: [.model, .top]
    case .crossings, .crossingsClient: [.model, .threshold]
    case .client: [.model]
    case .clients: [.prefix, .most]
    case .standing: [.feature, .versus]
    case .log: [.tail]
    }
  }

  var summary: String {
    switch self {
    case .page: "The page for the person who decides."
    case .health: "Whether the service runs."
    case .ready: "Whether it can score, and by which models."
    case .model: "The model card: what the model learnt from, what it costs, its script and its hash."
    case .features: "The fields of a row, with what training saw of them."
    case .predict: "Scores rows given by their values; an object for one row, an array for several."
    case .predictClient: "Scores a known client, with the fields of the body in the place of its own."
    case .explain: "How much each feature moves the score of each row."
    case .explainClient: "How much each feature moves the score of a known client."
    case .crossings: "The nearest value of each field, alone, at which the decision on a row turns. Nothing is logged."
    case .crossingsClient: "The same for a known client, with the fields of the body in the place of its own."
    case .client: "The fields of a known client."
    case .clients: "Ids of known clients."
    case .standing: "How the known clients are spread over a feature."
    case .log: "The last records of the prediction log."
    case .metrics: "Counts and latencies, in the text format of Prometheus."
    case .document: "This document."
    }
  }

  /// The route of a path, and the id in it.
  static func find(_ path: String) -> (route: Route, id: String?)? {
    for route in allCases where route.path == path { return (route, nil) }
    for route in allCases where route.path.hasSuffix("/{id}") {
      let prefix = route.path.dropLast("{id}".count)
      guard path.hasPrefix(prefix) else { continue }
      let rest = path.dropFirst(prefix.count)
      guard !rest.isEmpty, !rest.contains("/"), let id = PercentEncoding.decode(rest) else { continue }
      return (route, id)
    }
    return nil
  }
}

/// What may stand in the query of a route.
enum RouteParameter: String {
  case model, all, threshold, explain, trial, top, prefix, most, feature, versus, tail

  var name: String { rawValue }

  var summary: String {
    switch self {
    case .model: "Which model answers; the first one where none is named."
    case .all: "Also the columns that no score depends on."
    case .threshold: "Who scores at least this is refused, in the place of the model's own threshold."
    case .explain: "How many reasons of each row: the features that raise its score most."
    case .trial: "Whether the values are only tried: the record says so, and no decision rests on it."
    case .top: "How many contributions of each row."
    case .prefix: "How the ids start."
    case .most: "How many ids."
    case .feature: "A column of numbers."
    case .versus: "A second column of numbers, for points of both."
    case .tail: "How many records."
    }
  }
}

/// Percent-encoding of RFC 3986.
enum PercentEncoding {
  /// Nil for what is no encoded text in UTF-8.
  static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
    var bytes: [UInt8] = [], rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
