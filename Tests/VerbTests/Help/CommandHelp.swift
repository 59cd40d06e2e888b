import Diagnostics
import Kernels
import Session
import Verbs
import Workbench

/// Something wrong at the prompt, with what its help says to do then.
struct CommandHelp: Sendable, CustomStringConvertible {
  /// What is entered, behind the last cell or in the place of another.
  struct Entry: Sendable, ExpressibleByStringLiteral {
    let text: String
    var place: Int?

    init(stringLiteral text: String) { self.text = text }

    static func cell(_ place: Int, _ text: String) -> Entry {
      var entry = Entry(stringLiteral: text)
      entry.place = place
      return entry
    }
  }

  /// What was entered before.
  var before: [Entry] = ["t = range 12 | derive { x = n * 2, k = n % 2 } | where x > 3", "u = t"]
  let wrong: Entry
  /// A part of the help.
  let help: String
  /// What the help says to enter.
  let right: [Entry]

  var description: String { wrong.text }

  static let all = [
    CommandHelp(
      wrong: ".split 1 5 a", help: "it has 3 stages: `.split 1 1 a` to `.split 1 2 a`", right: [".split 1 1 a"]),
    CommandHelp(
      wrong: ".split 1 5 a", help: "it has 3 stages: `.split 1 1 a` to `.split 1 2 a`", right: [".split 1 2 a"]),
    CommandHelp(
      wrong: ".split 2 1 a", help: "only a pipeline of several stages can be split", right: [".split 1 1 a"]),
    CommandHelp(
      wrong: .cell(2, "u = t | head 3\nv = t"), help: "enter the others by themselves",
      right: [.cell(2, "u = t | head 3"), "v = t"]),
    CommandHelp(
      wrong: ".open Tests/Sessions/three.carnet",
      help: "`.source Tests/Sessions/three.carnet` runs the script behind them",
      right: [".source Tests/Sessions/three.carnet"]),
    CommandHelp(wrong: ".delete 9", help: "`.cells` lists them", right: [".cells"]),
    CommandHelp(wrong: ".help wobble", help: "`.help` lists verbs, functions and commands", right: [".help"]),
    CommandHelp(
      before: ["t = range 3", "u = t | derive x = n", "v = u | head 1", .cell(1, "t = range 3 | rename m = n")],
      wrong: "v", help: "`.edit 2` changes it", right: [.cell(2, "u = t | derive x = m"), "v"]),
  ]
}

/// A workbench over all verbs, and what it shows.
final class HelpBench: FrontEnd {
  private let workbench = Workbench(session: Session(catalog: .standard), codes: SessionCodes.all, threads: 1)
  private var shown: [Shown] = []

  init() { workbench.frontEnd = self }

  func show(_ shown: Shown) { self.shown.append(shown) }

  func watch<T>(_ monitor: WorkMonitor, _ work: () throws -> T) rethrows -> T { try work() }

  /// What an entry shows.
  func enter(_ entry: CommandHelp.Entry) -> [Shown] {
    shown = []
    workbench.take(entry.text, editing: entry.place)
    return shown
  }
}

extension Shown {
  /// The lines of help in it.
  var helpLines: [String] {
    blocks.joined().flatMap { part -> [String] in
      switch part {
      case .help(let line): [line]
      case .findings(let findings, _): findings.compactMap(\.help)
      default: []
      }
    }
  }
}
