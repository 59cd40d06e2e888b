@testable import Terminal
import Testing
import Workbench

/// What terminals send for keys.
@Suite struct KeyDecoderTests {
  @Test("keys", arguments: [
    ("j", [.character("j")]), ("\u{1B}[A\u{1B}[B", [.up, .down]), ("\u{1B}OA", [.up]),
    ("\u{1B}[5~\u{1B}[6~", [.pageUp, .pageDown]),
    ("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~", [.home, .end, .home, .end]),
    ("\r\n", [.enter, .enter]), ("\u{7F}", [.backspace]),
    ("\u{3}", [.interrupt]), ("\u{1A}", [.control("z")]), ("ж日", [.character("ж"), .character("日")]),
    ("\u{1B}[1;5C\u{1B}[200~x", [.character("x")]), ("\u{1B}j", [.escape, .character("j")]),
  ] as [(String, [ViewKey])])
  func decodes(sent: String, keys: [ViewKey]) {
    var decoder = KeyDecoder()
    #expect(decoder.keys(of: sent.utf8) == keys && !decoder.isInside)
    // Byte by byte, as a slow line delivers them.
    #expect(sent.utf8.flatMap { decoder.keys(of: [$0]) } == keys)
  }

  @Test func anEscapeByItself() {
    var decoder = KeyDecoder()
    #expect(decoder.keys(of: [0x1B]) == [] && decoder.isInside)
    #expect(decoder.rest() == [.escape] && !decoder.isInside)
    #expect(decoder.keys(of: [0xFF, 0x6A]) == [.character("j")], "bytes that are no text are passed over")
  }
}
