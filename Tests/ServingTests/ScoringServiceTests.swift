import Columns
import Forms
import Foundation
import Serving
import TestSupport
import Testing

@Suite("A scoring service")
struct ScoringServiceTests {
  @Test(
    "scores one by one and as a batch as `predict` does, to the last bit",
    arguments: ["lightgbm(n_estimators: 20)", "logistic(l2: 0.5)", "random_forest(trees: 12)"])
  func scores(_ estimator: String) async throws {
    let example = try ServedExample(estimator)
    defer { example.remove() }
    let service = example.service()
    let rows = 0..<example.scored.rowCount
    let batch = await service.post("/predict", .array(rows.map { example.row($0) }))
    let answers = try #require(batch.body["predictions"]?.array)
    #expect(answers.count == 300)
    for row in rows {
      let one = await service.post("/predict", example.row(row)).body
      let score = try #require(example.scored["score"]?[row].number)
      #expect(one["score"]?.number?.bitPattern == score.bitPattern)
      #expect(answers[row]["score"]?.number?.bitPattern == score.bitPattern)
      #expect(one["decision"]?.text == (score >= 0.4 ? "refuse" : "grant"))
      #expect(one["id"]?.text == String(row) && answers[row]["id"]?.text == String(row))
    }
  }

  @Test("reasons raise the score, and contributions add up to it")
  func reasons() async throws {
    let example = try ServedExample()
    defer { example.remove() }
    let service = example.service()
    for number in 0..<30 {
      let answer = await service.post("/predict", example.row(number), query: "explain=3&threshold=0.1").body
      let reasons = try #require(answer["reasons"]?.array).compactMap { $0["contribution"]?.number }
      #expect(reasons.count <= 3 && reasons.allSatisfy { $0 > 0 } && reasons == reasons.sorted(by: >))
      #expect(answer["threshold"]?.number == 0.1)
      let explained = await service.post("/explain", example.row(number)).body
      let parts = try #require(explained["contributions"]?.array).compactMap { $0["contribution"]?.number }
      let sum = try #require(explained["expected"]?.number) + parts.reduce(0, +)
      let score = try #require(explained["score"]?.number)
      #expect(abs(1 / (1 + exp(-sum)) - score) < 1e-9)
    }
    let dummy = try ServedExample("dummy")
    defer { dummy.remove() }
    #expect(await dummy.service().post("/explain", dummy.row(0)).status == 422)
  }

  @Test("a crossing is a value at which the decision turns")
  func crossings() async throws {
    let example = try ServedExample()
    defer { example.remove() }
    let service = example.service()
    var found = 0
    for number in 0..<40 {
      let turned = await service.post("/crossings", example.row(number)).body
      let own = try #require(turned["decision"]?.text)
      for crossing in turned["crossings"]?.array ?? [] {
        let field = try #require(crossing["field"]?.text), value = try #require(crossing["to"])
        let answer = await service.post("/predict", example.row(number, [field: value])).body
        #expect(answer["decision"]?.text != own && answer["score"] == crossing["score"])
        found += 1
      }
    }
    #expect(found > 20)
  }

  @Test("clients by their id, with other values in the place of their own")
  func clients() async throws {
    let example = try ServedExample()
    defer { example.remove() }
    let service = example.service(clients: try ClientTable(example.scored, key: "id"))
    let score = example.scored["score"]?[7].number
    #expect(await service.post("/predict/7", nil).body["score"]?.number == score)
    let changed = await service.post("/predict/7", .object([.init(name: "y", value: .int(0))]))
    let sent = await service.post("/predict", example.row(7, ["y": .int(0)]))
    #expect(changed.status == 200 && changed.body["score"] == sent.body["score"])
    #expect(await service.post("/predict/7", .array([])).status == 422)
    #expect(await service.post("/predict/300", nil).status == 404)
    #expect(await service.get("/clients/7").body["fields"]?["y"]?.number == 15)
    #expect(await service.get("/clients", query: "prefix=29&most=3").body["ids"]?.texts == ["29", "290", "291"])
    let standing = await service.get("/standing", query: "feature=y&versus=whole").body
    #expect(standing["count"]?.int == 300 && standing["points"]?.array?.count == 300)
    #expect(await service.get("/standing", query: "feature=c").status == 404)
    #expect(await example.service().get("/clients/7").status == 404)
    #expect(throws: Problem.self) { try ClientTable(example.scored, key: "y") }
  }

  @Test("a request that cannot be answered is told why")
  func problems() async throws {
    let example = try ServedExample()
    defer { example.remove() }
    var options = ServiceOptions()
    (options.mostRows, options.token) = (2, Array("a token of some length".utf8))
    let service = example.service(options), key = ["authorization": "Bearer a token of some length"]
    let row = example.row(0)
    func status(_ bytes: String, _ query: String = "", _ headers: [String: String] = [:]) async -> Int {
      let all = key.merging(headers) { $1 }
      return await service.post("/predict", bytes: Array(bytes.utf8), query: query, headers: all).status
    }
    #expect(await status(row.compact) == 200)
    let broken = [
      "", "{", "{\"y\": 01}", "{\"y\": 1.}", "{\"y\": +1}", "{'y': 1}", "{\"y\": 1,}", "\u{B}{}", "{\"y\": NaN}",
    ]
    for text in broken {
      #expect(await status(text) == 400, "\(text)")
    }
    #expect(await service.post("/predict", bytes: [0x22, 0xFF, 0x22], headers: key).status == 400)
    #expect(await service.post("/predict", bytes: [0x22, 0x01, 0x22], headers: key).status == 400)
    #expect(await status(String(repeating: "[", count: 100_000)) == 400)
    #expect(await status(JSONValue.array([row, row, row]).compact) == 422)
    #expect(await status(row.compact, "", ["content-type": "text/plain"]) == 415)
    #expect(await status(row.compact, "", ["content-type": "application/json; charset=utf-8"]) == 200)
    let queries = [
      "threshold=2", "threshold=x", "explain=51", "explain=-1", "model=other", "what=1", "%zz=1", "explain=1&explain=2",
    ]
    for query in queries {
      #expect(await status(row.compact, query) == 400, "\(query)")
    }
    let tokens = [
      nil, "", "Bearer", "Bearer a token of some lengti", "Basic a token of some length",
      "Bearer a token of some lengthx",
    ]
    for token in tokens {
      let headers = token.map { ["authorization": $0] } ?? [:]
      #expect(await service.post("/predict", row, headers: headers).status == 401)
    }
    #expect(await service.get("/health").status == 200)
    #expect(await service.get("/nowhere").status == 404)
    let wrong = await service.respond(to: ServiceRequest("DELETE", "/predict"))
    #expect(wrong.status == 405 && wrong.headers.contains { $0.name == "Allow" && $0.value == "POST" })
    #expect(wrong.type == "application/problem+json")
    #expect(await example.service().get("/log").status == 401)
    let early = ScoringService(ServiceOptions())
    #expect(await early.get("/ready").status == 503)
    #expect(await early.get("/health").status == 200)
    #expect(await early.post("/predict", row).status == 503)
  }

  @Test("the document names every place and every answer")
  func document() async throws {
    let example = try ServedExample()
    defer { example.remove() }
    let service = example.service()
    let document = await service.get("/openapi.json").body
    let paths = try #require(document["paths"]?.object)
    for path in paths {
      let name = path.name.replacing("{id}", with: "1"), method = path.value["get"] == nil ? "POST" : "GET"
      let response = await service.respond(to: ServiceRequest(method, name))
      let said = path.value[method.lowercased()]?["responses"]?[String(response.status)]
      #expect(said != nil, "\(name) \(response.status)")
    }
    let row = document["components"]?["schemas"]?["Row-m"]
    #expect(row?["required"]?.texts == ["y", "flag", "day", "whole"])
    #expect(row?["properties"]?.object?.map(\.name) == ["id", "x", "y", "flag", "day", "c", "whole"])
    let metrics = await service.respond(to: ServiceRequest("GET", "/metrics"))
    let text = String(decoding: metrics.body, as: UTF8.self)
    #expect(text.contains("carnet_requests_total{route=\"/health\",status=\"200\"} 1"))
  }

  @Test("a profile has a line for each stage that took part")
  func profile() async throws {
    let example = try ServedExample()
    defer { example.remove() }
    let profile = ServiceProfile(), service = ScoringService(ServiceOptions(), profile: profile)
    service.begin(ScoringService.Content([(name: "m", model: example.model)], ServiceOptions()))
    #expect(profile.lines == ["profile: nothing was asked"])
    for number in 0..<10 { _ = await service.post("/predict", example.row(number)) }
    _ = await service.post("/predict", .array((0..<100).map { example.row($0) }), query: "explain=2")
    let rows = profile.lines.map { $0.split(separator: " ").map(String.init) }
    #expect(rows[0].starts(with: ["profile:", "11", "requests"]))
    #expect(rows.dropFirst(2).map { $0[0] } == ["read", "score", "explain", "write", "all"])
    #expect(rows.dropFirst(2).map { $0[1] } == ["11", "11", "1", "11", "11"])
    for row in rows.dropFirst(2) {
      let times = row.suffix(4).compactMap { Double($0) }
      #expect(times.count == 4 && times == times.sorted() && times[0] > 0, "\(row)")
    }
  }

  @Test("bodies that were damaged are answered, never with a failure of the service")
  func damaged() async throws {
    let example = try ServedExample()
    defer { example.remove() }
    let service = example.service()
    let body = Array(JSONValue.array([example.row(3), example.row(4)]).compact.utf8)
    let pieces = [
      "null", "1e308", "9e18", "9.1e18",
      "-0", "\"\\ud800\"", "{}", "[]", "9223372036854775808", "\"", "\\", ",", "é", "1e-400",
    ]
    var random = SplitMix64(seed: 11)
    var statuses: [Int: Int] = [:]
    for _ in 0..<Trials.count(3000) {
      var bytes = body
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(bytes.count - 1, place + Int.random(in: 1...9, using: &random)))
        case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random)?.utf8 ?? "".utf8, at: place)
        default: bytes = Array(bytes[..<max(1, place)])
        }
      }
      statuses[await service.post("/predict", bytes: bytes).status, default: 0] += 1
    }
    #expect(Set(statuses.keys).isSubset(of: [200, 400, 422]), "\(statuses)")
    #expect(statuses.count == 3, "\(statuses)")
  }
}
