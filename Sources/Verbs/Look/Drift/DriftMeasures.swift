import Columns
import Language
import Statistics

/// Numbers of both tables, and what lies between them.
struct NumberDrift {
  private static let deciles = 10
  /// Up to so many distinct values are compared one by one by the distance of Jensen and Shannon (evidently's rule).
  private static let mostSingle = 20

  let reference: SampleDistribution
  let current: SampleDistribution
  let areWhole: Bool
  let name: (Double) -> String

  /// Adds statistic, p-value and bins to what is known of a column.
  func measure(_ drift: inout ColumnDrift, _ settings: DriftSettings) {
    guard let gap = SampleGap(reference, current) else { return }
    var method = settings.measure(ofLevels: false, reference: reference.count)
    let deviation = reference.populationDeviation
    // Where the reference has one value only, no distance can be told in its standard deviations.
    if method == .wasserstein, deviation == 0 { method = .js }
    let chiSquared = method == .chisq ? ofDeciles() : nil
    let statistic: Double? = switch method {
    case .wasserstein: deviation.map { gap.area / $0 }
    case .js: shares()?.jensenShannon
    case .chisq: chiSquared?.statistic
    case .psi: stability()?.stabilityIndex(smoothing: DriftSettings.smoothing)
    case .ks, .auto: gap.largest
    }
    drift.method = method
    drift.statistic = statistic.flatMap { $0.isFinite ? $0 : nil }
    drift.threshold = method.isTest ? nil : settings.threshold
    drift.pValue = chiSquared?.pValue ?? KolmogorovSmirnov(gap).pValue
    drift.stability = stabilityBins()
    drift.findings += DriftFindings.outside(reference, current, name: name)
    if let constant = DriftFindings.constant(reference, current, name: name) { drift.findings.append(constant) }
  }

  /// Shares of values or of equal widths, as evidently takes them.
  private func shares() -> LevelShares? {
    if reference.values.count <= Self.mostSingle {
      let levels = DriftLevels(numbers: reference, parts: [current], name: name)
      return LevelShares(reference: levels.reference, current: levels.parts[0])
    }
    return DriftBins.sturges(reference, current, areWhole: areWhole).flatMap {
      LevelShares(reference: reference.histogram($0), current: current.histogram($0))
    }
  }

  private func ofDeciles() -> ChiSquared? {
    let edges = DriftBins.quantiles(reference.merged(with: current), count: Self.deciles)
    return ChiSquared(reference.histogram(upTo: edges), current.histogram(upTo: edges))
  }

  private var edges: [Double] { DriftBins.quantiles(reference, count: Self.deciles) }

  private func stability() -> LevelShares? {
    LevelShares(reference: reference.histogram(upTo: edges), current: current.histogram(upTo: edges))
  }

  private func stabilityBins() -> [DriftBin] {
    guard let shares = stability() else { return [] }
    return DriftBin.bins(shares, shares.stability(smoothing: DriftSettings.smoothing), intervals(edges))
  }

  /// `≤ 2`, `2 – 5`, `> 5`
  private func intervals(_ edges: [Double]) -> [String] {
    guard let first = edges.first, let last = edges.last else { return ["all"] }
    return ["≤ \(name(first))"] + zip(edges, edges.dropFirst()).map { "\(name($0)) – \(name($1))" }
      + ["> \(name(last))"]
  }
}

/// Levels of both tables, and how differently they occur.
struct LevelDrift {
  let names: [String]
  let reference: [Int]
  let current: [Int]

  /// Adds statistic, p-value and bins to what is known of a column.
  func measure(_ drift: inout ColumnDrift, _ settings: DriftSettings) {
    guard let shares = LevelShares(reference: reference, current: current) else { return }
    let method = settings.measure(ofLevels: true, reference: reference.reduce(0, +))
    let chiSquared = ofFrequent(shares), stability = stability(shares)
    let statistic = switch method {
    case .psi: stability.shares.stabilityIndex(smoothing: DriftSettings.smoothing)
    case .chisq, .ks: chiSquared?.statistic
    case .js, .wasserstein, .auto: shares.jensenShannon
    }
    drift.method = method
    drift.statistic = statistic
    drift.threshold = method.isTest ? nil : settings.threshold
    drift.pValue = chiSquared?.pValue
    drift.stability = stability.bins
    let name = { (level: Int) in names[level] }
    drift.findings += [
      DriftFindings.constant(reference, current, name: name), DriftFindings.unseen(reference, current, name: name),
      DriftFindings.gone(reference, current, name: name),
    ].compactMap { $0 }
  }

  /// By levels of which enough are expected, so that χ² holds; the others are one.
  private func ofFrequent(_ shares: LevelShares) -> ChiSquared? {
    let sizes = (reference.reduce(0, +), current.reduce(0, +))
    let smaller = Double(min(sizes.0, sizes.1)) / Double(sizes.0 + sizes.1)
    let pooled = shares.pooled { Double($0 + $1) * smaller < DriftSettings.leastExpected }.shares
    return ChiSquared(pooled.reference, pooled.current)
  }

  private func stability(_ shares: LevelShares) -> (shares: LevelShares, bins: [DriftBin]) {
    let least = DriftSettings.rare * Double(reference.reduce(0, +))
    let (pooled, kept) = shares.pooled { before, _ in Double(before) < least }
    let names = kept.map { self.names[$0] } + ["rare and new levels"]
    return (pooled, DriftBin.bins(pooled, pooled.stability(smoothing: DriftSettings.smoothing), names))
  }
}

extension DriftBin {
  /// A bin for each level; a name may be left over.
  static func bins(_ shares: LevelShares, _ stability: [Double]?, _ names: [String]) -> [DriftBin] {
    let sizes = (Double(shares.reference.reduce(0, +)), Double(shares.current.reduce(0, +)))
    return shares.reference.indices.map { level in
      DriftBin(
        name: names[level], reference: Double(shares.reference[level]) / sizes.0,
        current: Double(shares.current[level]) / sizes.1, stability: stability?[level])
    }
  }
}
