import CPseudoTerminal
import Foundation
import TestSupport
import Testing

/// The program at a terminal, as a person meets it.
@Suite struct PromptSessions {
  @Test("an entry, a cancelled one, completion, and the end of the session", .timeLimit(.minutes(2)))
  func conversation() throws {
    let place = try Workplace()
    defer { place.remove() }
    let terminal = try PseudoTerminal(in: place.folder)
    defer { terminal.end() }
    #expect(terminal.waits(for: "carnet [1]> "))
    terminal.type("range 30 | head 2\r")
    #expect(terminal.waits(for: "2 rows × 1 column"))

    #expect(terminal.waits(for: "carnet [2]> "))
    terminal.type("long = range 20000000 | derive A = (n * 7919) % 20000003 | sort A | sort -A | sort A\r")
    Thread.sleep(forTimeInterval: 0.3)
    terminal.type("\u{3}")
    #expect(terminal.waits(for: "cancelled; nothing has changed"))

    #expect(terminal.waits(for: "carnet [2]> "))
    terminal.type("short = ran\t3 |\r")
    #expect(terminal.waits(for: "       ...> "))
    terminal.type("hea\t1\r")
    #expect(terminal.waits(for: "short: 1 row × 1 column"))

    // Keys that come between two lines are the terminal's, not the editor's: each waits for its prompt.
    #expect(terminal.waits(for: "carnet [3]> "))
    terminal.type("sho")
    #expect(terminal.waits(for: "sho"))
    terminal.type("\u{3}")
    #expect(terminal.waits(for: "^C"))
    // A search in the history is left altogether: the next line is as typed.
    #expect(terminal.waits(for: "carnet [3]> "))
    terminal.type("\u{12}sho")
    #expect(terminal.waits(for: "reverse-i-search"))
    terminal.type("\u{3}")
    #expect(terminal.waits(for: "^C"))
    #expect(terminal.waits(for: "carnet [3]> "))
    terminal.type("\u{4}")
    #expect(terminal.waits(for: "saved sessions/"))
    #expect(terminal.end() == 0)

    let history = try String(decoding: place.contents("state/carnet/history"), as: UTF8.self)
    #expect(history.contains("\nshort = range 3 |\nhead 1\n"), "an entry of two lines is kept whole")
    let saved = try FileManager.default.contentsOfDirectory(atPath: place.folder.appending(path: "sessions").path)
    let script = try #require(saved.first { $0.hasSuffix(".carnet") })
    let text = try String(decoding: place.contents("sessions/\(script)"), as: UTF8.self)
    #expect(text.replacing(#/ # lock [0-9a-f]{16}/#, with: "")
      == "carnet 1\n\nrange 30 | head 2\nshort = range 3 | head 1\n")
  }

  @Test("a pasted script of 200 lines, a pasted table, and a cell that is edited line by line", .timeLimit(.minutes(2)))
  func pasting() throws {
    let place = try Workplace()
    defer { place.remove() }
    let terminal = try PseudoTerminal(in: place.folder)
    defer { terminal.end() }
    // There is no history yet.
    #expect(terminal.waits(for: "reads a table; Tab completes"))
    #expect(terminal.waits(for: "carnet [1]> "))
    let script = (1...200).map { "x\($0) = range \($0)" }.joined(separator: "\n")
    terminal.type("\u{1B}[200~\(script)\u{1B}[201~")
    // What is pasted waits for Enter.
    #expect(terminal.waits(for: "x200 = range 200"))
    terminal.type("\r")
    #expect(terminal.waits(for: "x200: 200 rows × 1 column"))
    #expect(terminal.waits(for: "carnet [201]> "))
    terminal.type(".paste t\r")
    #expect(terminal.waits(for: "paste> "))
    terminal.type("\u{1B}[200~a\tb\n1\tx\n2\ty\n3\tz\n\u{1B}[201~")
    #expect(terminal.waits(for: "t: 3 rows × 2 columns"))
    #expect(terminal.waits(for: "carnet [202]> "))
    terminal.type(".paste u\r")
    #expect(terminal.waits(for: "paste> "))
    terminal.type("c\td\r")
    #expect(terminal.waits(for: "paste> "))
    terminal.type("5\t6\r")
    #expect(terminal.waits(for: "paste> "))
    terminal.type("\r")
    #expect(terminal.waits(for: "u: 1 row × 2 columns"))
    #expect(terminal.waits(for: "carnet [203]> "))
    terminal.type(".edit 201\r")
    #expect(terminal.waits(for: "carnet [201]> "))
    #expect(terminal.waits(for: "}"))
    // Up into the last row, to its end, before the quote; down again, and one stage more.
    terminal.type("\u{1B}[A\u{5}\u{1B}[D9\u{1B}[B\u{5} | heed 2\r")
    #expect(terminal.waits(for: "error["))
    // It stands there as it was typed, to be put right.
    #expect(terminal.waits(for: "carnet [201]> "))
    #expect(terminal.waits(for: "| heed 2"))
    terminal.type(String(repeating: "\u{7F}", count: 9) + "\r")
    #expect(terminal.waits(for: "t: 3 rows × 2 columns"))
    #expect(terminal.waits(for: "carnet [203]> "))
    terminal.type(".quit\r")
    #expect(terminal.waits(for: "saved sessions/"))
    #expect(terminal.end() == 0)
    let saved = try FileManager.default.contentsOfDirectory(atPath: place.folder.appending(path: "sessions").path)
    let file = try #require(saved.first { $0.hasSuffix(".carnet") })
    let text = try String(decoding: place.contents("sessions/\(file)"), as: UTF8.self)
    #expect(text.contains("t = table {\n  \"a,b\"\n  \"1,x\"\n  \"2,y\"\n  \"3,z9\"\n}\n"), "\(text)")
    #expect(text.hasSuffix("u = table { \"c,d\", \"5,6\" }\n"))
  }
}

/// A terminal with the program running in it.
private final class PseudoTerminal {
  private let descriptor: Int32
  private var process: Int32 = 0
  private var unread = ""
  private var status: Int32?

  init(in folder: URL) throws {
    let program = Repository.root.appending(path: ".build/debug/carnet").path
    try #require(FileManager.default.isExecutableFile(atPath: program), "build it first: swift build --product carnet")
    descriptor = pseudo_terminal_start(program, folder.path, folder.appending(path: "state").path, &process)
    try #require(descriptor >= 0)
  }

  func type(_ text: String) { _ = pseudo_terminal_write(descriptor, text, Int32(text.utf8.count)) }

  /// Whether a text appears within half a minute behind what was waited for before.
  func waits(for text: String) -> Bool {
    var buffer = [CChar](repeating: 0, count: 4096)
    let deadline = Date().addingTimeInterval(30)
    while Date() < deadline {
      if let found = unread.range(of: text) {
        unread = String(unread[found.upperBound...])
        return true
      }
      let count = Int(pseudo_terminal_read(descriptor, &buffer, Int32(buffer.count), 100))
      if count < 0 { break }
      unread += String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    print("waited for \(text.debugDescription), and there was \(unread.debugDescription)")
    return false
  }

  @discardableResult
  func end() -> Int32 {
    let status = self.status ?? pseudo_terminal_finish(descriptor, process)
    self.status = status
    return status
  }
}
