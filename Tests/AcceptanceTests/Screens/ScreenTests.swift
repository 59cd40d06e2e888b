import Foundation
import TestSupport
import Testing

/// What a person sees in a small session, as golden files: the whole screen after each step.
///
/// After a wanted change: `CARNET_UPDATE_GOLDEN=1 swift test --filter ScreenTests`, then read the files.
@Suite(.serialized) struct ScreenTests {
  typealias Kind = ScreenTerminal.Kind

  @Test("a session", arguments: [
    Kind(), Kind(lines: 50, columns: 200), Kind(name: "dumb"), Kind(hasColours: true),
  ])
  func session(kind: Kind) throws {
    let place = try Workplace()
    defer { place.remove() }
    try WideTable.csv.write(to: place.folder.appending(path: "wide.csv"), atomically: true, encoding: .utf8)
    let terminal = try ScreenTerminal(kind, in: place.folder)
    defer { terminal.end() }
    var screens = Screens(terminal, folder: place.folder.path)

    #expect(terminal.shows("carnet [1]>"))
    screens.take("start")
    screens.type("wide = load \"wide.csv\", key: ID", until: "carnet [2]>")
    screens.type("wide | derive newest = measure_01 * 2", until: "carnet [3]>")
    screens.type(".set columns 12", until: "carnet [3]>")
    screens.type("wide | head 3", until: "carnet [4]>")
    screens.type(".view wide", until: kind.name == "dumb" ? "carnet [4]>" : "row 1 of 300")
    if kind.name != "dumb" {
      screens.press("jjll", until: "row 3 of 300")
      screens.press("$", until: "column 42 of 42")
      screens.press("0l]", until: "measure_01 falls")
      screens.press("c_17\r", until: ": measure_17")
      screens.press("!$", until: "column 42 of 42")
      screens.press("/pur", until: "search down in text: pur")
      screens.press("ple\r", until: "> 100298")
      screens.press("i", until: "most frequent")
      screens.press("q\r", until: "lines 1")
      screens.press("qq", until: "carnet [4]>")
    }
    screens.type(".cells", until: "carnet [4]>")
    screens.type("wide | select measure_99", until: "carnet [4]>")
    #expect(terminal.screen.unknown == [], "everything that was sent is understood")
    #expect(terminal.screen.hasWeights == kind.hasColours)
    // Colours change nothing else: the screens are those without.
    let file = "\(kind.columns)x\(kind.lines)\(kind.name == "dumb" ? "-dumb" : "").txt"
    try Golden.expect(screens.text, equals: Repository.file("Tests/Golden/screens/\(file)"))
  }
}

/// A table with more columns and rows than fit on a screen.
private enum WideTable {
  static let csv: String = {
    let names = ["ID"] + (1...40).map { "measure_\($0 < 10 ? "0" : "")\($0)" } + ["text"]
    let colours = ["red", "green", "blue"]
    let rows = (1...300).map { row in
      let values = (1...40).map { column -> String in
        let value = (row * 7919 + column * 104_729) % 100_003
        return value % 17 == 0 ? "" : column % 3 == 0 ? "\(value)" : "\(Double(value) / 8)"
      }
      return (["\(100_000 + row)"] + values + [row == 298 ? "purple" : colours[row % 3]]).joined(separator: ",")
    }
    return ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }()
}

/// The screens of a session, one below the other.
private struct Screens {
  private(set) var text = ""
  private let terminal: ScreenTerminal
  private let folder: String

  init(_ terminal: ScreenTerminal, folder: String) { (self.terminal, self.folder) = (terminal, folder) }

  /// Types an entry, and takes what is there when the next prompt or something else stands below it.
  mutating func type(_ entry: String, until text: String) {
    terminal.type(entry + "\r")
    _ = terminal.waits("for \(text.debugDescription) behind \(entry.debugDescription)") { _ in
      terminal.answer.contains(text)
    }
    take(entry)
  }

  /// Presses keys, and takes what is there then.
  mutating func press(_ keys: String, until text: String) {
    terminal.type(keys)
    _ = terminal.shows(text)
    take(keys.replacing("\r", with: "⏎"))
  }

  mutating func take(_ what: String) {
    let screen = terminal.screen.text.replacing(folder, with: "FOLDER")
      // How long a cell took is another time each time.
      .replacing(/\d+\.\d s/, with: "0.0 s")
    text += "=== \(what)\n\(screen)\n"
  }
}
