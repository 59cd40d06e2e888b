import Diagnostics
import Foundation
import Kernels
import Language
@testable import Session
import TestSupport
import Testing
import Verbs

/// What is saved for a name gives that value again from the cells that it takes and no others, and a script that is
/// opened after it was saved is the session that it was saved from.
///
/// `CARNET_TRIALS=200 swift test --filter SavedPartTests` tries as many sessions.
@Suite struct SavedPartTests {
  private static let trials = Trials.count(24)

  @Test("`.save --for NAME` holds what the name needs, and nothing else", arguments: 0..<2)
  func parts(part: Int) throws {
    var saved = 0, removed = 0
    for trial in stride(from: part, to: Self.trials, by: 2) {
      let seed = UInt64(20_261_129 + trial)
      let made = try RandomlyMade(seed: seed)
      defer { made.remove() }
      for name in made.names {
        let (complaint, count) = try made.complaint(aboutPartFor: name)
        if let complaint {
          Issue.record("seed \(seed), \(name): \(complaint)")
          return
        }
        saved += count > 0 ? 1 : 0
        removed += count
      }
    }
    #expect(saved > Self.trials && removed > 2 * Self.trials, "\(saved) parts, \(removed) cells taken out")
    print("saved parts, \(part): \(saved) parts, \(removed) cells taken out")
  }

  @Test("`.open` after `.save` is the identity", arguments: 0..<2)
  func opening(part: Int) throws {
    var opened = 0
    for trial in stride(from: part, to: Self.trials, by: 2) {
      let seed = UInt64(20_261_129 + trial)
      let made = try RandomlyMade(seed: seed)
      defer { made.remove() }
      guard made.isWhole else { continue }
      if let complaint = try made.complaintAboutOpening() {
        Issue.record("seed \(seed): \(complaint)")
        return
      }
      opened += 1
    }
    #expect(opened > Self.trials / 4, "\(opened) opened")
  }
}

/// A session after some random entries, edits and comments.
private struct RandomlyMade {
  let session = Session(catalog: .standard)
  let folder: String

  init(seed: UInt64) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "carnet-saved-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("n\n4\n7\n".utf8).write(to: URL(filePath: "\(folder)/given.csv"))
    var random = SplitMix64(seed: seed ^ 0xC0FFEE), generator = RandomSession(seed: seed)
    for text in RandomSession.beginning { enter(text, &random) }
    for _ in 0..<24 {
      let bound = session.scope.resultNames.filter { ["a", "b", "c", "d"].contains($0) }.sorted()
      switch generator.next(cellCount: session.cells.count, bound: bound) {
      case .enter(let text): enter(text, &random)
      case .extend(let text): _ = session.run(text, .serial)
      case .edit(let number, let text): _ = session.edit(number, to: here(text), .serial)
      case .undo: _ = session.undo()
      case .redo: _ = session.redo()
      case .rerun: session.rerun(.serial)
      case .rerunCell(let number): _ = session.rerun(number, .serial)
      case .set(let value): try? session.set("k", to: value, .serial)
      case .save: break
      }
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private func here(_ text: String) -> String { text.replacing("FOLDER", with: folder) }

  /// An entry, sometimes below a text.
  private func enter(_ text: String, _ random: inout SplitMix64) {
    if random.next() % 4 == 0 { _ = session.run("# Note \(random.next() % 100)\n# in two lines", .serial) }
    _ = session.run(here(text), .serial)
  }

  var names: [String] { session.scope.resultNames.sorted() }

  /// Whether all cells can be computed.
  var isWhole: Bool {
    session.rerun(.serial)
    // What fails, and what reads it, goes.
    for _ in 0..<40 {
      let open = session.cells.filter { !$0.state.holds }.map(\.number)
      if open.isEmpty { break }
      try? session.remove(Set(open))
      session.rerun(.serial)
    }
    return session.cells.allSatisfy(\.state.holds) && !session.cells.isEmpty && !readsLaterFiles
  }

  /// Whether a cell has read what only one below it writes: from its start the script finds another file there.
  private var readsLaterFiles: Bool {
    session.cells.contains { cell in
      cell.inputs.contains { input in
        input.path.hasSuffix("written.csv")
          && !session.cells.prefix(cell.number - 1).contains { $0.outputs.contains(input.path) }
      }
    }
  }

  /// What is wrong with the part that is saved for a name, and how many of its cells were taken out in turn.
  func complaint(aboutPartFor name: String) throws -> (String?, Int) {
    guard !readsLaterFiles, let number = session.cellNumber(of: name),
      (try? session.refreshRecorded(for: name, .serial)) != nil, let cell = session.cell(number), cell.value != nil
    else { return (nil, 0) }
    let path = "\(folder)/part.carnet", wanted = ScriptModel.describe(cell)
    try session.save(to: path, for: name, .serial)
    let cells = session.recordedCells(for: name).map(\.text)
    let names = session.recordedCells(for: name).map(\.binding)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    guard value(of: name, in: text) == wanted else { return ("the part gives something else:\n\(text)", 0) }
    for index in cells.indices where cells.count > 1 {
      var rest = cells
      let gone = rest.remove(at: index)
      guard value(of: name, in: rest.joined(separator: "\n")) == wanted else { continue }
      // Another version of a name may be the same as the one before, which only its values tell.
      if let bound = names[index], names.count(where: { $0 == bound }) > 1 { continue }
      // A seed has no part where all rows are drawn; that nobody can tell before it is done.
      if gone.contains("seed "), cells.contains(where: { $0.contains("sample") }) { continue }
      return ("`\(gone)` is superfluous in\n\(text)", 0)
    }
    return (nil, cells.count)
  }

  /// What a name stands for behind a script, and nil where the script fails.
  private func value(of name: String, in text: String) -> String? {
    try? FileManager.default.removeItem(atPath: "\(folder)/written.csv")
    var options = Session.Options()
    options.overrides = session.recordedOverrides(for: name).filter { text.contains("param \($0.key)") }
    let other = Session(catalog: .standard, options: options)
    guard case .done = other.runScript(text, named: "part", .serial, onCell: { _, _ in true }).end,
      let number = other.cellNumber(of: name), let cell = other.cell(number)
    else { return nil }
    return ScriptModel.describe(cell)
  }

  func complaintAboutOpening() throws -> String? {
    let path = "\(folder)/whole.carnet"
    try session.save(to: path, .serial)
    let cells = session.recordedCells()
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var options = Session.Options()
    options.overrides = session.recordedOverrides()
    let opened = Session(catalog: .standard, options: options)
    try opened.open(text, named: path, lock: Session.readLock(path + ".lock", ofScript: path, text), .serial)
    guard opened.cells.map(\.text) == cells.map(\.text) else { return "other cells:\n\(text)" }
    guard opened.cells.map(\.binding) == cells.map(\.binding) else { return "other names:\n\(text)" }
    guard opened.pendingText == session.pendingText else { return "another text at the end:\n\(text)" }
    guard opened.cells.allSatisfy(\.state.holds) else { return "not all holds:\n\(text)" }
    for (cell, original) in zip(opened.cells, cells) {
      _ = try opened.currentValue(of: cell.number, .serial)
      guard let now = opened.cell(cell.number), ScriptModel.describe(now) == ScriptModel.describe(original) else {
        return "cell \(cell.number) has another value:\n\(text)"
      }
    }
    try opened.save(to: "\(folder)/again.carnet", .serial)
    for ending in ["", ".lock"] {
      let files = ["whole", "again"].map { FileManager.default.contents(atPath: "\(folder)/\($0).carnet\(ending)") }
      if files[0] != files[1] { return "saved again, the \(ending.isEmpty ? "script" : "lock") is another:\n\(text)" }
    }
    return nil
  }
}
