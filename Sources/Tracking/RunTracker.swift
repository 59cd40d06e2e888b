import Files
import Forms
import Kernels
import Language
import Session
import Syntax
import Verbs
import Workbench

/// Tells a tracking server of the experiments of a session: puts a parcel into the outbox for each, and has it sent.
package final class RunTracker: CellObserver {
  private let outbox: Outbox
  private let courier: Courier
  private let script: String
  /// Whether cells keep their values, so that a run's script, lock and report can be made at once.
  private let keepsValues: Bool
  /// The parcels that were told of, each by the run of its cell: numbers of cells change.
  private var parcels: [Int: (id: String, target: TrackingTarget)] = [:]
  /// What ran, where cells keep no values.
  private var report: Report

  /// - Parameters:
  ///   - script: what the cells belong to, as a person would call it.
  ///   - keepsValues: whether the session's cells keep their values; otherwise ``finish(script:lock:_:)`` tells of the
  ///     whole script at its end.
  package init(
    script: String, keepsValues: Bool, _ credentials: Credentials, outbox: Outbox = Outbox(),
    courier: Courier? = nil
  ) {
    (self.script, self.keepsValues, self.outbox) = (script, keepsValues, outbox)
    self.courier = courier ?? Courier(outbox, credentials)
    report = Report(name: script)
    // What an earlier session has left.
    if outbox.count > 0 { self.courier.wake() }
  }

  /// Puts what the server should know of a cell into the outbox.
  package func ran(
    _ cell: NotebookCell, for target: TrackingTarget?, in session: Session, _ execution: Execution
  ) -> [String] {
    if !keepsValues { report.add(cell, cell.value) }
    guard let target, let value = cell.value else { return [] }
    do {
      var notes: [String] = []
      guard let parcel = try parcel(of: cell, value, target, session, execution, &notes) else { return [] }
      try outbox.add(parcel)
      courier.wake()
      if case .run = parcel.work, let revision = cell.revision { parcels[revision] = (parcel.id, parcel.target) }
      return notes
    } catch {
      return ["`track`: the server will not hear of this cell: \(Session.diagnostics(of: error).first?.message ?? "")"]
    }
  }

  private func parcel(
    of cell: NotebookCell, _ value: any Value, _ target: TrackingTarget, _ session: Session, _ execution: Execution,
    _ notes: inout [String]
  ) throws -> Parcel? {
    let registration = value as? RegistrationValue
    guard registration != nil || session.isExperiment(cell) else { return chart(of: cell, value, session) }
    var facts = RunFacts(cell, value, script), artifacts: [Parcel.Artifact] = []
    let documents = documents(of: cell, session, execution, &notes)
    if let files = try ModelFiles.files(of: value, script: documents?.script) {
      facts.model = files["model.json"].map { XXH64.hash($0).hexadecimal }
      artifacts = files.sorted { $0.key < $1.key }.map { name, bytes in
        .init(name: "\(MLflowClient.modelFolder)/\(name)", bytes: bytes)
      }
    }
    if let registration {
      return Parcel(.registration(facts, name: registration.name, alias: registration.alias), for: target, artifacts)
    }
    facts.tags["carnet.data"] = RunLog.mark(of: session.cells.flatMap(\.inputs) + cell.inputs)
    if let documents {
      var report = Report(name: script)
      for cell in documents.cells { report.add(cell, cell.value) }
      let own = Self.documents(documents.script, documents.lock.text, report)
      facts.tags.merge(own.tags) { first, _ in first }
      artifacts += own.artifacts
    }
    return Parcel(.run(facts), for: target, artifacts)
  }

  /// The script, the lock and what ran. Where they cannot be made, or nobody wants to wait for them, the run goes
  /// without.
  private func documents(
    of cell: NotebookCell, _ session: Session, _ execution: Execution, _ notes: inout [String]
  ) -> Session.Documents? {
    guard keepsValues else { return nil }
    do { return try session.documents(of: cell.number, execution) } catch {
      let reason = error is Cancelled ? "cancelled" : Session.diagnostics(of: error).first?.message ?? "\(error)"
      notes.append("`track`: the server hears of this cell without its script, lock and report: \(reason)")
      return nil
    }
  }

  /// A picture that was drawn of a run.
  private func chart(of cell: NotebookCell, _ value: any Value, _ session: Session) -> Parcel? {
    let sources = cell.sources.values.sorted().compactMap { session.cell($0)?.revision }
    guard let run = sources.compactMap({ parcels[$0] }).first, let svg = value.presentation.svg else { return nil }
    let written = cell.exported.map { PathParts(PathParts($0).name).withoutEnding }
    let name = cell.binding.map(Self.plain) ?? "\(written.map(Self.plain) ?? "chart")-\(cell.number)"
    return Parcel(
      .addition(run: run.id, tags: [:]), for: run.target, [.init(name: "charts/\(name).svg", bytes: Array(svg.utf8))])
  }

  /// A name that is a path nowhere.
  private static func plain(_ name: String) -> String {
    String(name.map { $0.isLetter || $0.isNumber || "_- ".contains($0) ? $0 : "_" })
  }

  /// A script, its lock and a report as files, with the tags that tell them.
  private static func documents(
    _ script: String, _ lock: String, _ report: Report
  ) -> (artifacts: [Parcel.Artifact], tags: [String: String]) {
    let files = [
      ("session.carnet", script), ("session.carnet.lock", lock), ("report.html", report.page),
    ]
    return (
      files.map { Parcel.Artifact(name: $0.0, bytes: Array($0.1.utf8)) },
      ["carnet.script_hash": XXH64.hash(script).hexadecimal, "carnet.lock_hash": XXH64.hash(lock).hexadecimal])
  }

  /// Tells of the script that has run and of its lock, for all runs that were told of.
  ///
  /// - Returns: what the person should know, a sentence each.
  package func finish(script: String, lock: Lock) -> [String] {
    guard !parcels.isEmpty else { return [] }
    let pair = Pairing.pair(script, with: lock)
    let (artifacts, tags) = Self.documents(pair.script, pair.lock.text, report)
    do {
      for parcel in parcels.sorted(by: { $0.key < $1.key }).map(\.value) {
        try outbox.add(Parcel(.addition(run: parcel.id, tags: tags), for: parcel.target, artifacts))
      }
      courier.wake()
      return []
    } catch {
      return ["the server will not hear of the script and its lock: \(error)"]
    }
  }
}

extension RunTracker: Outgoing {
  /// What happened since it was asked last.
  package func news() -> [String] { courier.news() }
  /// Whether something waits.
  package var waits: Bool { courier.waits }
  /// What waits, and why.
  package var facts: [(label: String, text: String)] { courier.facts }
  /// Sends what waits without waiting for the next try.
  package func sendNow() { courier.wake() }
  /// Gives the server some seconds to take what waits.
  package func end(within seconds: Double, isCancelled: () -> Bool) -> [String] {
    courier.end(within: seconds, isCancelled: isCancelled)
  }
}
