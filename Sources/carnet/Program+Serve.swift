import Columns
import Diagnostics
import Dispatch
import Files
import Forms
import Kernels
import Language
import Serving
import Session
import Synchronization
import Verbs
import Web

extension Program {
  /// Answers requests until the program is told to stop.
  func serve(_ service: Invocation.Service) -> ExitCode {
    do {
      let options = try options(service), execution = execution
      let profile = service.isProfiled ? ServiceProfile() : nil
      let scoring = ScoringService(options, log: try recorder(service), profile: profile)
      defer { for line in profile?.lines ?? [] { output.say(line) } }
      let server = ScoringServer(host: service.host, port: service.port)
      return waiting {
        try await withThrowingTaskGroup(of: Void.self) { group in
          // Requests are taken at once, and are told to come back until the models are there.
          group.addTask { scoring.begin(try Self.content(service, options, execution)) }
          group.addTask {
            try await server.run(scoring, mostBodyBytes: options.mostBytes) { port in
              let names = service.models.map(\.name).joined(separator: ", ")
              Output().say("serving \(names) at http://\(service.host):\(port)/")
            }
          }
          // The first failure ends the rest.
          while try await group.next() != nil {}
        }
      }
    } catch {
      return failed(error)
    }
  }

  private func options(_ service: Invocation.Service) throws -> ServiceOptions {
    var options = ServiceOptions()
    (options.isStrict, options.threads) = (service.isStrict, execution.threads)
    options.token = try service.tokenFile.map { try secret($0, "token") }
    return options
  }

  private func failed(_ error: any Error) -> ExitCode {
    if let diagnostic = error as? Diagnostic { return report(diagnostic, Session(catalog: .standard)) }
    output.say("carnet: \((error as? Problem)?.detail ?? "\(error)")")
    return error is FileFailure || error is FormError ? .missingInput : .failed
  }

  /// Runs work that waits, and waits for it.
  private func waiting(_ work: @escaping @Sendable () async throws -> Void) -> ExitCode {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Void, any Error>>(.success(()))
    Task {
      do { try await work() } catch { result.withLock { $0 = .failure(error) } }
      done.signal()
    }
    done.wait()
    switch result.withLock({ $0 }) {
    case .success: return .done
    case .failure(let error): return failed(error)
    }
  }

  /// The bytes of a file without the line end behind them.
  private func secret(_ file: String, _ what: String) throws -> [UInt8] {
    var bytes = try FileSystem.read(file)
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    guard bytes.count >= 16 else {
      throw FormError("the \(what) has \(bytes.count) bytes, and fewer than 16 are soon guessed", at: file)
    }
    return bytes
  }

  private func recorder(_ service: Invocation.Service) throws -> PredictionRecorder? {
    guard let folder = service.log else { return nil }
    let log = try PredictionLog(folder, isDurable: service.isDurable)
    for note in log.notes { output.say("note: \(note)") }
    let identity = try service.keyFile.map { ClientIdentity(key: try secret($0, "key")) }
    if identity == nil { output.say("note: log: clients are not told apart; `--id-key-file FILE` has them marked") }
    let fields: PredictionRecorder.Fields = switch service.logFields {
    case "used": .used
    case "none": .none
    default: .named(Set(service.logFields.split(separator: ",").map(String.init)))
    }
    return PredictionRecorder(log, identity: identity, fields: fields)
  }

  private static func content(
    _ service: Invocation.Service, _ options: ServiceOptions, _ execution: Execution
  ) throws -> ScoringService.Content {
    let models = try service.models.map { (name: $0.name, model: try ServedModel($0.folder)) }
    if service.logFields != "used", service.logFields != "none" {
      let known = Set(models.flatMap { $0.model.inputs.map(\.name) })
      for name in service.logFields.split(separator: ",").map(String.init) where !known.contains(name) {
        throw FormError("no model has a field `\(name)`", at: "--log-fields")
      }
    }
    let clients = try service.data.map { file in
      guard let key = models[0].model.keys.first, models[0].model.keys.count == 1 else {
        throw FormError(
          "clients are asked for by the key of the model, and `\(models[0].name)` has none of one column", at: "--data")
      }
      return try ClientTable(try table(file, execution), key: key)
    }
    return ScoringService.Content(models, clients: clients, options)
  }

  /// What `load` reads from a file.
  private static func table(_ file: String, _ execution: Execution) throws -> Table {
    var options = Session.Options()
    (options.keepsValues, options.takesFingerprints) = (true, false)
    let session = Session(catalog: .standard, options: options)
    session.registry = Self.registry
    let text = file.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("$", with: "\\$")
    let run = session.runScript("clients = load \"\(text)\"", named: "--data", execution) { _, _ in true }
    if case .failed(let diagnostics) = run.end, let first = diagnostics.first { throw first }
    guard let table = session.scope.bindings["clients"]?.table else { throw FormError("no table", at: file) }
    return table
  }
}
