import Foundation
import Testing

/// What becomes of the terminal while a table is moved through, and afterwards.
@Suite(.serialized) struct ViewLifeTests {
  private func terminal(_ place: Workplace, shell: Bool = false) throws -> ScreenTerminal {
    let kind = ScreenTerminal.Kind()
    // What a crash would print besides takes long to make.
    let settings = ["SWIFT_BACKTRACE": "enable=no"]
    guard shell else { return try ScreenTerminal(kind, in: place.folder, settings: settings) }
    return try ScreenTerminal(
      kind, in: place.folder, command: ["/bin/bash", "--norc", "--noprofile", "-i"], settings: ["PS1": "shell> "])
  }

  /// A terminal in which a table is moved through.
  private func viewing(_ terminal: ScreenTerminal) {
    #expect(terminal.shows("carnet [1]>"))
    terminal.type("t = range 1000\r")
    #expect(terminal.shows("carnet [2]>"))
    terminal.type(".view t\r")
    #expect(terminal.shows("row 1 of 1 000") && terminal.screen.isSecond)
  }

  @Test("the screen is given back when the person leaves", arguments: ["q", "Q", "\u{3}", "\rq\u{3}"])
  func leaving(keys: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let terminal = try terminal(place)
    defer { terminal.end() }
    viewing(terminal)
    terminal.type(keys)
    #expect(terminal.waits("for the first screen") { !$0.isSecond })
    #expect(terminal.shows("t: 1 000 rows × 1 column"), "what was there is there again")
    terminal.type("range 2 | count\r")
    #expect(terminal.shows("carnet [3]>"))
  }

  @Test("a program that is ended gives the screen back", arguments: [SIGTERM, SIGHUP, SIGABRT])
  func ending(signal: Int32) throws {
    let place = try Workplace()
    defer { place.remove() }
    let terminal = try terminal(place)
    viewing(terminal)
    #expect(!terminal.isOrdinary)
    kill(terminal.process, signal)
    #expect(terminal.waits("for the first screen") { !$0.isSecond })
    #expect(terminal.isOrdinary)
    #expect(terminal.end() == 256 + signal)
  }

  @Test("the table fits into the window when that has another size")
  func resizing() throws {
    let place = try Workplace()
    defer { place.remove() }
    let terminal = try terminal(place)
    defer { terminal.end() }
    viewing(terminal)
    terminal.resize(lines: 40, columns: 120)
    #expect(terminal.waits("for 40 lines") { $0.text.split(separator: "\n").count == 40 })
    terminal.resize(lines: 10, columns: 40)
    #expect(terminal.waits("for 10 lines") { $0.text.split(separator: "\n").count == 10 })
    terminal.type("G")
    #expect(terminal.shows("row 1 000 of 1 000"))
    terminal.type("q")
    #expect(terminal.waits("for the first screen") { !$0.isSecond })
  }

  private static let hasShell = FileManager.default.isExecutableFile(atPath: "/bin/bash")

  @Test("Ctrl-Z goes back to the shell and fg to the table", .enabled(if: hasShell))
  func stopping() throws {
    let place = try Workplace()
    defer { place.remove() }
    let terminal = try terminal(place, shell: true)
    defer { terminal.end() }
    #expect(terminal.shows("shell>"))
    terminal.type("\(ScreenTerminal.program)\r")
    viewing(terminal)
    terminal.type("100g")
    #expect(terminal.shows("row 100 of 1 000"))
    for _ in 0..<2 {
      terminal.type("\u{1A}")
      #expect(terminal.waits("for the shell") { !$0.isSecond && $0.text.contains("Stopped") })
      terminal.type("echo here $((20 + 3))\r")
      #expect(terminal.shows("here 23"))
      terminal.type("fg\r")
      #expect(terminal.waits("for the table") { $0.isSecond && $0.text.contains("row 100 of 1 000") })
    }
    terminal.type("jq")
    #expect(terminal.waits("for the prompt") { !$0.isSecond && $0.text.contains("carnet [2]>") })
    terminal.type("\u{4}")
    #expect(terminal.waits("for the end") { $0.text.contains("saved sessions/") })
    terminal.type("exit\r")
  }
}
