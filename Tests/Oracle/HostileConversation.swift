import Foundation
import Kernels
import Language
import Session
import Synchronization
import Terminal
import Verbs
import Workbench

/// What a person types at the prompt who means no good.
public struct HostileConversation {
  private var cells: RandomCells
  private let seed: UInt64

  public init(seed: UInt64) { (cells, self.seed) = (RandomCells(seed: seed), seed) }

  private static let commands = [
    ".help", ".cells", ".edit", ".undo", ".redo", ".rerun", ".why", ".last", ".save", ".verify", ".schema", ".ls",
    ".set",
    ".set rows", ".set threads", ".open", ".source", ".nonsense", ".",
  ]
  private static let words = [
    "0", "1", "2", "-1", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1e308", "n", "r",
    "E12", "E999",
    "derive", "left join", "/dev/full", "/dev/null/x", "binary.bin", "small.csv", "out.carnet", "out.carnet --for r",
    "\u{0}",
    "\u{202e}", "`", "\"", "@*", "rows 9223372036854775807", "--for", "",
  ]

  public mutating func text() -> String {
    (0..<12).map { _ -> String in
      if cells.chance(45) { return "\(cells.pick(Self.commands)) \(cells.pick(Self.words))" }
      if cells.chance(15) {
        return "| \(cells.pick(["head -1", "head 2", "derive x = n / 0", "describe", "profile", "nonsense"]))"
      }
      if cells.chance(25) {
        return "r = range \(cells.pick(["0", "3", "200"])) | derive { f = n / 3, d = date \"9999-12-31\" + n * n }"
      }
      var draw = HostileScripts(seed: seed &* 31 &+ UInt64(cells.below(1 << 30)))
      draw.isSmall = true
      return draw.statement()
    }.joined(separator: "\n")
  }

  /// Plays a conversation at a prompt, whose drawings are made and thrown away.
  public static func play(_ text: String, width: Int) {
    let device = TerminalDevice(ink: Ink(colours: true)) {
      width
    } sink: { _ in
    }
    let lines = Lines(text.split(separator: "\n", omittingEmptySubsequences: false).map { .text(String($0)) })
    let workbench = Workbench(session: Session(catalog: .standard), threads: 2)
    workbench.folder = "saved"
    let prompt = Prompt(workbench, lines: lines, screen: device), eyes = ManyEyes(prompt)
    workbench.frontEnd = eyes
    prompt.run(greeting: "Carnet")
  }

  /// Draws what a prompt draws in all other ways, too.
  private final class ManyEyes: FrontEnd {
    private let prompt: Prompt
    init(_ prompt: Prompt) { self.prompt = prompt }

    func show(_ shown: Shown) {
      prompt.show(shown)
      _ = HTMLRenderer().render(shown)
      _ = JSONRenderer().render(shown)
    }

    func watch<T>(_ monitor: WorkMonitor, _ work: () throws -> T) rethrows -> T { try prompt.watch(monitor, work) }
  }

  private final class Lines: LineSource {
    private var lines: [TypedLine]
    init(_ lines: [TypedLine]) { self.lines = lines }
    func readLine(prompt: String, preset: String) -> TypedLine { lines.isEmpty ? .end : lines.removeFirst() }
    func remember(_ entry: String) {}
  }
}
