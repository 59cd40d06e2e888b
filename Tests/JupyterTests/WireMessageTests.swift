import Forms
import Jupyter
import TestSupport
import Testing

@Suite("Messages of Jupyter")
struct WireMessageTests {
  private let signer = MessageSigner(key: Array("Jefe".utf8))

  @Test("are signed as RFC 4231 says (its second case)")
  func signature() {
    let parts = ["what do ya want ", "for nothing?"].map { Array($0.utf8) }
    #expect(
      String(decoding: signer.signature(of: parts), as: UTF8.self)
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
  }

  @Test("with one changed byte are none")
  func damaged() throws {
    let header = JSONValue.members(["msg_id": .text("1"), "msg_type": .text("execute_request")])
    let frames = WireMessage.frames(
      [[9, 9]], header: header, parent: [], content: .members(["code": .text("2 + 2")]), signer)
    let message = try #require(WireMessage(frames, signer))
    #expect(message.type == "execute_request" && message.content["code"]?.text == "2 + 2" && message.route == [[9, 9]])
    #expect(WireMessage(frames, MessageSigner(key: Array("other".utf8))) == nil)
    var random = SplitMix64(seed: 2)
    for _ in 0..<Trials.count(20_000) {
      var changed = frames
      let frame = Int.random(in: 1..<frames.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: changed.removeSubrange(frame...)
      case 1: changed[frame].append(UInt8.random(in: 0...255, using: &random))
      case 2: changed[frame].removeLast()
      default: changed[frame][Int.random(in: 0..<changed[frame].count, using: &random)] ^= 1
      }
      #expect(WireMessage(changed, signer) == nil)
    }
  }

  @Test("are found by a connection file, and what is none is said")
  func connection() throws {
    let text = """
      {"ip": "127.0.0.1", "transport": "tcp", "shell_port": 1, "control_port": 2, "stdin_port": 3, "iopub_port": 4,
       "hb_port": 5, "key": "k", "signature_scheme": "hmac-sha256", "kernel_name": "carnet"}
      """
    let connection = try KernelConnection(Array(text.utf8))
    #expect(connection.shell == 1 && connection.output == 4 && connection.key == Array("k".utf8))
    for (part, other) in [
      ("\"tcp\"", "\"ipc\""), ("hmac-sha256", "hmac-md5"), ("\"hb_port\": 5", "\"hb_port\": 70000"),
      ("\"ip\"", "\"i\""), ("{", ""),
    ] {
      #expect(throws: FormError.self) { try KernelConnection(Array(text.replacing(part, with: other).utf8)) }
    }
  }
}
