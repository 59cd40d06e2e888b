import Forms
import Language

// What is told of here may have been told of before, by a program that was killed on its way. So each step asks first
// whether it was done, or is one that does no harm twice: the server keeps a metric of a step, a parameter, a tag and a
// file once.
extension MLflowClient {
  /// The tag that tells of which parcel a run is.
  private static let mark = "carnet.id"
  /// The tag with the hash of the model that is among the files of a run, which are then complete.
  private static let modelMark = "carnet.model"
  /// The folder of the model among the files of a run.
  static let modelFolder = "model"
  // What the server takes in one message, and of one value.
  private static let most = (metrics: 1000, others: 100, parameter: 6000, tag: 8000)

  /// Tells the server of a parcel, once.
  /// - Returns: what it did not take of it, a sentence; nil where it took all.
  func send(_ parcel: Parcel) throws -> String? {
    let experiment = try experiment(parcel.target.experiment)
    let keepsFiles = experiment.root.hasPrefix(Self.ownFiles)
    let lack = keepsFiles ? nil : Self.keepsNoFiles(experiment.root)
    switch parcel.work {
    case .run(let facts): _ = try send(facts, parcel, keepsFiles ? parcel.artifacts : [], in: experiment.id)
    case .addition(let id, let tags):
      guard let known = try run(tagged: Self.mark, id, in: experiment.id) else {
        throw SendingError.refused("the server knows nothing of the run that this belongs to")
      }
      if keepsFiles { try put(parcel.artifacts, known) }
      try log(RunFacts(name: "", start: 0, end: 0, tags: tags), known)
    case .registration(let facts, let name, let alias):
      if let lack { throw SendingError.refused(lack) }
      let known = try facts.model.flatMap { try run(tagged: Self.modelMark, $0, in: experiment.id) }
      try register(try known ?? send(facts, parcel, parcel.artifacts, in: experiment.id), name, alias)
    }
    return parcel.artifacts.isEmpty ? nil : lack
  }

  /// A run at the server.
  private struct Run {
    let id: String
    /// Where its files are.
    let root: String
    let isFinished: Bool

    init?(_ form: JSONValue?) {
      guard let info = form?["info"], let id = info["run_id"]?.text, let root = info["artifact_uri"]?.text else {
        return nil
      }
      (self.id, self.root) = (id, root)
      isFinished = info["status"]?.text == "FINISHED"
    }
  }

  /// The number of an experiment, which is made where there is none, and where its files are.
  private func experiment(_ name: String) throws -> (id: String, root: String) {
    func known() throws -> (id: String, root: String)? {
      do {
        let found = try get("experiments/get-by-name", ["experiment_name": name])["experiment"]
        if found?["lifecycle_stage"]?.text == "deleted" {
          throw SendingError.later("the experiment `\(name)` was deleted at \(url): restore it there")
        }
        guard let id = found?["experiment_id"]?.text, let root = found?["artifact_location"]?.text else { return nil }
        return (id, root)
      } catch SendingError.unknown { return nil }
    }
    if let known = try known() { return known }
    // Somebody else may be faster.
    do { _ = try post("experiments/create", .members(["name": .text(name)])) } catch SendingError.taken {}
    if let known = try known() { return known }
    throw SendingError.later("\(url) gives no number for the experiment `\(name)`")
  }

  /// The runs with a tag, those that are finished first.
  private func runs(tagged tag: String, _ value: String, in experiment: String) throws -> [Run] {
    let found = try post(
      "runs/search",
      .members([
        "experiment_ids": .texts([experiment]), "filter": .text("tags.`\(tag)` = '\(value)'"), "max_results": .int(20),
        "run_view_type": .text(tag == Self.mark ? "ALL" : "ACTIVE_ONLY"),
      ]))
    let runs = (found["runs"]?.array ?? []).compactMap(Run.init)
    return runs.filter(\.isFinished) + runs.filter { !$0.isFinished }
  }

  private func run(tagged tag: String, _ value: String, in experiment: String) throws -> Run? {
    try runs(tagged: tag, value, in: experiment).first
  }

  private func send(
    _ facts: RunFacts, _ parcel: Parcel, _ artifacts: [Parcel.Artifact], in experiment: String
  ) throws -> Run {
    let run = try run(tagged: Self.mark, parcel.id, in: experiment) ?? create(facts, parcel.id, in: experiment)
    outbox?.isAnswered(parcel.id)
    try log(facts, run)
    try put(artifacts, run)
    if let model = facts.model, !artifacts.isEmpty {
      try log(RunFacts(name: "", start: 0, end: 0, tags: [Self.modelMark: model]), run)
    }
    _ = try post(
      "runs/update",
      .members(["run_id": .text(run.id), "status": .text("FINISHED"), "end_time": .int(facts.end)]))
    // A server that was asked twice, because it answered too late, has made another one.
    for other in try runs(tagged: Self.mark, parcel.id, in: experiment) where other.id != run.id && !other.isFinished {
      _ = try post("runs/delete", .members(["run_id": .text(other.id)]))
    }
    return run
  }

  private func create(_ facts: RunFacts, _ id: String, in experiment: String) throws -> Run {
    // Whoever asked before may have gone while the server was still about to make it.
    if let seconds = outbox?.asked(for: id), seconds < Double(NetworkTransport.patience) {
      throw SendingError.later("\(url) was asked to make a run, and has not answered yet")
    }
    try outbox?.asks(for: id)
    do {
      let made = try post(
        "runs/create",
        .members([
          "experiment_id": .text(experiment), "run_name": .text(facts.name), "start_time": .int(facts.start),
          "tags": Self.pairs([Self.mark: id], upTo: Self.most.tag),
        ]))
      guard let run = Run(made["run"]) else { throw SendingError.later("\(url) gives no number for a run") }
      return run
    } catch let error as SendingError {
      if case .later(_, mayBeDone: true) = error { throw error }
      outbox?.isAnswered(id)
      throw error
    }
  }

  /// Values longer than the server keeps are cut here, with a mark at the end: it would cut them without a word.
  private static func pairs(_ values: [String: String], upTo limit: Int) -> JSONValue {
    .array(values.sorted { $0.key < $1.key }.map { key, value in
      // The server counts scalars, as Python does.
      let scalars = value.unicodeScalars
      let text = scalars.count > limit ? String(String.UnicodeScalarView(scalars.prefix(limit - 1))) + "…" : value
      return .members(["key": .text(key), "value": .text(text)])
    })
  }

  private func log(_ facts: RunFacts, _ run: Run) throws {
    for part in facts.metrics.parts(of: Self.most.metrics) {
      let metrics = part.map { metric in
        JSONValue.members([
          "key": .text(metric.key), "value": Self.form(metric.value), "timestamp": .int(facts.end),
          "step": .int(metric.step),
        ])
      }
      _ = try post("runs/log-batch", .members(["run_id": .text(run.id), "metrics": .array(metrics)]))
    }
    for (kind, values, limit) in [
      ("params", facts.parameters, Self.most.parameter), ("tags", facts.tags, Self.most.tag),
    ] {
      for part in values.sorted(by: { $0.key < $1.key }).parts(of: Self.most.others) {
        let own = Dictionary(part.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        let message = JSONValue.Member(name: kind, value: Self.pairs(own, upTo: limit))
        _ = try post("runs/log-batch", .object([.init(name: "run_id", value: .text(run.id)), message]))
      }
    }
  }

  /// What JSON has no number for is a text; a bare NaN would be taken for 0, and what follows it be dropped.
  private static func form(_ value: Double) -> JSONValue {
    if value.isFinite { return .double(value) }
    return .text(value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity")
  }

  private func put(_ artifacts: [Parcel.Artifact], _ run: Run) throws {
    for artifact in artifacts { try put(artifact.bytes, at: artifactPlace(artifact.name, in: run.root)) }
  }

  /// Makes a version of a registered model, and moves the alias to it.
  private func register(_ run: Run, _ name: String, _ alias: String?) throws {
    do { _ = try post("registered-models/create", .members(["name": .text(name)])) } catch SendingError.taken {}
    guard let version = try version(of: run, name) ?? make(run, name) else {
      throw SendingError.later("\(url) gives no number for a version of `\(name)`")
    }
    guard let alias else { return }
    _ = try post(
      "registered-models/alias",
      .members(["name": .text(name), "alias": .text(alias), "version": .text(version)]))
  }

  private func version(of run: Run, _ name: String) throws -> String? {
    let found = try get("model-versions/search", ["filter": "run_id='\(run.id)'", "max_results": "200"])
    return found["model_versions"]?.array?.first { $0["name"]?.text == name }?["version"]?.text
  }

  private func make(_ run: Run, _ name: String) throws -> String? {
    let source = "runs:/\(run.id)/\(Self.modelFolder)"
    return try post(
      "model-versions/create",
      .members(["name": .text(name), "source": .text(source), "run_id": .text(run.id)]))["model_version"]?["version"]?
      .text
  }
}

extension Array {
  /// The elements, so many at a time.
  fileprivate func parts(of count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
  }
}
