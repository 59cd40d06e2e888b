import Columns
import Files
import Forms
import Foundation
import Kernels
import Serving
import Session
import Synchronization
import Testing
import Verbs

@Suite("The log of predictions")
struct PredictionLogTests {
  private let folder = NSTemporaryDirectory() + "carnet-log-\(UUID().uuidString)"

  private func lines(_ name: String) throws -> [String] {
    try FileSystem.readText(folder + "/" + name).split(separator: "\n").map(String.init)
  }

  @Test("HMAC-SHA256 of RFC 4231, case 2")
  func mark() {
    let mark = ClientIdentity(key: Array("Jefe".utf8)).mark("what do ya want for nothing?")
    #expect(mark == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
  }

  @Test("each answered row is a record that `load` reads", arguments: [false, true])
  func records(isDurable: Bool) async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let example = try ServedExample()
    defer { example.remove() }
    let log = try PredictionLog(folder, isDurable: isDurable, now: { Moment(microseconds: 86_400_000_000) })
    let identity = ClientIdentity(key: Array("a key of some length".utf8))
    let recorder = PredictionRecorder(log, identity: identity, now: { Moment(microseconds: 86_400_000_001) })
    var options = ServiceOptions()
    options.token = Array("a token of some length".utf8)
    let key = ["authorization": "Bearer a token of some length", "x-request-id": "mine-1"]
    let service = example.service(options, log: recorder)
    _ = await service.post("/predict", .array([example.row(0), example.row(1, ["y": .int(99)])]), headers: key)
    _ = await service.post("/predict", .array([example.row(0, ["y": .text("no")])]), headers: key)
    let shown = await service.get("/log", query: "tail=1", headers: key).body["records"]?.array
    #expect(shown?.count == 1 && shown?[0]["y"]?.int == 99 && shown?[0]["request"]?.text == "mine-1")
    let session = Session(catalog: .standard, options: Session.Options())
    _ = session.runScript("t = load \"\(folder)/*.jsonl\"", named: "t", Execution(threads: 1)) { _, _ in true }
    let table = try #require(session.scope.bindings["t"]?.table)
    #expect(table.rowCount == 2)
    #expect(table["score"]?[0].number == example.scored["score"]?[0].number)
    #expect(table["client"]?[1] == .text(identity.mark("1")))
    #expect(table["findings"]?[1] == .text("y sentinel") && table["time"]?.nullCount == 0)
    #expect(table["x"]?[0].number == example.scored["x"]?[0].number)
    #expect(FileSystem.names(in: folder) == ["predictions-1970-01-02-0001.jsonl"])
  }

  @Test("a whole number is recorded as one, whatever another row holds")
  func wholes() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let example = try ServedExample()
    defer { example.remove() }
    let service = example.service(log: PredictionRecorder(try PredictionLog(folder, isDurable: false), identity: nil))
    let rows = [example.row(0, ["y": .int(3)]), example.row(1, ["y": .double(2.5)]), example.row(2, ["y": .double(4)])]
    #expect(await service.post("/predict", .array(rows)).status == 200)
    let found = try lines(FileSystem.names(in: folder)[0]).map { try #require(JSONReader.read($0)?["y"]) }
    #expect(found == [.int(3), .double(2.5), .int(4)])
  }

  @Test("fields that are not to be kept are not")
  func fields() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let example = try ServedExample()
    defer { example.remove() }
    let log = try PredictionLog(folder, isDurable: false)
    for fields in [PredictionRecorder.Fields.none, .named(["y"])] {
      let service = example.service(log: PredictionRecorder(log, identity: nil, fields: fields))
      _ = await service.post("/predict", example.row(5))
    }
    let inputs = Set(example.model.inputs.map(\.name))
    let records = try log.tail(9).map { ($0.object ?? []).map(\.name).filter(inputs.contains) }
    #expect(records == [[], ["y"]])
    #expect(try log.tail(9).allSatisfy { $0["client"] == .null })
  }

  @Test("files end with the day and at their size, and an unfinished line is moved aside")
  func files() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let day = Mutex(Int64(0))
    func log() throws -> PredictionLog {
      try PredictionLog(folder, isDurable: true, mostBytes: 30, now: { Moment(microseconds: day.withLock { $0 }) })
    }
    var first: PredictionLog? = try log()
    for number in 0..<5 { try await first?.append(Array("{\"n\": \(number)}\n".utf8)) }
    day.withLock { $0 = 86_400_000_000 }
    try await first?.append(Array("{\"n\": 5}\n".utf8))
    let names = PredictionLog.files(folder)
    #expect(names == [
      "predictions-1970-01-01-0001.jsonl", "predictions-1970-01-01-0002.jsonl", "predictions-1970-01-02-0001.jsonl",
    ])
    #expect(try names.flatMap(lines) == (0..<6).map { "{\"n\": \($0)}" })
    #expect(try first?.tail(4).compactMap { $0["n"]?.int } == [2, 3, 4, 5])
    first = nil
    let torn = folder + "/" + names[2]
    try AtomicFile.write(Array("{\"n\": 5}\n{\"n\": ".utf8), to: torn)
    let second = try log()
    #expect(second.notes.count == 1)
    #expect(try lines(names[2]) == ["{\"n\": 5}"])
    #expect(try FileSystem.readText(torn + ".torn") == "{\"n\": ")
    #expect(try second.tail(1).compactMap { $0["n"]?.int } == [5])
  }

  @Test("all who append at once are in the log, each line whole")
  func atOnce() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let log = try PredictionLog(folder, isDurable: true)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<500 { group.addTask { try await log.append(Array("{\"n\": \(number)}\n".utf8)) } }
      try await group.waitForAll()
    }
    let found = try PredictionLog.files(folder).flatMap(lines).compactMap { JSONReader.read($0)?["n"]?.int }
    #expect(found.sorted() == Array(0..<500))
  }
}
