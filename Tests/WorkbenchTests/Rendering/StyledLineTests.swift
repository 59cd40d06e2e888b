import Diagnostics
import Testing
import Workbench

@Suite struct StyledLineTests {
  private func drawn(_ line: StyledLine, width: Int, colours: Bool = false, breaksProse: Bool = true) -> String {
    TextRenderer(width: width, colours: colours, breaksProse: breaksProse).render(Shown(.line(line)))
  }

  private let prose = StyledLine(
    [.init("one two three "), .init("four five six", .strong), .init(" seven eight nine")], fit: .wrapped(hanging: 2))

  @Test func breaksBetweenWords() {
    #expect(drawn(prose, width: 24) == "one two three four\n  five six seven eight\n  nine")
    #expect(drawn(prose, width: 24, breaksProse: false) == prose.text)
    #expect(drawn(prose, width: 80) == prose.text)
  }

  @Test("each word keeps its weight")
  func weights() {
    let shown = drawn(prose, width: 24, colours: true)
    #expect(shown == """
      one two three \u{1B}[1mfour\u{1B}[0m
        \u{1B}[1mfive six\u{1B}[0m seven eight
        nine
      """)
  }

  @Test func cuts() {
    let line = StyledLine([.init("abcdefghij", .dim), .init("klmnopqrstuvwxyz", .accent)], fit: .cut)
    #expect(drawn(line, width: 24) == "abcdefghijklmnopqrstuvw…")
    #expect(drawn(line, width: 24, colours: true) == "\u{1B}[2mabcdefghij\u{1B}[0m\u{1B}[36mklmnopqrstuvw…\u{1B}[0m")
  }

  @Test("nothing in a text steers the terminal", arguments: HostileTexts.all, [true, false])
  func hostile(text: String, colours: Bool) {
    for width in [24, 40, 200] {
      let shown = TextRenderer(width: width, colours: colours).render(HostileTexts.shown(text))
      let plain = shown.replacing(/\u{1B}\[[0-9;]*m/, with: "")
      #expect(plain.unicodeScalars.allSatisfy { $0 == "\n" || DisplayWidth.sanitised(String($0)) == String($0) })
      if colours { #expect(plain == TextRenderer(width: width).render(HostileTexts.shown(text))) }
    }
  }
}
