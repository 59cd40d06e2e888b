import Columns
import Language
import Statistics

/// The values of a column in the reference and in each part, counted.
enum DriftSamples {
  /// Numbers of at most so many values are levels: whole ones, and others (evidently's rules).
  private static let mostWholeLevels = 10, mostLevels = 5

  case numbers(SampleDistribution, [SampleDistribution], ColumnType, areWhole: Bool)
  case levels(DriftLevels)

  init(_ before: Column, _ now: [Column]) {
    guard let reference = SampleDistribution(before) else {
      self = .levels(DriftLevels(texts: before, parts: now))
      return
    }
    let parts = now.compactMap { SampleDistribution($0) }, type = now.first?.type ?? before.type
    let areWhole = before.type == .int && type == .int
    let most = type == .bool ? .max : !type.isNumeric ? 0 : areWhole ? Self.mostWholeLevels : Self.mostLevels
    if Self.hasAtMost(most, reference, parts) {
      self = .levels(DriftLevels(numbers: reference, parts: parts) { type.name(of: $0) })
    } else {
      self = .numbers(reference, parts, type, areWhole: areWhole)
    }
  }

  private static func hasAtMost(_ most: Int, _ sample: SampleDistribution, _ parts: [SampleDistribution]) -> Bool {
    var all = sample
    for part in parts {
      if max(all.values.count, part.values.count) > most { return false }
      all = all.merged(with: part)
    }
    return all.values.count <= most
  }

  /// Into what a chart cuts the values, the same for all parts.
  var frame: DriftFrame? {
    switch self {
    case .levels(let levels): DriftFrame(levels)
    case .numbers(let reference, let parts, let type, _):
      if Self.hasAtMost(DriftFrame.bars, reference, parts) {
        DriftFrame(DriftLevels(numbers: reference, parts: parts) { type.name(of: $0) })
      } else {
        DriftFrame([reference] + parts)
      }
    }
  }

  /// The shares of the reference and of a part.
  func shape(of part: Int, in frame: DriftFrame?) -> DriftShape {
    guard let frame else { return DriftShape(edges: [], bins: []) }
    switch self {
    case .levels(let levels): return frame.shape(levels.reference, levels.parts[part])
    case .numbers(let reference, let parts, _, _) where frame.edges.isEmpty:
      let levels = DriftLevels(numbers: reference, parts: parts) { "\($0)" }
      return frame.shape(levels.reference, levels.parts[part])
    case .numbers(let reference, let parts, _, _):
      let inner = Array(frame.edges.dropFirst().dropLast())
      return frame.shape(reference.histogram(upTo: inner), parts[part].histogram(upTo: inner))
    }
  }

  /// How many texts the reference has, where most occur once, so that shares say nothing; nil for all else.
  var mostlyDistinct: Int? {
    guard case .levels(let levels) = self else { return nil }
    let distinct = levels.reference.count { $0 > 0 }, values = levels.reference.reduce(0, +)
    return distinct > 10 && 2 * distinct > values ? distinct : nil
  }

  func measure(_ drift: inout ColumnDrift, _ part: Int, _ settings: DriftSettings) {
    switch self {
    case .numbers(let reference, let parts, let type, let areWhole):
      NumberDrift(reference: reference, current: parts[part], areWhole: areWhole) { type.name(of: $0) }
        .measure(&drift, settings)
    case .levels(let levels):
      LevelDrift(names: levels.names, reference: levels.reference, current: levels.parts[part])
        .measure(&drift, settings)
    }
  }
}

/// Into what a chart cuts the values of a column.
struct DriftFrame: Sendable {
  /// How many bars of numbers there are.
  static let bars = 24
  /// How many levels are shown by themselves.
  private static let levels = 12
  /// Values this far out are in the outermost bars.
  private static let outside = 0.005

  /// Where bars of numbers begin and end; none of levels.
  let edges: [Double]
  private let names: [String]
  /// The levels that are shown by themselves; the others are one.
  private let kept: [Int]

  /// Levels, the most frequent ones in their order.
  init(_ levels: DriftLevels) {
    let totals = levels.names.indices.map { level in
      levels.parts.reduce(levels.reference[level]) { $0 + $1[level] }
    }
    let first = Set(totals.indices.sorted { (-totals[$0], $0) < (-totals[$1], $1) }.prefix(Self.levels))
    kept = totals.indices.filter(first.contains)
    let left = totals.count - kept.count
    (edges, names) = ([], kept.map { levels.names[$0] } + (left > 0 ? ["\(left) others"] : []))
  }

  /// Bars of one width between nearly all values of some samples; nil where that is beyond doubles.
  init?(_ samples: [SampleDistribution]) {
    let ends = samples.flatMap { [$0.quantile(Self.outside), $0.quantile(1 - Self.outside)] }.compactMap { $0 }
    guard let low = ends.min(), let high = ends.max(), high > low, (high - low).isFinite else { return nil }
    let step = (high - low) / Double(Self.bars)
    edges = (0..<Self.bars).map { low + Double($0) * step } + [high]
    (names, kept) = (edges.dropLast().map { ShortNumber.text($0) }, [])
  }

  /// The shares of two samples, by their counts in bars or levels; none where one is empty.
  func shape(_ reference: [Int], _ current: [Int]) -> DriftShape {
    let shares = LevelShares(reference: pooled(reference), current: pooled(current))
    return DriftShape(edges: edges, bins: shares.map { DriftBin.bins($0, nil, names) } ?? [])
  }

  /// The levels that are not shown by themselves made one, behind the others.
  private func pooled(_ counts: [Int]) -> [Int] {
    guard edges.isEmpty, kept.count < counts.count else { return counts }
    let own = Set(kept)
    return kept.map { counts[$0] } + [counts.indices.reduce(0) { own.contains($1) ? $0 : $0 + counts[$1] }]
  }
}
