import Language

/// What tells how far a column has moved, as it is asked for.
enum DriftMethod: String, CaseIterable {
  case auto, wasserstein, js, psi, ks, chisq

  /// Whether p-values alone decide.
  var isTest: Bool { self == .ks || self == .chisq }
}

/// What decides whether a column has drifted.
struct DriftSettings: Sendable {
  /// From so many values of the reference on, less one, distances say more than tests, which then find everything
  /// (evidently's rule).
  private static let mostTested = 1000
  /// Levels below this share of the reference are pooled in the stability index.
  static let rare = 0.01
  /// No share counts as less in the stability index.
  static let smoothing = 1e-4
  /// χ² holds where so many are expected of each level (Cochran 1954).
  static let leastExpected = 5.0

  let method: DriftMethod
  let threshold: Double
  let alpha: Double
  let fewest: Int

  /// - Throws: `Diagnostic` for a threshold where p-values decide.
  init(_ arguments: BoundArguments) throws {
    method = DriftMethod(rawValue: arguments[DriftVerb.method]) ?? .auto
    if method.isTest, arguments.isWritten(DriftVerb.threshold) {
      throw arguments.outOfRange(
        DriftVerb.threshold, "is for distances, and `method: \(method.rawValue)` decides by p-values",
        help: "write `alpha:`, or another `method:`")
    }
    threshold = arguments[DriftVerb.threshold] ?? 0.1
    (alpha, fewest) = (arguments[DriftVerb.alpha], arguments[DriftVerb.fewest])
  }

  /// What is computed of a column with so many values in the reference.
  func measure(ofLevels: Bool, reference: Int) -> DriftMethod {
    switch method {
    case .auto where reference > Self.mostTested, .wasserstein: ofLevels ? .js : .wasserstein
    case .auto, .ks: ofLevels ? .chisq : .ks
    case .js, .psi, .chisq: method
    }
  }
}
