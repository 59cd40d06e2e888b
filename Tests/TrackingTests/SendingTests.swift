import Files
import Forms
import Foundation
import Kernels
import Language
import TestSupport
import Testing
@testable import Tracking

/// What a server has been told after answers were lost, programs killed and servers broken.
@Suite struct SendingTests {
  private let folder = OutputFolder()
  private let target = TrackingTarget(url: "http://here/base", experiment: "credit")

  private func facts(_ name: String, model: String? = nil) -> RunFacts {
    RunFacts(
      name: name, start: 1000, end: 2000, parameters: ["estimator": "dummy"],
      metrics: [.init(key: "auc", value: 0.75, step: 0), .init(key: "fold_auc", value: 0.7, step: 1)],
      tags: ["carnet.kind": "model"], model: model)
  }

  private var parcels: [Parcel] {
    let run = Parcel(
      .run(facts("a", model: "m1")), for: target, [.init(name: "model/model.json", bytes: [1, 2, 3])])
    return [
      run, Parcel(.addition(run: run.id, tags: ["x": "y"]), for: target, [.init(name: "charts/a.svg", bytes: [4])]),
      Parcel(.registration(facts("a"), name: "credit", alias: "champion"), for: target, []),
      Parcel(
        .registration(facts("again", model: "m1"), name: "credit", alias: "challenger"), for: target,
        [.init(name: "model/model.json", bytes: [1, 2, 3])]),
      Parcel(.run(facts("b")), for: target, []),
    ]
  }

  /// Sends one after another, each until the server has taken it.
  private func sendAll(_ parcels: [Parcel], to server: FakeServer) throws {
    for parcel in parcels {
      for attempt in 0... {
        let client = MLflowClient(url: target.url, authorization: nil, transport: server) { false }
        do {
          #expect(try client.send(parcel) == nil)
          break
        } catch SendingError.later { if attempt > 1000 { throw SendingError.refused("never taken") } }
      }
    }
  }

  private func told(_ state: FakeServer.State) -> FakeServer.State {
    var state = state
    state.requests = []
    return state
  }

  @Test func everythingIsToldOnceWhateverIsLost() throws {
    let parcels = parcels, calm = FakeServer()
    try sendAll(parcels, to: calm)
    let expected = told(calm.now)
    #expect(expected.runs.map(\.name) == ["a", "a", "b"] && expected.runs.allSatisfy { $0.status == "FINISHED" })
    #expect(expected.runs[0].files == ["model/model.json": [1, 2, 3], "charts/a.svg": [4]])
    #expect(expected.runs[0].metrics.count == 2 && expected.runs[0].tags["x"] == "y")
    // The one without a model has a run of its own; the other one's model was there already.
    #expect(expected.models == ["credit": [1, 0]])
    #expect(expected.aliases == ["credit@champion": 1, "credit@challenger": 2])
    for seed in 0..<Trials.count(300) {
      var random = SplitMix64(seed: UInt64(seed))
      let fates = (0..<60).map { _ -> FakeServer.Fate in
        Bool.random(using: &random) ? .done : FakeServer.Fate.allCases[Int.random(in: 0..<5, using: &random)]
      }
      let server = FakeServer(fates)
      try sendAll(parcels, to: server)
      #expect(told(server.now) == expected, "seed \(seed)")
    }
  }

  @Test func manyValuesGoInPieces() throws {
    var many = facts("many")
    many.parameters = Dictionary(uniqueKeysWithValues: (0..<250).map { ("p\($0)", "\($0)") })
    many.metrics = (0..<2500).map { .init(key: "m", value: Double($0), step: $0) }
    many.tags = Dictionary(uniqueKeysWithValues: (0..<101).map { ("t\($0)", "\($0)") })
    let server = FakeServer()
    try sendAll([Parcel(.run(many), for: target, [])], to: server)
    let run = server.now.runs[0]
    #expect(run.parameters == many.parameters && run.metrics.count == 2500)
    #expect(run.tags.count == 102 && run.tags["t100"] == "100")
  }

  /// A bare NaN would be stored as 0, and longer values be cut without a word.
  @Test func whatTheServerCannotKeepIsSaid() throws {
    var odd = facts("odd")
    odd.metrics = [
      .init(key: "nan", value: .nan, step: 0), .init(key: "up", value: .infinity, step: 0),
      .init(key: "down", value: -.infinity, step: 0),
    ]
    odd.parameters = ["long": String(repeating: "é", count: 6001), "fits": String(repeating: "é", count: 6000)]
    odd.tags = ["long": String(repeating: "x", count: 9000)]
    let server = FakeServer()
    try sendAll([Parcel(.run(odd), for: target, [])], to: server)
    let run = server.now.runs[0]
    for (key, text) in [("nan", "NaN"), ("up", "Infinity"), ("down", "-Infinity")] {
      #expect(run.metrics.contains { $0.contains("\"key\": \"\(key)\"") && $0.contains("\"value\": \"\(text)\"") }
        || run.metrics.contains { $0.contains("\"\(key)\"") && $0.contains("\"\(text)\"") }, "\(run.metrics)")
    }
    #expect(run.parameters["long"] == String(repeating: "é", count: 5999) + "…")
    #expect(run.parameters["fits"] == odd.parameters["fits"])
    #expect(run.tags["long"]?.count == 8000 && run.tags["long"]?.hasSuffix("…") ?? false)
  }

  private func courier(_ server: FakeServer, _ outbox: Outbox) -> Courier {
    Courier(outbox, Credentials { ["MLFLOW_TRACKING_TOKEN": "secret"][$0] }, server)
  }

  private func wait(_ holds: () -> Bool) async throws {
    for _ in 0..<400 where !holds() { try await Task.sleep(for: .milliseconds(25)) }
  }

  @Test func whatWaitsGoesWhenTheServerIsBack() async throws {
    let outbox = Outbox(folder.path + "/back"), server = FakeServer()
    server.isDown.store(true, ordering: .relaxed)
    let courier = courier(server, outbox)
    let parcels = parcels
    for parcel in parcels { try outbox.add(parcel) }
    courier.wake()
    var news: [String] = []
    try await wait {
      news += courier.news()
      return !news.isEmpty
    }
    #expect(news == ["5 wait in `\(outbox.folder)`: http://here/base cannot be reached (connection refused)"])
    #expect(courier.news().isEmpty, "it is told once")
    #expect(courier.facts.map(\.text).first == "5")
    server.isDown.store(false, ordering: .relaxed)
    courier.wake()
    news = []
    try await wait {
      news += courier.news()
      return !news.isEmpty
    }
    #expect(news == ["what waited has been sent"])
    #expect(outbox.count == 0 && server.now.runs.count == 3)
    #expect(Set(server.authorizations) == ["Bearer secret"])
    #expect(courier.end(within: 5).isEmpty)
  }

  @Test func whatWaitsIsSaidAtTheEndAndGoesNextTime() throws {
    let outbox = Outbox(folder.path + "/end"), server = FakeServer()
    server.isDown.store(true, ordering: .relaxed)
    for parcel in parcels { try outbox.add(parcel) }
    let news = courier(server, outbox).end(within: 5)
    #expect(news.count == 1 && news[0].hasPrefix("5 wait in"))
    server.isDown.store(false, ordering: .relaxed)
    #expect(courier(server, outbox).end(within: 20).isEmpty)
    #expect(outbox.count == 0 && server.now.runs.count == 3)
  }

  /// Two programs in one folder: one of them sends, and what they put there is told once.
  @Test func twoSessionsShareAnOutbox() async throws {
    let outbox = Outbox(folder.path + "/two"), server = FakeServer()
    let couriers = [courier(server, outbox), courier(server, outbox)]
    for number in 0..<40 {
      try outbox.add(Parcel(.run(facts("run \(number)")), for: target, []))
      couriers[number % 2].wake()
    }
    try await wait { outbox.count == 0 }
    #expect(outbox.count == 0)
    #expect(server.now.runs.map(\.name) == (0..<40).map { "run \($0)" })
    for courier in couriers { #expect(courier.end(within: 5).isEmpty) }
  }

  @Test func whatIsRefusedDoesNotStopTheRest() async throws {
    let outbox = Outbox(folder.path + "/refused"), server = FakeServer()
    try outbox.add(Parcel(.addition(run: "nobody's", tags: [:]), for: target, []))
    try AtomicFile.write("no parcel\n", to: outbox.folder + "/000000000000000001-x.parcel")
    try outbox.add(Parcel(.run(facts("good")), for: target, []))
    let news = courier(server, outbox).end(within: 20)
    #expect(news.count == 2 && news.allSatisfy { $0.contains("was not taken, and lies in") }, "\(news)")
    #expect(outbox.count == 0 && outbox.refused == 2 && server.now.runs.map(\.name) == ["good"])
  }

  @Test func theTokensFileIsReadWhenSomethingIsSent() throws {
    let path = folder.path + "/token.txt", credentials = Credentials { _ in nil }
    let asked = TrackingTarget(url: "http://here", experiment: "e", tokenFile: path)
    #expect(throws: SendingError.self) { try credentials.header(asked) }
    try AtomicFile.write("  abc\n", to: path)
    #expect(try credentials.header(asked) == "Bearer abc")
    #expect(try credentials.header(target) == nil)
    let named = Credentials { ["MLFLOW_TRACKING_USERNAME": "Aladdin", "MLFLOW_TRACKING_PASSWORD": "open sesame"][$0] }
    // The example of RFC 7617.
    #expect(try named.header(target) == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
  }

  @Test(arguments: [
    ("mlflow-artifacts:/1/r/artifacts", "model/é a.json", "1/r/artifacts/model/%C3%A9%20a.json"),
    ("mlflow-artifacts://host:5000/1/r/artifacts", "a", "1/r/artifacts/a"),
  ]) func files(root: String, name: String, place: String) throws {
    let client = MLflowClient(url: "http://here", authorization: nil, transport: FakeServer()) { false }
    #expect(try client.artifactPlace(name, in: root) == "/api/2.0/mlflow-artifacts/artifacts/" + place)
    #expect(throws: SendingError.self) { try client.artifactPlace(name, in: "s3://bucket/1") }
  }

  /// What goes to a server that is not there must not keep what goes to another one.
  @Test func oneServerDoesNotStopAnother() async throws {
    let outbox = Outbox(folder.path + "/others"), server = FakeServer()
    let token = TrackingTarget(url: "http://here", experiment: "secret", tokenFile: folder.path + "/none.txt")
    for number in 0..<3 {
      try outbox.add(Parcel(.run(facts("waits \(number)")), for: token, []))
      try outbox.add(Parcel(.run(facts("goes \(number)")), for: target, []))
    }
    let courier = courier(server, outbox)
    courier.wake()
    try await wait { outbox.count == 3 && !courier.facts.filter { $0.label == "because" }.isEmpty }
    #expect(server.now.runs.map(\.name) == ["goes 0", "goes 1", "goes 2"])
    #expect(courier.facts.contains { $0.text.contains("none.txt` cannot be read") })
    try AtomicFile.write("t\n", to: folder.path + "/none.txt")
    #expect(courier.end(within: 20) == ["what waited has been sent"])
    #expect(server.now.runs.map(\.name).suffix(3) == ["waits 0", "waits 1", "waits 2"])
  }

  /// A server that was asked and has not answered may still make the run: nobody asks again so soon.
  @Test func aRunIsNotAskedForTwice() throws {
    let outbox = Outbox(folder.path + "/asked"), parcel = Parcel(.run(facts("once")), for: target, [])
    let server = FakeServer()
    let client = MLflowClient(url: target.url, authorization: nil, transport: server, outbox: outbox) { false }
    try outbox.asks(for: parcel.id)
    #expect(throws: SendingError.self) { try client.send(parcel) }
    #expect(server.now.runs.isEmpty)
    // It was made meanwhile, and once more by somebody who did not know.
    for _ in 0..<2 {
      _ = try client.post(
        "runs/create",
        .members([
          "experiment_id": .text("0"), "run_name": .text("once"), "start_time": .int(1),
          "tags": .array([.members(["key": .text("carnet.id"), "value": .text(parcel.id)])]),
        ]))
    }
    _ = try client.send(parcel)
    #expect(server.now.runs.map(\.status) == ["FINISHED", "DELETED"] && outbox.asked(for: parcel.id) == nil)
    _ = try client.send(parcel)
    #expect(server.now.runs.count == 2)
  }

  @Test func aServerThatKeepsNoFiles() throws {
    let outbox = Outbox(folder.path + "/files"), server = FakeServer(keepsFiles: false)
    for parcel in parcels { try outbox.add(parcel) }
    let news = courier(server, outbox).end(within: 20)
    #expect(server.now.runs.map(\.name) == ["a", "b"] && server.now.runs.allSatisfy { $0.status == "FINISHED" })
    #expect(server.now.models.isEmpty && outbox.count == 0 && outbox.refused == 2)
    #expect(news.count { $0.hasPrefix("the server keeps no files itself") } == 1, "\(news)")
  }
}
