import Testing
import Workbench

/// A line that begins with `|` goes on with the last cell, whose name is then that of the result.
@Suite struct ReplacedTableTests {
  private func notes(_ entries: [CommandHelp.Entry]) -> [String] {
    let bench = HelpBench()
    let shown = entries.map { bench.enter($0) }.last ?? []
    return shown.flatMap(\.blocks).joined().compactMap { if case .note(let text) = $0 { text } else { nil } }
  }

  @Test func aLookThatTakesTheNameOfATableIsSaid() {
    let note = "`t` is what the last stage gives now, and none of its columns is left"
    #expect(notes(["t = range 5", "| profile"]).contains(note))
    #expect(notes(["t = range 5", "| count | rename many = n"]).contains(note))
    #expect(!notes(["t = range 5", "| derive x = n"]).contains(note))
    #expect(!notes(["range 5", "| profile"]).contains(note), "nothing has that name")
    #expect(!notes(["t = range 5", "t | profile"]).contains(note))
  }
}
