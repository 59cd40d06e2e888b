/// Where the experiments of a session are told of: a tracking server, as a statement of the script names it.
public struct TrackingTarget: Sendable, Hashable {
  /// Where the server is: `http://127.0.0.1:5000`, without a slash at the end.
  public let url: String
  /// What the server files the runs under.
  public let experiment: String
  /// The file that holds the token; nil where the environment has one, or none is needed.
  public let tokenFile: String?

  /// A server and an experiment of it.
  public init(url: String, experiment: String, tokenFile: String? = nil) {
    (self.url, self.experiment, self.tokenFile) = (url, experiment, tokenFile)
  }
}

/// Numbers of a result that come in steps: a metric of each fold, a goal of each trial.
public struct StepSeries: Sendable {
  /// What is counted: `fold_auc`.
  public let name: String
  /// In the order of the steps, from 1; nil where a step has none.
  public let values: [Double?]
  /// A name with its values.
  public init(_ name: String, _ values: [Double?]) { (self.name, self.values) = (name, values) }
}

extension Value {
  /// None: most values name no server.
  public var tracking: TrackingTarget? { nil }
  /// None.
  public var series: [StepSeries] { [] }
}

/// A registry that keeps models under names, as a statement reads one.
public protocol ModelRegistry: Sendable {
  /// The files of a model's folder.
  ///
  /// - Parameters:
  ///   - name: the model's, with its alias or version: `credit@champion`, `credit/3`.
  ///   - isCancelled: asked again and again while the server has not answered.
  /// - Throws: ``ModelRegistryError``.
  func files(of name: String, at target: TrackingTarget, isCancelled: @Sendable () -> Bool) throws -> RegisteredModel
}

/// A model as a registry holds it.
public struct RegisteredModel: Sendable {
  /// The number of its version.
  public let version: String
  /// The files of its folder, by name.
  public let files: [String: [UInt8]]
  /// A version with its files.
  public init(version: String, files: [String: [UInt8]]) { (self.version, self.files) = (version, files) }
}

/// Why a registry gave no model.
public struct ModelRegistryError: Error {
  /// What was wrong, as the end of a sentence.
  public let reason: String
  /// A reason.
  public init(_ reason: String) { self.reason = reason }
}
