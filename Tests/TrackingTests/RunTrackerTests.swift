import Columns
import Files
import Forms
import Foundation
import Kernels
import Language
import Session
import TestSupport
import Testing
@testable import Tracking
import Verbs

/// What a server hears of a session.
@Suite struct RunTrackerTests {
  private let folder = OutputFolder()
  private static let data = "d = range 60 | derive { id = n, x = n % 7, t = if n % 3 == 0 then 1 else 0 } | drop n "
    + "| roles key: id, target: t"

  /// A session with a tracker before a server.
  private final class Place {
    let server = FakeServer()
    let session: Session
    let tracker: RunTracker
    let outbox: Outbox
    private let courier: Courier

    init(_ folder: String, keepsValues: Bool = true) {
      var options = Session.Options()
      options.keepsValues = keepsValues
      options.takesFingerprints = !keepsValues
      session = Session(catalog: .standard, options: options)
      let nobody = Credentials { _ in nil }
      outbox = Outbox(folder)
      courier = Courier(outbox, nobody, server)
      tracker = RunTracker(script: "s.carnet", keepsValues: keepsValues, nobody, outbox: outbox, courier: courier)
      session.observer = tracker
      session.registry = MLflowRegistry(nobody, server, outbox)
    }

    @discardableResult
    func run(_ text: String) -> [NotebookCell] {
      session.run(text, .serial).compactMap { result in
        if case .failed(let found) = result { Issue.record("\(found.map(\.message))") }
        return result.cell
      }
    }

    /// Waits until the server has heard of everything.
    func runs() -> [FakeServer.Run] {
      #expect(courier.end(within: 30).isEmpty)
      return server.now.runs
    }
  }

  private func place(_ name: String, keepsValues: Bool = true) -> Place {
    Place("\(folder.path)/\(name)", keepsValues: keepsValues)
  }

  @Test func aRunHasItsParametersMetricsAndDocuments() throws {
    let place = place("cv")
    place.run("track \"http://here\", experiment: \"credit\"\n\(Self.data)\nc = d | cv logistic(l2: 2), folds: 4")
    let cell = try #require(place.session.cells.last), value = try #require(cell.value)
    let run = try #require(place.runs().first), runs = place.server.now.runs
    #expect(runs.count == 1 && run.name == "c" && run.status == "FINISHED")
    #expect(place.server.now.experiments == ["credit"])
    #expect(run.parameters["estimator"] == "logistic(l2: 2)" && run.parameters["l2"] == "2")
    #expect(run.parameters["cv.folds"] == "4" && run.parameters["cv.repeats"] == "1")
    let auc = try #require(value.fields.first { $0.name == "auc" }?.cell.number)
    #expect(run.metrics.contains { $0.contains("\"auc\"") && $0.contains("\(auc)") })
    for step in 1...4 { #expect(run.metrics.contains { $0.contains("\"fold_auc\"") && $0.hasSuffix("\(step)}") }) }
    #expect(run.tags["carnet.statement"] == cell.text && run.tags["mlflow.source.name"] == "s.carnet")
    #expect(Set(run.files.keys) == ["session.carnet", "session.carnet.lock", "report.html"])
    let script = String(decoding: try #require(run.files["session.carnet"]), as: UTF8.self)
    #expect(run.tags["carnet.script_hash"] == XXH64.hash(script).hexadecimal)
    // The script alone makes the run again, and its lock says so.
    let lock = try #require(Lock(text: String(decoding: run.files["session.carnet.lock"] ?? [], as: UTF8.self)))
    #expect(!script.contains("track") && Pairing(script).belongs(to: lock) && lock.cells.count == 2)
    var options = Session.Options()
    options.takesFingerprints = true
    let again = Session(catalog: .standard, options: options)
    let result = again.verify(script, named: "again", against: lock, blocks: nil, runsOn: false, .serial)
    if case .identical = result.verdict {} else { Issue.record("\(result.verdict)") }
  }

  /// Two stages of one verb have options of their own.
  @Test func parametersOfEveryStage() {
    let place = place("stages")
    place.run(
      "track \"http://here\"\n\(Self.data)\n"
        + "c = d | clip x, min: 1 | derive y = x | clip y, min: 2, max: 5 | cv dummy, folds: 3")
    let parameters = place.runs()[0].parameters
    #expect(parameters["clip.min"] == "1" && parameters["clip.min 2"] == "2" && parameters["clip.max"] == "5")
    #expect(parameters["cv.folds"] == "3" && parameters["estimator"] == "dummy")
  }

  @Test func nothingIsToldWithoutAServer() {
    let place = place("none")
    place.run("\(Self.data)\nc = d | cv dummy\ntrack \"http://here\"\ne = d | head 2")
    #expect(place.runs().isEmpty && place.outbox.count == 0)
  }

  @Test func cellsBelowAnotherServerGoThere() {
    let place = place("two")
    place.run("\(Self.data)\ntrack \"http://a\", experiment: \"one\"\na = d | cv dummy")
    place.run("track \"http://b\", experiment: \"two\"\nb = d | cv dummy")
    let runs = place.runs(), names = place.server.now.experiments
    #expect(names == ["one", "two"] && runs.map(\.experiment) == ["0", "1"] && runs.map(\.name) == ["a", "b"])
  }

  @Test func chartsGoToTheRunTheyAreDrawnOf() {
    let place = place("chart")
    place.run("track \"http://here\"\n\(Self.data)\na = d | cv dummy\nb = d | cv logistic")
    place.run("a | plot roc\nroc_b = b | plot roc\nrange 5 | plot hist(n)")
    let runs = place.runs()
    #expect(runs.count == 2)
    #expect(runs[0].files.keys.filter { $0.hasPrefix("charts/") } == ["charts/chart-5.svg"])
    #expect(runs[1].files.keys.filter { $0.hasPrefix("charts/") } == ["charts/roc_b.svg"])
    #expect(runs[1].files["charts/roc_b.svg"]?.starts(with: Array("<svg".utf8)) ?? false)
  }

  @Test func aModelGoesThereAndComesBack() throws {
    let place = place("model")
    place.run(
      "track \"http://here\", experiment: \"credit\"\n\(Self.data)\ncredit = d | fit logistic\n"
        + "register credit, alias: champion\nregister credit, alias: second\nregister credit, name: \"other\"")
    // Ends the sending; the registry is asked without it.
    let runs = place.runs()
    #expect(runs.count == 1, "the model of `fit` is the one that is registered")
    let files = try #require(runs.first).files.keys.filter { $0.hasPrefix("model/") }
    #expect(Set(files).isSuperset(of: ["model/carnet.json", "model/model.json", "model/contract.json"]))
    #expect(place.server.now.models == ["credit": [0], "other": [0]])
    #expect(place.server.now.aliases == ["credit@champion": 1, "credit@second": 1])
    place.run("m = load \"models:/credit@champion\"\nk = load \"models:/other/1\"")
    let scores = ["credit", "m", "k"].map { name -> [Cell] in
      let column = place.run("d | predict \(name) | select score").first?.value?.table?.columns[0]
      return column.map { column in (0..<column.count).map { column[$0] } } ?? []
    }
    #expect(scores[0].count == 60 && scores[0] == scores[1] && scores[0] == scores[2])
    let loaded = try #require(place.session.cell(7))
    #expect(loaded.notes == ["load: version 1 of `credit@champion` at http://here"])
    #expect(loaded.inputs.allSatisfy { $0.path.hasPrefix("models:/credit@champion/") } && loaded.inputs.count > 2)
    #expect(loaded.reads[.tracking] == 1, "another server would give another model")
  }

  @Test func aModelThatIsNotThere() throws {
    let place = place("missing")
    place.run("track \"http://here\"")
    for (name, words) in [
      ("credit@champion", "RESOURCE_DOES_NOT_EXIST"), ("credit/9", "RESOURCE_DOES_NOT_EXIST"),
      ("credit", "neither an alias nor a version"), ("credit/latest", "neither an alias nor a version"),
    ] {
      let result = place.session.run("load \"models:/\(name)\"", .serial).first
      guard case .failed(let found)? = result else { Issue.record("\(name) is there"); continue }
      #expect(found[0].message.contains(words), "\(found[0].message)")
    }
    #expect(place.session.cells.count == 1)
  }

  /// A script that keeps no values tells of itself at its end, and of the lock that it writes.
  @Test func aScriptTellsOfItsLock() throws {
    let place = place("script", keepsValues: false)
    let text = "carnet 1\n\ntrack \"http://here\"\n\(Self.data)\na = d | cv dummy\nb = d | fit dummy\nregister b\n"
    let run = place.session.runScript(text, named: "s.carnet", .serial) { _, _ in true }
    if case .done = run.end {} else { Issue.record("\(run.end)") }
    let lock = place.session.scriptLock
    #expect(place.tracker.finish(script: text, lock: lock).isEmpty)
    let runs = place.runs()
    #expect(runs.map(\.name) == ["a", "b"] && place.server.now.models == ["b": [1]])
    for run in runs {
      #expect(Set(run.files.keys).isSuperset(of: ["session.carnet", "session.carnet.lock", "report.html"]))
      let own = try #require(Lock(text: String(decoding: run.files["session.carnet.lock"] ?? [], as: UTF8.self)))
      #expect(own.cells.map(\.values) == lock.cells.map(\.values) && own.cells.count == 5)
      #expect(run.tags["carnet.lock_hash"] == XXH64.hash(own.text).hexadecimal)
    }
  }

  /// The value of a cell, and with it the lock, knows nothing of servers.
  @Test func theLockIsTheSameWithAServerAndWithout() throws {
    let text = "track \"http://here\"\n\(Self.data)\na = d | cv dummy\nb = d | fit dummy\nregister b, alias: x"
    let place = place("lock"), alone = Session(catalog: .standard)
    place.run(text)
    alone.run(text, .serial)
    #expect(try place.session.lock(.serial).text == alone.lock(.serial).text)
    #expect(place.runs().count == 2)
  }

  @Test func aCellThatRunsAgainIsARunOfItsOwn() {
    let place = place("again")
    place.run("track \"http://here\"\n\(Self.data)\na = d | cv dummy")
    _ = place.session.edit(3, to: "a = d | cv logistic", .serial)
    #expect(place.runs().map { $0.parameters["estimator"] } == ["dummy", "logistic"])
  }

  /// Numbers of cells change; a chart belongs to what it was drawn of.
  @Test func chartsFindTheirRunWhenCellsAreDeleted() throws {
    let place = place("deleted")
    place.run("track \"http://here\"\n\(Self.data)\na = d | cv dummy\nb = d | cv logistic")
    try place.session.remove([3])
    place.run("roc_of_b = b | plot roc")
    let runs = place.runs()
    #expect(runs.map(\.name) == ["a", "b"] && runs[0].files.keys.allSatisfy { !$0.hasPrefix("charts/") })
    #expect(runs[1].files.keys.filter { $0.hasPrefix("charts/") } == ["charts/roc_of_b.svg"])
  }

  /// The server has not heard of the registration yet when the model is asked for.
  @Test func whatIsRegisteredIsWhatIsLoaded() throws {
    let place = place("behind")
    for l2 in ["0.1", "100"] {
      place.run(
        "track \"http://here\"\n\(l2 == "0.1" ? Self.data : "d | count")\nm\(l2.count) = d | fit logistic(l2: \(l2))\n"
          + "register m\(l2.count), name: \"m\", alias: champion\nk\(l2.count) = load \"models:/m@champion\"")
      let loaded = place.session.cells.last?.value?.experiment
      #expect(loaded == "logistic(l2: \(l2))")
    }
    #expect(place.runs().count == 2)
  }

  @Test func manyModelsHaveMetricsOfTheirOwn() {
    let place = place("many"), options = (1...12).map { "min_child_samples: \(20 + $0)" }.first ?? ""
    let long = "\(options), learning_rate: 0.1, num_leaves: 7, max_depth: 3, reg_alpha: 0.001, reg_lambda: 0.001, "
    place.run(
      "track \"http://here\"\n\(Self.data)\nc = d | compare { lightgbm(\(long)n_estimators: 5), "
        + "lightgbm(\(long)n_estimators: 50), dummy }, folds: 2")
    let steps = place.runs()[0].metrics.filter { $0.contains("fold_auc ") }
    #expect(steps.count == 6 && steps.count { $0.contains("\"fold_auc 2\"") } == 2, "\(steps)")
  }

  /// A session that goes on from a script with its lock tracks as the script says, and what was told is not told again.
  @Test func aScriptThatIsOpenedTracks() throws {
    let folder = OutputFolder(), path = folder.path + "/s.carnet"
    let text = "track \"http://here\"\n\(Self.data)\na = d | cv dummy\n"
    let first = Session(catalog: .standard)
    first.run(text, .serial)
    try first.save(to: path, .serial)
    let place = place("opened")
    let saved = try Session.readScript(path)
    let lock = try Session.readLock(Lock.path(for: path), ofScript: path, saved)
    try place.session.open(saved, named: path, lock: lock, .serial)
    #expect(place.session.cells.count == 3 && place.session.cells[2].state == .recorded)
    place.run("$a.auc")
    place.run("b = d | cv logistic")
    #expect(place.runs().map(\.name) == ["b"])
  }
}
