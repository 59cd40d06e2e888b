import Foundation
import Testing

/// Results that are longer than the screen.
@Suite(.serialized) struct PagingTests {
  /// A pager that is told from the program: it marks the lines that it shows.
  private static let marking = "sed s/^/paged:/"

  @Test("what is longer than the screen goes to the pager, and nothing else does")
  func paging() throws {
    let place = try Workplace()
    defer { place.remove() }
    let terminal = try ScreenTerminal(.init(), in: place.folder, settings: ["PAGER": Self.marking])
    defer { terminal.end() }
    #expect(terminal.shows("carnet [1]>"))
    func says(_ entry: String, _ next: String) -> String {
      terminal.type(entry + "\r")
      #expect(terminal.waits("for the next prompt") { _ in terminal.answer.contains(next) })
      return terminal.answer
    }
    #expect(says(".help", "carnet [1]>").contains("paged:"))
    #expect(says(".help where", "carnet [1]>").contains("paged:") == false, "it fits")
    #expect(says("range 500", "carnet [2]>").contains("paged:") == false, "a table is made to fit")
    #expect(says(".last 500", "carnet [2]>").contains("paged:"))
    #expect(says(".set pager off", "carnet [2]>").contains("paged:") == false)
    #expect(says(".help", "carnet [2]>").contains("paged:") == false)
    #expect(says(".set pager on", "carnet [2]>").contains("paged:") == false)
    // What was typed ahead is for the prompt, and no key of a pager.
    #expect(says(".help\r.cells", "carnet [2]>").contains("paged:") == false)
  }

  @Test("a pager that cannot be started hides nothing")
  func missing() throws {
    let place = try Workplace()
    defer { place.remove() }
    let terminal = try ScreenTerminal(.init(), in: place.folder, settings: ["PAGER": "no-such-pager"])
    defer { terminal.end() }
    #expect(terminal.shows("carnet [1]>"))
    terminal.type(".help\r")
    #expect(terminal.waits("for the next prompt") { _ in terminal.answer.contains("carnet [1]>") })
    #expect(terminal.answer.contains(".view [NAME]") && terminal.answer.contains(".quit"))
  }
}
