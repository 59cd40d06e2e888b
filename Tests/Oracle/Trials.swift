/// A random case, computed by the program and by the row-by-row reader.
public protocol Trial {
  init(seed: UInt64)
  /// Whether both refuse it.
  var isRefused: Bool { get }
  /// What the program does otherwise; nil where all agrees.
  var difference: String? { get }
  /// A smaller case that differs as well.
  func shrunk() -> Self
  /// What to type to see it.
  var script: String { get }
}

/// What came of many cases.
public struct TrialReport {
  public var count = 0
  public var refused = 0
  public var failures = 0
  /// The first failures in full: seed, difference and script.
  public var shown: [String] = []

  /// Runs the cases of some seeds.
  public init(_ type: (some Trial).Type, seeds: Range<UInt64>, showing limit: Int = 5) {
    for seed in seeds {
      let trial = type.init(seed: seed)
      count += 1
      if trial.isRefused { refused += 1 }
      guard trial.difference != nil else { continue }
      failures += 1
      guard shown.count < limit else { continue }
      let small = trial.shrunk()
      shown.append("seed \(seed): \(small.difference ?? "")\n\(small.script)")
    }
  }
}
