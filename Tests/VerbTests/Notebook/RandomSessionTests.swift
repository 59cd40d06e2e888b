import Diagnostics
import Foundation
import Kernels
import Language
import Session
import Testing
import Verbs

/// A session is a script: whatever was typed, extended, edited, undone or set, each value that it shows is the one that
/// a run of its cells from the start gives, and a script that was saved gives the same lock again.
///
/// `CARNET_TRIALS=1000 swift test --filter RandomSessionTests` runs as many sessions.
@Suite struct RandomSessionTests {
  private static let trials = ProcessInfo.processInfo.environment["CARNET_TRIALS"].flatMap(Int.init) ?? 40

  @Test("at any moment, what is shown is what the script gives", arguments: 0..<4)
  func shownIsTrue(part: Int) throws {
    var counts = Counts()
    for trial in stride(from: part, to: Self.trials, by: 4) {
      let seed = UInt64(20_261_128 + trial)
      var conversation = try Conversation(seed: seed)
      defer { conversation.end() }
      conversation.begin()
      for _ in 0..<24 {
        if let complaint = try conversation.step() {
          Issue.record("seed \(seed): \(complaint)\n\(conversation.story.joined(separator: "\n"))")
          return
        }
      }
      counts.add(conversation.counts)
    }
    // A test that compares nothing would pass as well.
    #expect(counts.compared > 40 * Self.trials / 4 && counts.stale > Self.trials / 8 && counts.saved > Self.trials / 40)
    print("random sessions, part \(part): \(counts)")
  }

  struct Counts {
    var compared = 0, stale = 0, saved = 0, refused = 0, failing = 0
    mutating func add(_ other: Counts) {
      compared += other.compared
      stale += other.stale
      saved += other.saved
      refused += other.refused
      failing += other.failing
    }
  }
}

/// A session and its model, side by side.
private struct Conversation {
  private var generator: RandomSession
  private let session = Session(catalog: .standard)
  private var model = ScriptModel()
  private let folder: String
  private(set) var story: [String] = []
  private(set) var counts = RandomSessionTests.Counts()

  init(seed: UInt64) throws {
    generator = RandomSession(seed: seed)
    folder = FileManager.default.temporaryDirectory.appending(path: "carnet-random-\(UUID().uuidString)").path
    for name in ["session", "model", "scratch"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
      try Data("n\n4\n7\n".utf8).write(to: URL(filePath: "\(folder)/\(name)/given.csv"))
    }
  }

  mutating func begin() {
    for text in RandomSession.beginning {
      story.append(text)
      if let complaint = enter(text) { story.append(complaint) }
    }
  }

  func end() { try? FileManager.default.removeItem(atPath: folder) }

  /// Does one thing. Returns what is wrong afterwards, or nil.
  mutating func step() throws -> String? {
    let bound = session.scope.resultNames.filter { ["a", "b", "c", "d"].contains($0) }.sorted()
    let action = generator.next(cellCount: session.cells.count, bound: bound)
    story.append("\(action)")
    let complaint: String?
    switch action {
    case .enter(let text): complaint = enter(text)
    case .extend(let text): complaint = extend(text)
    case .edit(let number, let text): complaint = edit(number, text)
    case .undo: complaint = (session.undo() != nil) == model.undo() ? nil : "undo"
    case .redo: complaint = (session.redo() != nil) == model.redo() ? nil : "redo"
    case .rerun:
      session.rerun(.serial)
      complaint = allDone()
    case .rerunCell(let number):
      _ = session.rerun(number, .serial)
      complaint = nil
    case .set(let value): complaint = set(value)
    case .save(let name): complaint = try save(for: name)
    }
    return complaint ?? compare()
  }

  private func here(_ text: String) -> String { text.replacing("FOLDER", with: "\(folder)/session") }

  private func run(_ texts: [String], in place: String = "model") -> (values: [String], isWhole: Bool) {
    try? FileManager.default.removeItem(atPath: "\(folder)/\(place)/written.csv")
    return ScriptModel.run(texts, setting: model.now.setting, in: "\(folder)/\(place)")
  }

  /// Whether a script can be entered up to here as a whole.
  private func accepts(_ texts: [String]) -> Bool { run(texts).isWhole }

  private mutating func enter(_ text: String) -> String? {
    guard ScriptModel.isSelfContained(model.texts + [text]) else { return nil }
    let isWhole = accepts(model.texts), isRight = accepts(model.texts + [text])
    let result = session.run(here(text), .serial).first
    let isTaken = result?.isFinished ?? false
    if isTaken { model.change { $0.texts.append(text) } } else { counts.refused += 1 }
    return isWhole && isTaken != isRight ? "entered: \(isTaken), right: \(isRight) \(message(result))" : nil
  }

  private mutating func extend(_ text: String) -> String? {
    // A definition cannot be extended, though its text could.
    guard let last = model.texts.last, !last.hasPrefix("define") else { return nil }
    let above = Array(model.texts.dropLast())
    let isWhole = accepts(model.texts), isRight = accepts(above + [last + " " + text])
    let result = session.run(text, .serial).first
    let isTaken = result?.isFinished ?? false
    if isTaken { model.change { $0.texts[$0.texts.count - 1] += " " + text } } else { counts.refused += 1 }
    return isWhole && isTaken != isRight ? "extended: \(isTaken), right: \(isRight) \(message(result))" : nil
  }

  private mutating func edit(_ number: Int, _ text: String) -> String? {
    var texts = model.texts
    texts[number - 1] = text
    guard ScriptModel.isSelfContained(texts) else { return nil }
    let above = Array(model.texts.prefix(number - 1))
    let isWhole = accepts(above), isRight = accepts(above + [text])
    let result = session.edit(number, to: here(text), .serial)
    if result.isFinished { model.change { $0.texts[number - 1] = text } } else { counts.refused += 1 }
    return isWhole && result.isFinished != isRight
      ? "edited: \(result.isFinished), right: \(isRight) \(message(result))" : nil
  }

  private mutating func set(_ value: String?) -> String? {
    guard (try? session.set("k", to: value, .serial)) != nil else { return nil }
    model.change { $0.setting = value }
    return nil
  }

  private func message(_ result: Session.CellResult?) -> String {
    if case .failed(let diagnostics) = result { diagnostics.map(\.message).joined(separator: "; ") } else { "" }
  }

  /// After `.rerun` of a script that is right, nothing is stale.
  private func allDone() -> String? {
    guard run(model.texts).isWhole else { return nil }
    let open = session.cells.filter { $0.state != .done }
    return open.isEmpty ? nil : "not done after rerun: \(open.map { "\($0.number) \($0.reason ?? "")" })"
  }

  private mutating func compare() -> String? {
    guard session.cells.map(\.text.count).count == model.texts.count else { return "another number of cells" }
    let (values, isWhole) = run(model.texts)
    counts.failing += isWhole ? 0 : 1
    for (cell, value) in zip(session.cells, values) {
      guard cell.state == .done else {
        counts.stale += 1
        if cell.value != nil { return "cell \(cell.number) is \(cell.state) and shows a value" }
        continue
      }
      counts.compared += 1
      if ScriptModel.describe(cell) != value {
        return "cell \(cell.number) shows\n\(ScriptModel.describe(cell))\nand the script gives\n\(value)"
      }
    }
    if !isWhole, session.cells[values.count].state == .done { return "cell \(values.count + 1) is done, and fails" }
    return compareNames(isWhole) ?? compareDone()
  }

  /// What a name stands for is the value of the last cell that binds it.
  private func compareNames(_ isWhole: Bool) -> String? {
    for (name, value) in session.scope.bindings {
      guard let number = session.cellNumber(of: name), let cell = session.cell(number) else {
        return "\(name): no cell"
      }
      let last = session.cells.last { $0.binding == name }
      guard cell.number == last?.number, cell.state == .done else { return "\(name) stands for an older version" }
      if let table = value.table, let shown = cell.value?.table, Run.lines(table) != Run.lines(shown) {
        return "\(name) is not what its cell shows"
      }
    }
    return nil
  }

  /// What is done behind a cell that fails is what the cells that are done give by themselves.
  private func compareDone() -> String? {
    let done = session.cells.filter { $0.state == .done }
    guard done.count < session.cells.count else { return nil }
    // A cell that was passed over may have written what one behind it has read.
    guard !session.cells.contains(where: { !$0.outputs.isEmpty }) else { return nil }
    let (values, isWhole) = run(done.map { model.texts[$0.number - 1] }, in: "scratch")
    guard isWhole else { return "the cells that are done are no script: \(values.count) of \(done.count)" }
    for (cell, value) in zip(done, values) where ScriptModel.describe(cell) != value {
      return "cell \(cell.number) is done and shows\n\(ScriptModel.describe(cell))\nand by itself gives\n\(value)"
    }
    return nil
  }

  private mutating func save(for name: String?) throws -> String? {
    let path = "\(folder)/saved-\(story.count).carnet", isWhole = run(model.texts).isWhole
    do { try session.save(to: path, for: name, .serial) } catch {
      let known = session.scope.resultNames
      let isRefused = !isWhole || session.cells.isEmpty || name.map { !known.contains($0) } ?? false
      return isRefused ? nil : "not saved: \(Session.diagnostics(of: error).map(\.message))"
    }
    counts.saved += 1
    let lock = try String(contentsOfFile: path + ".lock", encoding: .utf8)
    let script = try String(contentsOfFile: path, encoding: .utf8)
    var options = Session.Options()
    (options.overrides, options.keepsValues, options.takesFingerprints) = (
      session.recordedOverrides(for: name), false, true
    )
    let anew = Session(catalog: .standard, options: options)
    let file = "\(folder)/session/written.csv", before = FileManager.default.contents(atPath: file)
    // A part of the session may leave another version than the whole of it.
    defer { _ = before.map { FileManager.default.createFile(atPath: file, contents: $0) } }
    let run = anew.runScript(script, named: path, .serial) { _, _ in true }
    guard case .done = run.end else { return "the saved script fails:\n\(script)" }
    // A lock that is written also says to which script it belongs.
    var saved = Lock(text: lock)
    saved?.scriptHash = nil
    if anew.scriptLock.text != saved?.text { return "the saved script has another lock:\n\(script)" }
    return nil
  }
}
