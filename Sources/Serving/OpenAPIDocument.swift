import Columns
import Forms
import Language
import Verbs

/// What a service takes and answers, in OpenAPI 3.1.
struct OpenAPIDocument {
  private let models: [ScoringService.Served]
  private let options: ServiceOptions

  init(_ models: [ScoringService.Served], _ options: ServiceOptions) { (self.models, self.options) = (models, options) }

  var form: JSONValue {
    let paths = Route.allCases.map { route -> JSONValue.Member in
      let operations = [JSONValue.Member(name: route.method.lowercased(), value: operation(route))]
      return JSONValue.Member(name: route.path, value: .object(operations))
    }
    return .members([
      "openapi": .text("3.1.0"),
      "info": .members([
        "title": .text("Carnet scoring service"), "version": .text("1"),
        "description": .text("Scores rows by models that `export` wrote, as `predict` does."),
      ]),
      "paths": .object(paths),
      "components": .members([
        "schemas": .object(rowSchemas + Self.answerSchemas),
        "securitySchemes": .members(["token": .members(["type": .text("http"), "scheme": .text("bearer")])]),
      ]),
    ])
  }

  private func operation(_ route: Route) -> JSONValue {
    var parameters = route.parameters.map(parameter)
    if route.path.contains("{id}") {
      parameters.append(.members([
        "name": .text("id"), "in": .text("path"), "required": .bool(true),
        "schema": .members(["type": .text("string"), "minLength": .int(1)]),
      ]))
    }
    let isGuarded = route.isGuarded && (options.token != nil || route == .log)
    return .members([
      "operationId": .text(route.rawValue), "summary": .text(route.summary),
      "parameters": parameters.isEmpty ? nil : .array(parameters), "requestBody": body(route),
      "security": isGuarded ? .array([.members(["token": .array([])])]) : nil,
      "responses": .object(responses(route)),
    ])
  }

  private func parameter(_ parameter: RouteParameter) -> JSONValue {
    let schema: JSONValue = switch parameter {
    case .model: .members(["type": .text("string"), "enum": .texts(models.map(\.name))])
    case .all, .trial: .members(["type": .text("boolean")])
    case .threshold: .members(["type": .text("number"), "minimum": .int(0), "maximum": .int(1)])
    case .explain: whole(0, 50)
    case .top: whole(1, 10_000)
    case .most: whole(1, 100)
    case .tail: whole(1, 1000)
    case .prefix: .members(["type": .text("string")])
    case .feature, .versus: .members(["type": .text("string"), "enum": .texts(numbers)])
    }
    return .members([
      "name": .text(parameter.name), "in": .text("query"), "required": parameter == .feature ? .bool(true) : nil,
      "description": .text(parameter.summary), "schema": schema,
    ])
  }

  /// The columns of numbers that the models take.
  private var numbers: [String] {
    Set(models.flatMap { $0.contract.inputs.filter { $0.type.isNumeric }.map(\.name) }).sorted()
  }

  private func whole(_ low: Int, _ high: Int) -> JSONValue {
    .members(["type": .text("integer"), "minimum": .int(low), "maximum": .int(high)])
  }

  private func body(_ route: Route) -> JSONValue? {
    let schema: JSONValue
    switch route {
    case .predict, .explain:
      let kinds = models.flatMap { served -> [JSONValue] in
        let row = Self.reference("Row-\(served.name)")
        let rows = JSONValue.members([
          "type": .text("array"), "items": row, "minItems": .int(1), "maxItems": .int(options.mostRows),
        ])
        return [row, rows]
      }
      schema = .members(["anyOf": .array(kinds)])
    case .crossings: schema = .members(["anyOf": .array(models.map { Self.reference("Row-\($0.name)") })])
    case .predictClient, .explainClient, .crossingsClient:
      schema = .members(["anyOf": .array(models.map { Self.reference("Changes-\($0.name)") })])
    default: return nil
    }
    return .members([
      "required": .bool(!route.path.contains("{id}")),
      "content": .members(["application/json": .members(["schema": schema])]),
    ])
  }

  private func responses(_ route: Route) -> [JSONValue.Member] {
    let type = switch route {
    case .page: "text/html"
    case .metrics: "text/plain"
    default: "application/json"
    }
    let schema = type == "application/json" ? answer(route) : .members(["type": .text("string")])
    let done = JSONValue.members([
      "description": .text("Done."), "content": .object([.init(name: type, value: .members(["schema": schema]))]),
    ])
    let problem = JSONValue.members([
      "description": .text("Not answered."),
      "content": .members(["application/problem+json": .members(["schema": Self.reference("Problem")])]),
    ])
    return [.init(name: "200", value: done)] + statuses(route).map { .init(name: String($0), value: problem) }
  }

  /// Why a route may not answer.
  private func statuses(_ route: Route) -> [Int] {
    var statuses = [400, 405, 421, 429]
    if ![.page, .health, .metrics].contains(route) { statuses.append(503) }
    if route.isGuarded { statuses.append(401) }
    if route.method == "POST" { statuses += [413, 415, 422] }
    if route.path.contains("{id}") || [.clients, .standing, .log].contains(route) { statuses.append(404) }
    return statuses.sorted()
  }

  private static func reference(_ name: String) -> JSONValue {
    .members(["$ref": .text("#/components/schemas/\(name)")])
  }

  private func answer(_ route: Route) -> JSONValue {
    func either(_ one: String, _ list: String) -> JSONValue {
      .members(["anyOf": .array([Self.reference(one), Self.reference(list)])])
    }
    switch route {
    case .predict: return either("Prediction", "Predictions")
    case .predictClient: return Self.reference("Prediction")
    case .explain: return either("Explanation", "Explanations")
    case .explainClient: return Self.reference("Explanation")
    default: return .members(["type": .text("object")])
    }
  }
}

extension OpenAPIDocument {
  /// Schemas of each model's rows, and of what may be changed of a known client.
  private var rowSchemas: [JSONValue.Member] {
    models.flatMap { served in
      let keys = served.contract.keys.filter { key in !served.contract.inputs.contains { $0.name == key } }
      let key = JSONValue.members([
        "type": .texts(["string", "integer"]), "minLength": .int(1), "minimum": .int(-Contract.greatest),
        "maximum": .int(Contract.greatest),
      ])
      let fields = served.contract.inputs.map { JSONValue.Member(name: $0.name, value: field($0)) }
      func schema(_ required: [String]?) -> JSONValue {
        .members([
          "type": .text("object"), "additionalProperties": .bool(false),
          "properties": .object(keys.map { .init(name: $0, value: key) } + fields),
          "required": required.map { .texts($0) },
        ])
      }
      let required = served.contract.inputs.filter(\.isRequired).map(\.name)
      return [
        JSONValue.Member(name: "Row-\(served.name)", value: schema(required)),
        JSONValue.Member(name: "Changes-\(served.name)", value: schema(nil)),
      ]
    }
  }

  private func field(_ input: ServedInput) -> JSONValue {
    let type = switch input.type {
    case .int, .float: "number"
    case .text, .date, .datetime: "string"
    case .bool: "boolean"
    }
    let format = input.type == .date ? "date" : nil
    let range = input.range.map { range in
      "Training saw \(CellFormat.float(range.lowerBound)) to \(CellFormat.float(range.upperBound))."
    }
    let limit = input.type.isNumeric ? Contract.greatest : nil
    return .members([
      "type": .texts([type, "null"]), "format": format.map { .text($0) }, "minimum": limit.map { .int(-$0) },
      "maximum": limit.map { .int($0) },
      "pattern": input.type == .datetime ? .text("^\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2})?$") : nil,
      "description": range.map { .text($0) },
      "examples": input.levels.flatMap { $0.isEmpty ? nil : .texts(Array($0.prefix(5))) },
    ])
  }

  private static func object(_ properties: KeyValuePairs<String, JSONValue>) -> JSONValue {
    let members = properties.map { JSONValue.Member(name: $0.key, value: $0.value) }
    return .members(["type": .text("object"), "properties": .object(members), "required": .texts(members.map(\.name))])
  }

  private static let text = JSONValue.members(["type": .text("string")])
  private static let number = JSONValue.members(["type": .text("number")])
  private static let optionalText = JSONValue.members(["type": .texts(["string", "null"])])
  private static let optionalNumber = JSONValue.members(["type": .texts(["number", "null"])])

  private static func list(_ items: JSONValue) -> JSONValue { .members(["type": .text("array"), "items": items]) }

  private static var answerSchemas: [JSONValue.Member] {
    let finding = object(["kind": text, "field": text, "expected": text])
    let row = object([
      "id": optionalText, "score": number, "threshold": optionalNumber, "decision": optionalText,
      "findings": list(finding),
    ])
    let head = object(["model": text, "model_xxh64": text, "request_id": text])
    let contribution = object(["feature": text, "value": optionalNumber, "contribution": number])
    let explained = object([
      "id": optionalText, "score": number, "expected": number, "contributions": list(contribution),
    ])
    let explanationHead = object(["model": text, "scale": text])
    func all(_ parts: JSONValue...) -> JSONValue { .members(["allOf": .array(parts)]) }
    let problem = object(["type": text, "title": text, "status": number, "detail": text])
    return [
      .init(name: "Prediction", value: all(head, row)),
      .init(name: "Predictions", value: all(head, object(["predictions": list(row)]))),
      .init(name: "Explanation", value: all(explanationHead, explained)),
      .init(name: "Explanations", value: all(explanationHead, object(["explanations": list(explained)]))),
      .init(name: "Problem", value: problem),
    ]
  }
}
