import Dispatch
import Forms
import Kernels
import Language
import Verbs

/// The models that an MLflow server keeps.
package struct MLflowRegistry: ModelRegistry {
  private let credentials: Credentials
  private let transport: any HTTPTransport
  private let outbox: Outbox
  /// For how many seconds a registration of the same name may be on its way.
  private static let patience = 10.0

  /// - Parameters:
  ///   - credentials: who asks.
  ///   - outbox: where registrations wait that the server has not heard of.
  package init(_ credentials: Credentials, outbox: Outbox = Outbox()) {
    self.init(credentials, NetworkTransport(), outbox)
  }

  init(_ credentials: Credentials, _ transport: any HTTPTransport, _ outbox: Outbox) {
    (self.credentials, self.transport, self.outbox) = (credentials, transport, outbox)
  }

  /// The files of a registered model's folder.
  package func files(
    of name: String, at target: TrackingTarget, isCancelled: @Sendable () -> Bool
  ) throws -> RegisteredModel {
    try wait(for: String(name.prefix { !"@/".contains($0) }), at: target.url, isCancelled)
    do {
      return try withoutActuallyEscaping(isCancelled) { isCancelled in
        let client = MLflowClient(
          url: target.url, authorization: try credentials.header(target), transport: transport,
          isCancelled: isCancelled)
        return try client.model(name)
      }
    } catch let error as SendingError {
      throw ModelRegistryError(error.reason)
    }
  }

  /// The server must have heard of what was registered above, or it would give an older model.
  private func wait(for model: String, at url: String, _ isCancelled: () -> Bool) throws {
    let end = ContinuousClock.now + .seconds(Self.patience)
    while outbox.holdsRegistration(of: model, at: url) {
      if isCancelled() { throw Cancelled() }
      guard ContinuousClock.now < end else {
        throw ModelRegistryError("a registration of `\(model)` still waits in `\(outbox.folder)`")
      }
      _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(50))
    }
  }
}

extension MLflowClient {
  /// The files of a model: `credit@champion` by its alias, `credit/3` by the number of its version.
  fileprivate func model(_ name: String) throws -> RegisteredModel {
    let version = try version(name)
    guard let number = version["version"]?.text, let run = version["run_id"]?.text, !run.isEmpty,
      let source = version["source"]?.text
    else { throw ModelRegistryError("it is of no run whose files the server keeps") }
    let folder = source.hasPrefix("runs:/\(run)/") ? String(source.dropFirst("runs:/\(run)/".count)) : modelFolder
    guard let root = try get("runs/get", ["run_id": run])["run"]?["info"]?["artifact_uri"]?.text else {
      throw SendingError.later("\(url) does not say where the files are")
    }
    func file(_ name: String) throws -> [UInt8] { try self.file(at: artifactPlace("\(folder)/\(name)", in: root)) }
    let manifest: [UInt8]
    do { manifest = try file(ModelFiles.manifest) } catch SendingError.unknown(let reason) {
      throw ModelRegistryError(
        "version \(number) was not put there by `register`: it holds no `\(ModelFiles.manifest)` (\(reason))")
    }
    var files = [ModelFiles.manifest: manifest]
    for name in try ModelFiles.names(in: manifest) { files[name] = try file(name) }
    return RegisteredModel(version: number, files: files)
  }

  private var modelFolder: String { Self.modelFolder }

  private func version(_ name: String) throws -> JSONValue {
    let isAlias = name.contains("@")
    let parts = name.split(separator: isAlias ? "@" : "/").map(String.init)
    guard parts.count == 2 else { throw ModelRegistryError("neither an alias nor a version is named") }
    let found = isAlias
      ? try get("registered-models/alias", ["name": parts[0], "alias": parts[1]])
      : try get("model-versions/get", ["name": parts[0], "version": parts[1]])
    guard let version = found["model_version"] else { throw SendingError.later("\(url) does not say which version") }
    return version
  }
}
