import Forms
import Serving
import Testing

@Suite("What a row must be")
struct ContractTests {
  private func kinds(_ answer: JSONValue) -> [String] {
    answer["findings"]?.array?.compactMap { finding in
      finding["field"]?.text.flatMap { field in finding["kind"]?.text.map { "\(field) \($0)" } }
    } ?? []
  }

  private func faults(_ answer: JSONValue) -> [String] {
    answer["faults"]?.array?.compactMap { fault in
      fault["field"]?.text.flatMap { field in fault["row"]?.int.map { "\($0) \(field)" } }
    } ?? []
  }

  @Test("everything that is wrong is told at once, with its row")
  func faults() async throws {
    let example = try ServedExample()
    defer { example.remove() }
    let service = example.service()
    let rows = JSONValue.array([
      example.row(0), example.row(1, ["y": .text("7"), "what": .int(1), "whole": nil]),
      example.row(2, ["y": .double(1e19), "flag": .int(1), "day": .text("2024-02-30"), "c": .bool(true)]), .int(3),
    ])
    let answer = await service.post("/predict", rows)
    #expect(answer.status == 422)
    #expect(faults(answer.body) == ["1 what", "1 y", "1 whole", "2 y", "2 flag", "2 day", "2 c", "3 "])
    let twice = await service.post("/predict", bytes: Array("{\"y\": 1, \"y\": 1, \"id\": 4, \"id\": 4}".utf8))
    #expect(twice.status == 422 && faults(twice.body).prefix(2) == ["0 y", "0 id"])
    // Nine thousand quadrillions are the most, and a double holds no neighbour of theirs.
    for (number, status) in [(Contract.greatest, 200), (Contract.greatest + 1, 422), (-Contract.greatest - 1, 422)] {
      for field in ["y", "whole", "x", "id"] {
        let answer = await service.post("/predict", example.row(0, [field: .int(number)]))
        #expect(answer.status == status, "\(field) \(number)")
      }
    }
    #expect(await service.post("/predict", .array([])).status == 422)
    let many = await service.post("/predict", .array((0..<1100).map { .int($0) }))
    #expect(faults(many.body).count == Contract.mostFaults && many.body["detail"]?.text?.contains("1100") == true)
    #expect(await service.post("/predict", .text("x")).status == 422)
    #expect(await service.post("/predict", .array([.double(1.5)])).status == 422)
  }

  @Test("what is odd is told, and refused where the service is strict")
  func findings() async throws {
    let example = try ServedExample()
    defer { example.remove() }
    let odd: [(changes: [String: JSONValue?], kinds: [String])] = [
      ([:], []), (["x": nil], ["x missing"]), (["x": .null], []), (["y": .null], ["y unseen_null"]),
      (["y": .int(17)], ["y out_of_range"]), (["y": .int(16)], []), (["x": .double(-0.5)], ["x out_of_range"]),
      (["c": .text("b")], ["c unseen_level"]), (["whole": .int(365_243)], ["whole sentinel"]),
      (["y": .int(-999), "c": .text("")], ["c unseen_level", "y sentinel"]), (["y": .double(3.5)], []),
    ]
    var strict = ServiceOptions()
    strict.isStrict = true
    let (lenient, refusing) = (example.service(), example.service(strict))
    for (changes, kinds) in odd {
      let row = example.row(1, changes)
      let answer = await lenient.post("/predict", row)
      #expect(answer.status == 200 && self.kinds(answer.body).sorted() == kinds, "\(changes): \(answer.body.compact)")
      let refused = await refusing.post("/predict", row)
      #expect(refused.status == (kinds.isEmpty ? 200 : 422))
      #expect(faults(refused.body).count == kinds.count)
    }
  }

  @Test("columns that the first steps leave out are not asked for, and change no score")
  func unused() async throws {
    let whole = try ServedExample()
    defer { whole.remove() }
    #expect(whole.model.inputs.allSatisfy { $0.isUsed }, "a step that may do more than leave columns out is applied")
    let onehot = try ServedExample(
      recipe: "prep = recipe | onehot c, nulls: category | drop day | impute @num, method: median | scale @num, "
        + "method: robust | top 3, by: lightgbm(n_estimators: 5)\n")
    defer { onehot.remove() }
    let needed = onehot.model.inputs.filter(\.isUsed).map(\.name)
    #expect(needed.count == 3 && !needed.contains("day"))
    for number in 0..<20 {
      let few = JSONValue.object((onehot.row(number).object ?? []).filter { needed.contains($0.name) })
      let answer = await onehot.service().post("/predict", few)
      #expect(answer.body["score"]?.number == onehot.scored["score"]?[number].number, "\(answer.body.compact)")
    }
    let top = try ServedExample(recipe: "prep = recipe | top 2, by: lightgbm(n_estimators: 5)\n")
    defer { top.remove() }
    let used = top.model.inputs.filter(\.isUsed).map(\.name)
    #expect(used.count == 2)
    let service = top.service()
    for number in 0..<20 {
      let row = JSONValue.object((top.row(number).object ?? []).filter { used.contains($0.name) })
      let answer = await service.post("/predict", row)
      #expect(answer.body["score"]?.number == top.scored["score"]?[number].number)
      #expect(answer.body["findings"]?.array?.isEmpty == true)
    }
    let all = await service.get("/features", query: "all=true"), few = await service.get("/features")
    #expect(all.body["features"]?.array?.count == top.model.inputs.count && few.body["features"]?.array?.count == 2)
  }
}
