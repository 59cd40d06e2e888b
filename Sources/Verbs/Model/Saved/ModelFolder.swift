import Diagnostics
import Files
import Forms
import Kernels
import Language
import Learning

/// A model as a folder, for people and for other programs: `model.json` is all of it, as ``ModelFile`` writes it.
///
/// Beside it lie the library's own file, what the model demands of a table, the script that made it, and
/// ``ModelProgram``, which applies it without Carnet. `carnet.json` names every file with its size and XXH64. It is
/// written last and read first.
struct ModelFolder {
  static let version = 1
  private static let kind = "model folder"
  static let manifest = "carnet.json"

  /// The files by name, without the manifest.
  private let files: [(name: String, bytes: [UInt8])]

  /// - Throws: `FormError` where the model would not come back.
  /// - Parameter script: what makes it again; nil where nobody keeps that.
  init(of model: ModelValue, script: String?) throws {
    let native = try model.trained.model.native()
    var files: [(name: String, bytes: [UInt8])] = [
      (ModelProgram.fileName, Array(ModelProgram.text.utf8)),
      ("contract.json", Array(ModelContract.form(of: model, native).pretty.utf8)),
      ("MLmodel", Array(PyfuncModel.text(of: model).utf8)), ("model.json", try ModelFile.bytes(of: model)),
    ]
    if let native { files.append((native.fileName, native.bytes)) }
    if let script { files.append(("script.carnet", Array(script.utf8))) }
    self.files = files.sorted { $0.name < $1.name }
  }

  /// All files by name, the manifest among them.
  var all: [String: [UInt8]] {
    let own = Dictionary(files.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    return own.merging([Self.manifest: Array(manifestForm.pretty.utf8)]) { first, _ in first }
  }

  /// Whether a path leads to such a folder.
  static func isFolder(_ path: String) -> Bool {
    guard let start = try? FileSystem.read(path + "/" + manifest, first: 64) else { return false }
    let text = start.filter { $0 > 0x20 }
    return text.starts(with: Array("{\"carnet\":\"modelfolder\"".utf8))
  }

  /// Writes the files, the manifest last, in the place of an older such folder.
  ///
  /// - Returns: the paths that were written.
  /// - Throws: `FileFailure`; `PreparationError` for a folder that holds something else.
  func write(to folder: String) throws -> [String] {
    let manifestPath = folder + "/" + Self.manifest
    if Self.isFolder(folder) {
      // Without a manifest it is no model, should the program end before the new one is there.
      let old = (try? Self.listed(manifestPath)) ?? []
      FileSystem.remove(manifestPath)
      for file in old where !files.contains(where: { $0.name == file.name }) {
        FileSystem.remove(folder + "/" + file.name)
      }
    } else if let odd = FileSystem.names(in: folder).first {
      throw PreparationError(
        code: VerbCodes.unwritableFile,
        message: "`\(folder)` was not written: it holds `\(odd)`, and is no folder of a model; choose another name")
    }
    try FileSystem.makeFolder(folder)
    for file in files { try AtomicFile.write(file.bytes, to: folder + "/" + file.name) }
    try AtomicFile.write(manifestForm.pretty, to: manifestPath)
    return files.map { folder + "/" + $0.name } + [manifestPath]
  }

  private var manifestForm: JSONValue {
    .members([
      "carnet": .text(Self.kind),
      "files": .array(files.map { file in
        .members([
          "name": .text(file.name), "bytes": .int(file.bytes.count), "xxh64": .text(XXH64.hash(file.bytes).hexadecimal),
        ])
      }),
      "version": .int(Self.version),
    ])
  }

  /// A file as the manifest names it.
  private struct Listed {
    let name: String
    let bytes: Int
    let hash: String
  }

  private static func listed(_ manifestPath: String) throws -> [Listed] {
    try listed(in: try FileSystem.read(manifestPath))
  }

  private static func listed(in bytes: [UInt8]) throws -> [Listed] {
    let form = try JSONReader.parse(bytes)
    guard form["carnet"]?.text == kind, let found = form["version"]?.int else {
      throw FormError("this is no folder of a model that `export` wrote", at: manifest)
    }
    guard found <= version else {
      throw FormError("the folder is of version \(found), and this program knows \(version) and below", at: manifest)
    }
    return try (form["files"]?.array ?? []).map { file in
      guard let name = file["name"]?.text, !name.contains("/"), name != "..", let bytes = file["bytes"]?.int,
        let hash = file["xxh64"]?.text
      else { throw FormError("a file has no name, size or hash", at: manifest) }
      return Listed(name: name, bytes: bytes, hash: hash)
    }
  }

  /// The names of the files that a manifest lists.
  static func names(in manifest: [UInt8]) throws -> [String] { try listed(in: manifest).map(\.name) }

  /// The model of a folder, all of whose files are as they were written.
  ///
  /// - Throws: `FormError` that names a file which is another or is missing; `FileFailure`.
  static func read(_ folder: String, _ context: RunContext) throws -> ModelValue {
    let manifestBytes = try FileSystem.read(folder + "/" + manifest)
    return try read(manifestBytes, named: folder, context) { try? FileSystem.read(folder + "/" + $0) }
  }

  /// The model of a folder that lies somewhere.
  ///
  /// - Parameters:
  ///   - folder: what its files are recorded under.
  ///   - find: the bytes of a file; nil where it is missing.
  static func read(
    _ manifestBytes: [UInt8], named folder: String, _ context: RunContext, find: (String) -> [UInt8]?
  ) throws -> ModelValue {
    context.used(
      InputFile(path: folder + "/" + manifest, bytes: manifestBytes.count, hash: XXH64.hash(manifestBytes)))
    var model: [UInt8]?
    for file in try listed(in: manifestBytes) {
      guard let bytes = find(file.name) else { throw FormError("the file is missing", at: file.name) }
      let hash = XXH64.hash(bytes)
      guard bytes.count == file.bytes, hash.hexadecimal == file.hash else {
        throw FormError("the file is not as it was written: its hash is another", at: file.name)
      }
      context.used(InputFile(path: folder + "/" + file.name, bytes: bytes.count, hash: hash))
      if file.name == "model.json" { model = bytes }
    }
    guard let model else { throw FormError("`model.json` is missing", at: manifest) }
    return try ModelFile.read(model)
  }
}

/// What a model demands of a table and says of its score, for other programs.
enum ModelContract {
  static func form(of model: ModelValue, _ native: NativeModel?) -> JSONValue {
    let names = model.trained.model.featureNames
    return .members([
      "target": .text(model.target),
      "score": .text(
        model.trained.isReweighted
          ? "ranks only: classes were weighed, or rows resampled" : "the probability that \(model.target) is 1"),
      "estimator": .text(model.estimator), "trained_on": .int(model.rows), "positives": .int(model.positives),
      "cut": model.cut.map { .double($0) }, "decision": model.decision.map(form),
      "key": model.trainedRows.isKey ? .texts(model.trainedRows.columns) : nil,
      "inputs": .array(model.seen.columns.map { input($0, rows: model.rows) }),
      "features": .array(names.indices.map { index in
        .members(["name": .text(names[index]), "library_name": native.map { .text($0.featureNames[index]) }])
      }),
      "library_file": native.map { .text($0.fileName) }, "leaks": .texts(model.leaks),
    ])
  }

  /// Metrics are those of out-of-fold scores decided at the cut, with the least and the greatest fold beside them.
  private static func form(_ decision: Decision) -> JSONValue {
    func form(_ metrics: [String: Double]) -> JSONValue {
      .object(metrics.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .double($0.value)) })
    }
    return .members([
      "cost": .text(decision.cost), "total": decision.total.map { .double($0) },
      "honest": decision.honest.map { .double($0) }, "metrics": form(decision.metrics),
      "fold_low": decision.lowest.map(form), "fold_high": decision.greatest.map(form),
    ])
  }

  private static func input(_ column: SeenColumn, rows: Int) -> JSONValue {
    .members([
      "name": .text(column.name), "type": .text(column.type.rawValue),
      "null_share": .double(rows > 0 ? Double(column.nulls) / Double(rows) : 0),
      "low": column.low.map { .double($0) }, "high": column.high.map { .double($0) },
      "sentinels": .array([column.low, column.high].compactMap { $0 }.filter(Sentinel.isUsual).map { .double($0) }),
      "levels": column.levels.map { .texts($0) },
    ])
  }
}
