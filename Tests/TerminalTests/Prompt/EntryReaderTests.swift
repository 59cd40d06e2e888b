import Terminal
import Testing
import Workbench

@Suite struct EntryReaderTests {
  @Test func goesOnWhileTheEntryIsOpen() {
    let lines = ScriptedLines("a |\nderive {\n  X = 1\n}")
    #expect(reader(lines).next(number: 7) == .text("a |\nderive {\n  X = 1\n}"))
    #expect(lines.prompts == ["carnet [7]> ", "       ...> ", "       ...> ", "       ...> "])
    #expect(lines.history == ["a |\nderive {\n  X = 1\n}"])
  }

  @Test(arguments: ["a", "a | head", ".save x |", "# note", "f(1, [2])"]) func endsWithTheLine(text: String) {
    #expect(reader(ScriptedLines(text)).next(number: 1) == .text(text))
  }

  @Test(arguments: ["a |", "a where x and", "derive {", "f(", "x =", "a, "]) func isOpen(text: String) {
    let lines = ScriptedLines(text)
    #expect(reader(lines).next(number: 1) == .nothing, "the end of the input drops what is open")
    #expect(lines.prompts.count == 2)
  }

  @Test func anEmptyLineEndsAnOpenEntry() {
    #expect(reader(ScriptedLines("f(\n")).next(number: 1) == .text("f(\n"))
  }

  @Test func interrupts() {
    let lines = ScriptedLines([.text("f("), .interrupted, .text("   "), .end])
    let reader = reader(lines)
    #expect(reader.next(number: 1) == .nothing)
    #expect(reader.next(number: 1) == .nothing)
    #expect(reader.next(number: 1) == .end)
    #expect(lines.history.isEmpty)
  }

  @Test func coloursAreInvisibleToReadline() {
    let lines = ScriptedLines("a")
    _ = EntryReader(source: lines, ink: Ink(colours: true)).next(number: 1)
    #expect(lines.prompts == ["\u{1}\u{1B}[36m\u{2}carnet [1]> \u{1}\u{1B}[0m\u{2}"])
  }

  private func reader(_ lines: ScriptedLines) -> EntryReader { EntryReader(source: lines, ink: Ink(colours: false)) }
}
