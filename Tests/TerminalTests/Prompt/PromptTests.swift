import Foundation
import SampleVerbs
import Session
import Synchronization
import Terminal
import TestSupport
import Testing
import Workbench

/// Conversations with the prompt against golden files: what a person types stands behind the prompt.
///
/// After a wanted change: `CARNET_UPDATE_GOLDEN=1 swift test --filter PromptTests`, then read the files.
@Suite struct PromptTests {
  private static let updates = ProcessInfo.processInfo.environment["CARNET_UPDATE_GOLDEN"] == "1"

  @Test func cells() throws {
    try compare(
      """
      numbers 3
      x = numbers 2000
      x
      numbers 3 |
      keep 2
      | keep 1
      numbrs 3
      pivot 3
      .last 4
      """, with: "prompt-cells.txt")
  }

  @Test func commands() throws {
    try compare(
      """
      x = numbers 12, factor: 1000
      y = x | keep 2
      .cells
      .ls
      .schema x
      .schema z
      .undo
      .redo
      .redo
      x = numbers 3
      .cells
      .rerun
      .edit 2
      y = x | keep 3
      .set
      .set rows 4
      .set rows many
      .last
      .save
      .sav
      .why n
      .plan x | keep 2
      .plan x | kept 2
      .plan numbers 2 | keep 1, like: x
      .plan seed 1
      .plan
      .verify
      """, with: "prompt-commands.txt")
  }

  @Test func help() throws {
    try compare(".help\n.help keep\n.help E81\n.help .save\n.help pivot\n.help kep", with: "prompt-help.txt")
  }

  @Test("commands without their dot", arguments: [
    ("help", ".help"), ("help keep", ".help keep"), ("exit", ".quit"), ("exit()", ".quit"), ("quit", ".quit"),
    ("?", ".help"), ("docs keep", ".help keep"), ("cells", ".cells"), ("show plan x | keep 1", ".plan x | keep 1"),
  ]) func withoutTheDot(typed: String, command: String) {
    #expect(converse(typed).text.contains("a command begins with a dot\nhelp: write `\(command)`\n"))
  }

  @Test func aNameOfACommandMayBeAResult() {
    let (text, folder) = converse("help = numbers 3\nhelp | keep 1\nlast | keep 1")
    try? FileManager.default.removeItem(atPath: folder)
    #expect(text.contains("help: 3 rows × 1 column") && text.contains("1 row × 1 column"))
    #expect(!text.contains("begins with a dot"))
  }

  @Test func savesAtTheEnd() throws {
    let (text, folder) = converse("x = numbers 3\n.quit\nnumbers 4")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(text.contains("saved FOLDER/"))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    let saved = try #require(files.first { $0.hasSuffix(".carnet") })
    #expect(files.contains(saved + ".lock"))
    let script = try String(contentsOfFile: "\(folder)/\(saved)", encoding: .utf8)
    #expect(Pairing(script).text == "carnet 1\n\nx = numbers 3\n")
  }

  @Test func savesNothingOfAnEmptySession() {
    let (text, folder) = converse(".ls\n.cells\n.last\n.undo\n.rerun")
    #expect(!text.contains("saved"))
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  private func compare(_ typed: String, with name: String) throws {
    let (text, folder) = converse(typed)
    try? FileManager.default.removeItem(atPath: folder)
    let shown = text.replacing(/FOLDER\/[-0-9]+\.carnet/, with: "FILE")
    let file = URL(filePath: Repository.file("Tests/Golden/terminal/\(name)"))
    if Self.updates { return try Data(shown.utf8).write(to: file) }
    #expect(try shown == String(contentsOf: file, encoding: .utf8), "\(name) differs from its golden file")
  }

  /// What stands on the screen, 80 columns wide, after everything was typed.
  private func converse(_ typed: String) -> (text: String, folder: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)").path
    let screen = Screen()
    let device = TerminalDevice(ink: Ink(colours: false)) { 80 } sink: { screen.add($0) }
    let lines = EchoingLines(typed, screen)
    let workbench = Workbench(session: Session(catalog: SampleCatalog.all), codes: SessionCodes.all, threads: 1)
    workbench.folder = folder
    Prompt(workbench, lines: lines, screen: device).run(greeting: "Carnet")
    return (screen.text.replacing(folder, with: "FOLDER"), folder)
  }
}

/// Text that several owners add to.
private final class Screen: Sendable {
  private let state = Mutex("")
  var text: String { state.withLock { $0 } }
  func add(_ text: String) { state.withLock { $0 += text } }
}

/// Lines that also appear on the screen, as they do when a person types them.
private struct EchoingLines: LineSource {
  private let lines: ScriptedLines
  private let screen: Screen

  init(_ text: String, _ screen: Screen) { (lines, self.screen) = (ScriptedLines(text), screen) }

  func readLine(prompt: String, preset: String) -> TypedLine {
    let line = lines.readLine(prompt: prompt, preset: preset)
    if case .text(let text) = line { screen.add(prompt + (preset.isEmpty ? "" : "{\(preset)} ") + text + "\n") }
    return line
  }

  func remember(_ entry: String) {}
}
