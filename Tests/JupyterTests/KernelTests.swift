import Files
import Forms
import Foundation
import Jupyter
import NIOCore
import Session
import TestSupport
import Testing
import Verbs
import Workbench

/// A kernel in a thread of its own, asked as clients ask.
@Suite("A Jupyter kernel", .serialized)
struct KernelTests {
  private struct NobodyThere: Error {}

  /// A socket of a client: blocking, and given up after ten seconds.
  private final class Client {
    private let descriptor: Int32
    private var stream = ZMTPStream()
    private var messages: [[[UInt8]]] = []

    init(port: Int, _ kind: String) throws {
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(port).bigEndian
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      let result = withUnsafePointer(to: &address) { [descriptor] address in
        address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      guard result == 0 else { throw NobodyThere() }
      var limit = timeval(tv_sec: 10, tv_usec: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
      send(bytes: ZMTPStream.greeting + ZMTPStream.ready(kind))
    }

    deinit { close(descriptor) }

    func send(bytes: [UInt8]) { _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } }

    func send(_ frames: [[UInt8]]) { send(bytes: ZMTPStream.encode(frames)) }

    func next() throws -> [[UInt8]] {
      while messages.isEmpty {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        try #require(count > 0, "nothing came in time")
        var buffer = ByteBuffer(bytes: bytes.prefix(count))
        for case .message(let frames) in try stream.receive(&buffer) { messages.append(frames) }
      }
      return messages.removeFirst()
    }
  }

  /// A kernel, and what a client has of it.
  private final class Conversation {
    private static let key = Array("a key".utf8)
    let shell: Client
    let output: Client
    let heartbeat: Client
    let control: Client
    private let signer = MessageSigner(key: key)
    private let ended = DispatchSemaphore(value: 0)
    private var count = 0

    init() throws {
      let ports = try (0..<5).map { _ in try Self.freePort() }
      let file = JSONValue.members([
        "ip": .text("127.0.0.1"), "transport": .text("tcp"), "shell_port": .int(ports[0]),
        "iopub_port": .int(ports[1]), "hb_port": .int(ports[2]), "control_port": .int(ports[3]),
        "stdin_port": .int(ports[4]), "key": .text("a key"), "signature_scheme": .text("hmac-sha256"),
      ])
      let connection = try KernelConnection(file.compactBytes), ended = ended
      Thread {
        let session = Session(catalog: .standard, options: Session.Options())
        let workbench = Workbench(session: session, codes: [], threads: 1)
        do { try Kernel(connection, workbench, version: "test").run(ownsProcess: false) } catch {
          Issue.record("\(error)")
        }
        ended.signal()
      }.start()
      func client(_ place: Int, _ kind: String) throws -> Client {
        for _ in 0..<200 {
          if let client = try? Client(port: ports[place], kind) { return client }
          Thread.sleep(forTimeInterval: 0.01)
        }
        return try Client(port: ports[place], kind)
      }
      (shell, output) = (try client(0, "DEALER"), try client(1, "SUB"))
      (heartbeat, control) = (try client(2, "REQ"), try client(3, "DEALER"))
      output.send([[1]])
      // Who listens is greeted, and misses nothing from then on.
      while try message(output).type != "iopub_welcome" {}
    }

    private static func freePort() throws -> Int {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let result = withUnsafeMutablePointer(to: &address) { address in
        address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, size) + getsockname(descriptor, $0, &size)
        }
      }
      try #require(result == 0)
      return Int(in_port_t(bigEndian: address.sin_port))
    }

    func frames(_ type: String, _ content: JSONValue, _ metadata: JSONValue = .object([])) -> [[UInt8]] {
      count += 1
      let header = JSONValue.members(["msg_id": .text("\(count)"), "msg_type": .text(type)])
      return WireMessage.frames([], header: header, parent: [], metadata: metadata, content: content, signer)
    }

    func message(_ client: Client) throws -> WireMessage { try #require(WireMessage(try client.next(), signer)) }

    /// The answer to a request.
    func ask(
      _ type: String, _ content: JSONValue = .object([]), _ metadata: JSONValue = .object([])
    ) throws -> JSONValue {
      shell.send(frames(type, content, metadata))
      return try message(shell).content
    }

    /// Runs a cell: what came out, from busy to idle, and the answer.
    ///
    /// - Parameters:
    ///   - cell: the id of the cell in the client's notebook.
    ///   - gone: the ids of cells that were deleted there.
    @discardableResult
    func run(
      _ code: String, cell: String? = nil, gone: [String] = []
    ) throws -> (outputs: [WireMessage], reply: JSONValue) {
      let metadata = JSONValue.members(["cellId": cell.map { .text($0) }, "deletedCells": .texts(gone)])
      let reply = try ask("execute_request", .members(["code": .text(code)]), metadata)
      var outputs: [WireMessage] = []
      while true {
        let message = try message(output)
        outputs.append(message)
        if message.type == "status", message.content["execution_state"]?.text == "idle" { return (outputs, reply) }
      }
    }

    func hasEnded() -> Bool { ended.wait(timeout: .now() + 10) == .success }
  }

  @Test("runs cells, and tells everybody what they come to")
  func cells() throws {
    let talk = try Conversation()
    let (outputs, reply) = try talk.run("2 + 2")
    #expect(outputs.map(\.type) == ["status", "execute_input", "execute_result", "status"])
    #expect(outputs[2].content["data"]?["text/plain"]?.text == "4" && reply["status"]?.text == "ok")
    #expect(reply["execution_count"]?.int == 1 && outputs[2].content["execution_count"]?.int == 1)
    let table = try talk.run("t = range 3 | derive x = n / 2\n.cells\nt | plot hist(x)")
    let results = table.outputs.filter { $0.type != "status" }.map(\.type)
    #expect(results == ["execute_input", "execute_result", "display_data", "execute_result"], "\(table.reply.compact)")
    let picture = table.outputs.last { $0.type == "execute_result" }?.content["data"]
    #expect(picture?["image/svg+xml"]?.text?.contains("<svg") == true && picture?["text/html"] == nil)
    let wrong = try talk.run("2 + 2\nt | where y > 1\n3 + 3")
    #expect(wrong.reply["status"]?.text == "error" && wrong.reply["ename"]?.text?.hasPrefix("E") == true)
    #expect(wrong.outputs.filter { $0.type == "error" }.count == 1)
    #expect(wrong.outputs.filter { $0.type == "execute_result" }.count == 1, "what stands above has run, and no more")
    #expect(try talk.run("").reply["status"]?.text == "ok")
    let edit = try talk.run(".edit 2").reply["payload"]?.array?.first
    #expect(edit?["source"]?.text == "set_next_input" && edit?["text"]?.text == "t = range 3 | derive x = n / 2")
  }

  /// A notebook and its session stay one script, whatever is run again and in which order.
  @Test("a cell of the notebook that runs again takes the place of what came of it")
  func cellsThatRunAgain() throws {
    let talk = try Conversation(), folder = OutputFolder()
    var saved = 0
    func script() throws -> String {
      saved += 1
      let path = "\(folder.path)/\(saved).carnet"
      try talk.run(".save \(path)")
      let lines = try FileSystem.readText(path).split(separator: "\n")
      return lines.dropFirst().joined(separator: "\n")
    }
    try talk.run("a = range 3", cell: "one")
    try talk.run("b = a | derive x = n\nb | count", cell: "two")
    try talk.run("c = b | sort -x", cell: "three")
    #expect(try script() == "a = range 3\nb = a | derive x = n\nb | count\nc = b | sort -x")
    let again = try talk.run("a = range 5", cell: "one")
    #expect(try script().hasPrefix("a = range 5\nb = a"))
    #expect(again.outputs.contains { $0.content.compact.contains("stale") }, "what depends on it is said")
    let counted = try talk.run("c | count", cell: "five").outputs[2].content["data"]
    #expect(counted?["text/plain"]?.text?.contains("5") == true)
    // Fewer statements, and more of them, in the same place.
    try talk.run("b = a | derive x = n * 2", cell: "two")
    #expect(try script() == "a = range 5\nb = a | derive x = n * 2\nc = b | sort -x\nc | count")
    try talk.run("b = a | derive x = n * 3\nb | count\nb | head 1", cell: "two")
    #expect(
      try script() == "a = range 5\nb = a | derive x = n * 3\nb | count\nb | head 1\nc = b | sort -x\nc | count")
    // What fails changes nothing.
    let wrong = try talk.run("b = a | derive x = y", cell: "two")
    #expect(wrong.reply["status"]?.text == "error")
    #expect(try script().contains("b = a | derive x = n * 3"))
    try talk.run("2 + 2", cell: "four", gone: ["three", "five", "nobody"])
    let left = try script()
    #expect(!left.contains("c = b") && left.hasSuffix("2 + 2"))
  }

  @Test("completes, explains, and knows what goes on")
  func writing() throws {
    let talk = try Conversation()
    _ = try talk.run("é = range 3 | derive { amount = n }")
    let code = "\u{1F600}\né | where am"
    let found = try talk.ask("complete_request", .members(["code": .text(code), "cursor_pos": .int(14)]))
    #expect(found["matches"]?.texts?.contains { $0.hasPrefix("amount") } == true, "\(found.compact)")
    #expect(found["cursor_start"]?.int == 12 && found["cursor_end"]?.int == 14)
    let help = try talk.ask("inspect_request", .members(["code": .text("é | where x > 1"), "cursor_pos": .int(6)]))
    #expect(help["data"]?["text/plain"]?.text?.contains("Keeps the rows") == true)
    let value = try talk.ask("inspect_request", .members(["code": .text("é | head"), "cursor_pos": .int(1)]))
    #expect(value["data"]?["text/plain"]?.text?.contains("amount") == true)
    let codes = [("range 3", "complete"), ("range 3 |", "incomplete"), ("range )", "invalid"), (".x", "complete")]
    for (code, status) in codes {
      #expect(try talk.ask("is_complete_request", .members(["code": .text(code)]))["status"]?.text == status)
    }
    _ = try talk.run("1 + 1")
    let search = JSONValue.members([
      "hist_access_type": .text("search"), "pattern": .text("1?+*"), "n": .int(5), "output": .bool(true),
    ])
    let history = try talk.ask("history_request", search)["history"]?.array
    #expect(history == [.array([.int(1), .int(2), .array([.text("1 + 1"), .null])])])
    #expect(try talk.ask("kernel_info_request")["language_info"]?["name"]?.text == "carnet")
  }

  @Test("hears what is signed alone, and its heart beats meanwhile")
  func damaged() throws {
    let talk = try Conversation()
    var random = SplitMix64(seed: 4)
    let frames = talk.frames("execute_request", .members(["code": .text("1 / 0")]))
    for _ in 0..<Trials.count(2000) {
      var changed = frames
      changed[1][Int.random(in: 0..<changed[1].count, using: &random)] ^= 1
      talk.shell.send(changed)
    }
    talk.heartbeat.send([[], Array("beat".utf8)])
    #expect(try talk.heartbeat.next() == [[], Array("beat".utf8)])
    // The first answer is to the first request that was signed.
    #expect(try talk.ask("kernel_info_request")["protocol_version"]?.text == "5.4")
    #expect(try talk.run("2 + 3").reply["execution_count"]?.int == 1)
  }

  @Test("ends though somebody does not read")
  func stalled() throws {
    let talk = try Conversation(), code = String(repeating: "# a long text\n", count: 20_000)
    // Each is said again to who listens, and nobody reads.
    for _ in 0..<60 {
      talk.shell.send(talk.frames("execute_request", .members(["code": .text(code)])))
    }
    talk.control.send(talk.frames("shutdown_request", .members(["restart": .bool(false)])))
    #expect(talk.hasEnded())
  }

  @Test("stops what runs when it is told to, and ends when it is told to")
  func ends() throws {
    let talk = try Conversation()
    let started = ContinuousClock.now
    let long = "s = range 200000000 | derive { a = n * 2.5 } | sort -a\ns | agg { c = sum(a) }"
    talk.shell.send(talk.frames("execute_request", .members(["code": .text(long)])))
    Thread.sleep(forTimeInterval: 0.3)
    talk.control.send(talk.frames("interrupt_request", .object([])))
    let reply = try talk.message(talk.shell)
    #expect(reply.content["status"]?.text == "error" && reply.content["ename"]?.text == "Cancelled")
    #expect(ContinuousClock.now - started < .seconds(5))
    #expect(try talk.message(talk.control).type == "interrupt_reply")
    talk.control.send(talk.frames("shutdown_request", .members(["restart": .bool(false)])))
    #expect(try talk.message(talk.control).content["status"]?.text == "ok")
    #expect(talk.hasEnded())
  }
}
