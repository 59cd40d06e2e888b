/// The share of ones among the rows of each level of a column, drawn towards that among all rows (Micci-Barreca,
/// SIGKDD Explorations 3, 2001).
public struct TargetRates: Sendable, Equatable {
  /// How far rates are drawn towards the share of all rows.
  public enum Smoothing: Sendable, Equatable {
    /// As far as the spread among a level's own rows asks for: λ · share + (1 − λ) · share of all, with
    /// λ = σ² n / (σ² n + σ²ₗ), where n is the number of the level's rows, and σ² and σ²ₗ are the variances (with n) of
    /// the labels of all rows and of the level's. As `smooth="auto"` of scikit-learn's `TargetEncoder`.
    case auto
    /// As if there were so many more rows with the share of all: (ones + m · share of all) / (n + m).
    case rows(Double)
  }

  /// One rate for each level; that of all rows where a level has no rows.
  public let rates: [Double]
  /// The share of ones among all rows.
  public let whole: Double

  /// Rates of levels.
  ///
  /// - Parameters:
  ///   - levelOfRow: the level of each row, of which there is one at least.
  ///   - levels: how many levels there are.
  ///   - labels: 0 or 1 for each row.
  public init(levelOfRow: [Int], levels: Int, labels: [Double], smoothing: Smoothing) {
    let counts = FoldCounts(levelOfRow, levels, labels, folds: nil, foldCount: 1)
    whole = counts.whole.share
    rates = counts.ofLevel.map { $0.rate(among: counts.whole, smoothing) }
  }

  /// For each row the rate of its level among the rows of the other folds.
  ///
  /// - Parameter folds: a number in `0..<foldCount` for each row; no fold has all rows.
  public static func outOfFold(
    levelOfRow: [Int], levels: Int, labels: [Double], folds: [Int], foldCount: Int, smoothing: Smoothing
  ) -> [Double] {
    let counts = FoldCounts(levelOfRow, levels, labels, folds: folds, foldCount: foldCount)
    let rates = (0..<foldCount).map { fold in
      let others = counts.whole - counts.ofFold[fold]
      return (0..<levels).map { level in
        (counts.ofLevel[level] - counts.ofBoth[fold * levels + level]).rate(among: others, smoothing)
      }
    }
    return levelOfRow.indices.map { rates[folds[$0]][levelOfRow[$0]] }
  }
}

/// How many rows there are in levels and folds, and how many ones among them.
private struct FoldCounts {
  struct Count {
    var rows = 0
    var ones = 0

    var share: Double { Double(ones) / Double(rows) }

    static func - (left: Count, right: Count) -> Count {
      Count(rows: left.rows - right.rows, ones: left.ones - right.ones)
    }

    mutating func add(_ label: Double) {
      rows += 1
      if label == 1 { ones += 1 }
    }

    func rate(among all: Count, _ smoothing: TargetRates.Smoothing) -> Double {
      let prior = all.share, count = Double(rows)
      guard rows > 0 else { return prior }
      switch smoothing {
      case .rows(let more): return (Double(ones) + more * prior) / (count + more)
      case .auto:
        let spread = prior * (1 - prior) * count, own = share * (1 - share)
        // Where neither varies, both shares are the same.
        guard spread + own > 0 else { return prior }
        let trust = spread / (spread + own)
        return trust * share + (1 - trust) * prior
      }
    }
  }

  private(set) var whole = Count()
  private(set) var ofLevel: [Count]
  private(set) var ofFold: [Count]
  /// By fold, and within one by level.
  private(set) var ofBoth: [Count]

  init(_ levelOfRow: [Int], _ levels: Int, _ labels: [Double], folds: [Int]?, foldCount: Int) {
    precondition(levelOfRow.count == labels.count, "each row has a level and a label")
    ofLevel = Array(repeating: Count(), count: levels)
    ofFold = Array(repeating: Count(), count: foldCount)
    ofBoth = Array(repeating: Count(), count: levels * foldCount)
    for row in labels.indices {
      let fold = folds?[row] ?? 0
      whole.add(labels[row])
      ofLevel[levelOfRow[row]].add(labels[row])
      ofFold[fold].add(labels[row])
      ofBoth[fold * levels + levelOfRow[row]].add(labels[row])
    }
  }
}
