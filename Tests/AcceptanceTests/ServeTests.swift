import Foundation
import TestSupport
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The service as a process: over real connections, stopped and killed.
@Suite(.serialized) struct ServeTests {
  /// A process that serves a model, and how to ask it. Tasks only ask while it runs; it is started and ended by one of
  /// them.
  final class Server: @unchecked Sendable {
    let place: Workplace
    private let model: String
    private var process = Process()
    private(set) var port = 0
    private let session = URLSession(configuration: .ephemeral)

    /// - Parameter model: a folder of the place.
    init(_ place: Workplace, model: String) { (self.place, self.model) = (place, model) }

    /// Of a model of three columns.
    convenience init() throws {
      let place = try Workplace()
      let script = "d = range 200 | derive { id = n, x = n * 37 % 101, y = n % 7, bad = n * 37 % 101 + n % 13 > 60 } "
        + "| drop n | roles key: id, target: bad\n"
        + "m = d | fit lightgbm(n_estimators: 10), cut: 0.5\nm | export \"model\"\nd | export \"d.csv\"\n"
        + "d | predict m | export \"scores.csv\"\n"
      try script.write(to: place.folder.appending(path: "s.carnet"), atomically: true, encoding: .utf8)
      let run = try place.carnet("run", "s.carnet")
      try #require(run.status == 0, "\(run.errors)")
      try "a key of some length".write(to: place.folder.appending(path: "key"), atomically: true, encoding: .utf8)
      self.init(place, model: "model")
    }

    deinit {
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      place.remove()
    }

    /// - Returns: what the process said until it took requests.
    func start(_ arguments: String...) throws -> String {
      process = Process()
      process.executableURL = Repository.root.appending(path: ".build/debug/carnet")
      process.arguments = ["serve", model, "--port", "0"] + arguments
      process.currentDirectoryURL = place.folder
      var environment = ProcessInfo.processInfo.environment
      environment["CARNET_LIGHTGBM"] = environment["CARNET_LIGHTGBM"] ?? Repository.file(".deps/lib/lib_lightgbm.so")
      process.environment = environment
      let errors = Pipe()
      process.standardError = errors
      process.standardInput = FileHandle.nullDevice
      try process.run()
      var said = ""
      while !said.contains("/\n") || !said.contains("serving") {
        let bytes = errors.fileHandleForReading.availableData
        if bytes.isEmpty { break }
        said += String(decoding: bytes, as: UTF8.self)
      }
      let digits = try #require(said.components(separatedBy: "127.0.0.1:").last).prefix { $0.isNumber }
      port = try #require(Int(digits), "\(said)")
      return said
    }

    func signal(_ signal: Int32) -> Int32 {
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      return process.terminationStatus
    }

    func ask(
      _ path: String, _ body: String? = nil, host: String? = nil
    ) async throws -> (status: Int, text: String) {
      var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
      if let host { request.setValue(host, forHTTPHeaderField: "Host") }
      if let body {
        request.httpMethod = "POST"
        request.httpBody = Data(body.utf8)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
      }
      let (data, response) = try await session.data(for: request)
      return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
    }

    /// The answer once the model is there.
    func whenReady() async throws {
      for _ in 0..<200 where try await ask("/ready").status != 200 { try await Task.sleep(for: .milliseconds(20)) }
    }

    /// The request ids in the log, and whether every line is whole.
    func logged() throws -> Set<String> {
      let folder = place.folder.appending(path: "log")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".jsonl") }
      let lines = try names.flatMap { name in
        try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
      }
      return Set(lines.compactMap { Self.member("request", of: String($0)) })
    }

    static func member(_ name: String, of json: String) -> String? {
      let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      return object?[name] as? String
    }
  }

  @Test("scores over a connection, and stops when it is told to, with everything answered")
  func serves() async throws {
    let server = try Server()
    _ = try server.start("--data", "d.csv", "--log", "log", "--id-key-file", "key")
    try await server.whenReady()
    let rows = try String(decoding: server.place.contents("scores.csv"), as: UTF8.self).split(separator: "\n")
    for row in rows.dropFirst().prefix(50) {
      let cells = row.split(separator: ",")
      let answer = try await server.ask("/predict", "{\"id\": \(cells[0]), \"x\": \(cells[1]), \"y\": \(cells[2])}")
      #expect(answer.status == 200 && answer.text.contains("\"score\":\(cells[4]),"), "\(row) \(answer.text)")
      #expect(answer.text.contains("\"id\":\"\(cells[0])\""))
      #expect(try await server.ask("/predict/\(cells[0])", "{}").text.contains("\"score\":\(cells[4]),"))
    }
    #expect(try await server.ask("/predict", "{\"x\": 1}").status == 422)
    #expect(try await server.ask("/").text.hasPrefix("<!doctype html>"))
    #expect(try await server.ask("/health", host: "localhost:80").status == 200)
    #expect(try await server.ask("/health", host: "elsewhere.example").status == 421)
    #expect(try await server.ask("/predict", String(repeating: " ", count: 40 << 20)).status == 413)
    let answers = await withTaskGroup(of: Int.self) { group in
      for id in 0..<40 { group.addTask { (try? await server.ask("/predict/\(id)", "{}").status) ?? -1 } }
      return await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(answers.allSatisfy { $0 == 200 })
    #expect(server.signal(SIGTERM) == 0)
    #expect(try server.logged().count == 140)
  }

  /// A session's statements that bind one of some names, set something, or export the champion.
  private func statements(of session: String, binding names: Set<String>) throws -> String {
    let text = try String(contentsOfFile: Repository.file(session), encoding: .utf8)
    var kept = "", isKept = false
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      if !line.hasPrefix(" ") {
        isKept = ["carnet", "seed", "param"].contains(words[0]) || line.hasPrefix("champion | export")
          || (words.count > 1 && words[1] == "=" && names.contains(String(words[0])))
      }
      if isKept { kept += line + "\n" }
    }
    return kept
  }

  @Test("the champion of the scoring session scores a thousand clients as `predict` does, one by one and together")
  func champion() async throws {
    let server = Server(try Workplace(), model: "out/champion"), place = server.place
    let features = try place.carnet("run", try place.adopt(Repository.file("sessions/simple-features.carnet")))
    try #require(features.status == 0, "\(features.errors)")
    // What it is compared with is left out, and so are the charts: they do not make the champion.
    let session = try statements(
      of: "Tests/Sessions/score.carnet",
      binding: ["features", "sample", "ten_to_one", "selection", "cv1", "cut", "champion"])
    let script = session + "clients = features | drop TARGET\nclients | export \"clients.jsonl\"\n"
      + "features | predict champion | select score | export \"scores.csv\"\n"
    try script.write(to: place.folder.appending(path: "s.carnet"), atomically: true, encoding: .utf8)
    let run = try place.carnet("run", "s.carnet", "--set", "share=1.0")
    try #require(run.status == 0, "\(run.errors)")
    // A line for each, and the name of the column.
    let clients = try String(decoding: place.contents("clients.jsonl"), as: UTF8.self).split(separator: "\n")
    let scores = try String(decoding: place.contents("scores.csv"), as: UTF8.self).split(separator: "\n")
    try #require(scores.count == clients.count + 1 && clients.count > 1000)
    _ = try server.start()
    try await server.whenReady()
    var random = SplitMix64(seed: 13)
    let drawn = clients.indices.shuffled(using: &random).prefix(1000)
    #expect(drawn.count == 1000)
    let wanted = drawn.map { scores[$0 + 1] }
    for (client, score) in zip(drawn, wanted) {
      let answer = try await server.ask("/predict", String(clients[client]))
      #expect(answer.status == 200 && answer.text.contains("\"score\":\(score),"), "\(answer.text.prefix(300))")
    }
    let batch = try await server.ask("/predict", "[" + drawn.map { clients[$0] }.joined(separator: ",") + "]")
    let found = batch.text.components(separatedBy: "\"score\":").dropFirst()
      .map { $0.prefix { $0 != "," } }
    #expect(found == wanted, "\(batch.status)")
    #expect(server.signal(SIGTERM) == 0)
  }

  @Test("killed under load, it has every answered prediction on record")
  func killed() async throws {
    let server = try Server()
    var answered: Set<String> = []
    for round in 0..<Trials.count(3) {
      _ = try server.start("--data", "d.csv", "--log", "log", "--durable")
      try await server.whenReady()
      let ids = await withTaskGroup(of: [String].self) { group in
        for lane in 0..<8 {
          group.addTask {
            var ids: [String] = []
            for number in 0..<10_000 {
              guard let answer = try? await server.ask("/predict/\((lane * 31 + number) % 200)", "{}"),
                let id = Server.member("request_id", of: answer.text)
              else { break }
              ids.append(id)
            }
            return ids
          }
        }
        group.addTask {
          try? await Task.sleep(for: .milliseconds(150 + 40 * (round % 7)))
          _ = server.signal(SIGKILL)
          return []
        }
        return await group.reduce(into: [String]()) { $0 += $1 }
      }
      answered.formUnion(ids)
    }
    let said = try server.start("--log", "log", "--durable")
    #expect(server.signal(SIGTERM) == 0)
    let logged = try server.logged()
    let counts = "\(answered.count) answered, \(logged.count) logged"
    #expect(answered.count > 20 && answered.isSubset(of: logged), "\(counts); \(said)")
  }

  @Test("what cannot be served is said")
  func misuse() throws {
    let place = try Workplace()
    defer { place.remove() }
    #expect(try place.carnet("serve").status == 2)
    #expect(try place.carnet("serve", "nowhere", "--port", "0").status == 4)
    #expect(try place.carnet("serve", "data", "--port", "99999").status == 2)
    #expect(try place.carnet("serve", "data", "--durable").status == 2)
    let folder = try place.carnet("serve", "data", "--port", "0")
    #expect(folder.status == 4 && folder.errors.contains("export"), "\(folder.errors)")
  }
}
