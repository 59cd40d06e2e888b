import Files
import Forms
import Kernels
import Language

/// One thing that a server is to be told of, with all that it takes to tell it, as a file that waits.
struct Parcel: Sendable {
  /// What is to be told.
  enum Work: Sendable {
    /// A run. The files become its artifacts.
    case run(RunFacts)
    /// Artifacts and tags of a run that another parcel tells of.
    case addition(run: String, tags: [String: String])
    /// A version of a registered model: of the run that has the model, or else of this one.
    case registration(RunFacts, name: String, alias: String?)
  }

  /// A file that the server is to keep with the run.
  struct Artifact: Sendable {
    let name: String
    let bytes: [UInt8]
  }

  /// Unlike that of any other parcel, so that none is taken twice.
  let id: String
  let target: TrackingTarget
  let work: Work
  let artifacts: [Artifact]

  /// A parcel with a new id.
  init(_ work: Work, for target: TrackingTarget, _ artifacts: [Artifact]) {
    (self.work, self.target, self.artifacts) = (work, target, artifacts)
    id = UInt64.random(in: .min ... .max).hexadecimal + UInt64.random(in: .min ... .max).hexadecimal
  }
}

extension Parcel {
  /// What it tells of, for people.
  var title: String {
    switch work {
    case .run(let facts): "`\(facts.name)`"
    case .addition: artifacts.first.map { "`\($0.name)`" } ?? "an addition"
    case .registration(_, let name, _): "the registration of `\(name)`"
    }
  }
}

/// What a server keeps of a run besides its files.
struct RunFacts: Sendable, Equatable {
  /// A metric at a step.
  struct Metric: Sendable, Equatable {
    let key: String
    let value: Double
    let step: Int
  }

  let name: String
  /// Milliseconds since 1970.
  let start: Int
  let end: Int
  var parameters: [String: String] = [:]
  var metrics: [Metric] = []
  var tags: [String: String] = [:]
  /// The hash of the model among its files; nil where there is none.
  var model: String?
}

// A line of JSON, and behind it the bytes of the files, one after another.
extension Parcel {
  private static let kind = "carnet parcel", version = 1

  /// The parcel as a file.
  var bytes: [UInt8] {
    let listed = artifacts.map { artifact in
      JSONValue.members([
        "name": .text(artifact.name), "bytes": .int(artifact.bytes.count),
        "xxh64": .text(XXH64.hash(artifact.bytes).hexadecimal),
      ])
    }
    let head = JSONValue.members([
      "file": .text(Self.kind), "version": .int(Self.version), "id": .text(id), "url": .text(target.url),
      "experiment": .text(target.experiment), "token_file": target.tokenFile.map { .text($0) }, "work": work.form,
      "files": .array(listed),
    ])
    return head.compactBytes + [0x0A] + artifacts.flatMap(\.bytes)
  }

  /// - Throws: `FormError` for what is none, or not as it was written.
  init(_ bytes: [UInt8]) throws(FormError) {
    guard let end = bytes.firstIndex(of: 0x0A) else { throw FormError("the file is cut off", at: "parcel") }
    let head = try JSONReader.parse(Array(bytes[..<end]))
    guard head["file"]?.text == Self.kind, head["version"]?.int == Self.version, let id = head["id"]?.text,
      let url = head["url"]?.text, let experiment = head["experiment"]?.text,
      let work = head["work"].flatMap(Work.init), let files = head["files"]?.array
    else { throw FormError("this is no parcel of version \(Self.version)", at: "parcel") }
    var start = end + 1, artifacts: [Artifact] = []
    for file in files {
      guard let name = file["name"]?.text, let count = file["bytes"]?.int, count >= 0, bytes.count - start >= count
      else { throw FormError("the file is cut off", at: "parcel") }
      let own = Array(bytes[start..<start + count])
      guard XXH64.hash(own).hexadecimal == file["xxh64"]?.text else {
        throw FormError("the bytes are not as they were written", at: name)
      }
      artifacts.append(Artifact(name: name, bytes: own))
      start += count
    }
    self.id = id
    self.work = work
    self.artifacts = artifacts
    target = TrackingTarget(url: url, experiment: experiment, tokenFile: head["token_file"]?.text)
  }
}

extension Parcel.Work {
  fileprivate var form: JSONValue {
    switch self {
    case .run(let facts): .members(["kind": .text("run"), "run": facts.form])
    case .addition(let run, let tags):
      .members(["kind": .text("addition"), "of": .text(run), "tags": .texts(by: tags)])
    case .registration(let facts, let name, let alias):
      .members([
        "kind": .text("registration"), "run": facts.form, "name": .text(name), "alias": alias.map { .text($0) },
      ])
    }
  }

  fileprivate init?(_ form: JSONValue) {
    let facts = form["run"].flatMap(RunFacts.init)
    switch (form["kind"]?.text, facts) {
    case ("run", let facts?): self = .run(facts)
    case ("registration", let facts?):
      guard let name = form["name"]?.text else { return nil }
      self = .registration(facts, name: name, alias: form["alias"]?.text)
    case ("addition", _):
      guard let run = form["of"]?.text, let tags = form["tags"]?.textsByName else { return nil }
      self = .addition(run: run, tags: tags)
    default: return nil
    }
  }
}

extension RunFacts {
  fileprivate var form: JSONValue {
    .members([
      "name": .text(name), "start": .int(start), "end": .int(end), "parameters": .texts(by: parameters),
      "metrics": .array(metrics.map { .array([.text($0.key), .double($0.value), .int($0.step)]) }),
      "tags": .texts(by: tags), "model": model.map { .text($0) },
    ])
  }

  fileprivate init?(_ form: JSONValue) {
    guard let name = form["name"]?.text, let start = form["start"]?.int, let end = form["end"]?.int,
      let parameters = form["parameters"]?.textsByName, let tags = form["tags"]?.textsByName
    else { return nil }
    (self.name, self.start, self.end, self.parameters, self.tags) = (name, start, end, parameters, tags)
    model = form["model"]?.text
    metrics = (form["metrics"]?.array ?? []).compactMap { entry in
      guard let parts = entry.array, parts.count == 3, let key = parts[0].text, let value = parts[1].number,
        let step = parts[2].int
      else { return nil }
      return Metric(key: key, value: value, step: step)
    }
  }
}

extension JSONValue {
  /// An object of texts, by name.
  static func texts(by names: [String: String]) -> JSONValue {
    .object(names.sorted { $0.key < $1.key }.map { Member(name: $0.key, value: .text($0.value)) })
  }

  fileprivate var textsByName: [String: String]? {
    object.map { members in
      Dictionary(
        members.compactMap { member in member.value.text.map { (member.name, $0) } }, uniquingKeysWith: { $1 })
    }
  }

  /// A float, also one that JSON has no number for.
  fileprivate var number: Double? {
    switch self {
    case .double(let value): value
    case .int(let value): Double(value)
    case .text("nan"): .nan
    case .text("inf"): .infinity
    case .text("-inf"): -.infinity
    default: nil
    }
  }
}
