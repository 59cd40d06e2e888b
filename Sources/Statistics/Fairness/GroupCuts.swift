/// Cuts for each group that bring the groups' rates together, and leave the rate of all clients as it is.
///
/// Between one cut for all and equal rates lie mixtures: with a share s each group is to have (1 − s) times its own
/// rate and s times that of all. Rows of one score stay together, so that a group comes as close as its scores allow;
/// where several cuts do the group keeps as near to the one cut as it can.
public struct GroupCuts: Sendable {
  /// What a group is decided by.
  public struct Cut: Sendable, Equatable {
    /// From which score on clients are refused; nil where all are accepted.
    public let threshold: Double?
    /// Its place among the distinct scores of the group.
    public let index: Int
    /// What comes of it.
    public let decisions: Confusion

    /// A cut with its place and what comes of it.
    public init(threshold: Double?, index: Int, decisions: Confusion) {
      (self.threshold, self.index, self.decisions) = (threshold, index, decisions)
    }
  }

  /// The rates that are brought together: of all clients, or of those who repaid.
  public let goal: FairnessMeasure
  private let groups: [RankedScores]
  private let cut: Double

  /// - Parameters:
  ///   - groups: the scores of each group's rows.
  ///   - cut: from which score on clients are refused, where one cut is for all.
  ///   - goal: a rate whose rows do not depend on the decisions.
  public init(_ groups: [RankedScores], cut: Double, goal: FairnessMeasure) {
    precondition(goal != .predictiveValue, "those who are accepted depend on the cut")
    (self.groups, self.cut, self.goal) = (groups, cut, goal)
  }

  /// The cut of each group.
  ///
  /// - Parameter share: from 0, one cut for all, to 1, rates as equal as scores allow.
  public func cuts(_ share: Double) -> [Cut] {
    let own = groups.map { goal.share(of: $0.confusion(from: $0.index(ofThreshold: cut))) }
    let all = Share(own.reduce(0) { $0 + $1.count }, of: own.reduce(0) { $0 + $1.rows })
    return zip(groups, own).map { group, rate in
      let index = group.index(ofThreshold: cut)
      guard share > 0, let wanted = all.value, rate.rows > 0 else { return made(group, index, index) }
      let count = (1 - share) * Double(rate.count) + share * wanted * Double(rate.rows)
      return made(group, nearest(group, to: count, from: index), index)
    }
  }

  /// - Parameter own: the place of the one cut for all, which stays what it was.
  private func made(_ group: RankedScores, _ index: Int, _ own: Int) -> Cut {
    let score = index < group.scores.count ? group.scores[index] : nil
    return Cut(threshold: index == own ? cut : score, index: index, decisions: group.confusion(from: index))
  }

  /// The place of the cut with a number of rows that comes closest to one that is wanted; of several that come equally
  /// close the one with fewer, and of those the nearest to where the cut was.
  private func nearest(_ group: RankedScores, to wanted: Double, from own: Int) -> Int {
    // The number grows with the place.
    func count(_ index: Int) -> Int { goal.share(of: group.confusion(from: index)).count }
    func first(_ isEnough: (Int) -> Bool) -> Int {
      var (low, high) = (0, group.scores.count)
      while low < high {
        let middle = (low + high) / 2
        if isEnough(count(middle)) { high = middle } else { low = middle + 1 }
      }
      return low
    }
    let above = first { Double($0) >= wanted }
    let isBelow = above > 0 && wanted - Double(count(above - 1)) <= Double(count(above)) - wanted
    let best = count(isBelow ? above - 1 : above)
    let start = first { $0 >= best }, next = first { $0 > best }
    let end = count(next) > best ? next - 1 : next
    return min(max(own, start), end)
  }
}

extension Confusion {
  /// The decisions about several parts of some rows together.
  public init(summing parts: [Confusion]) {
    self.init(
      truePositives: parts.reduce(0) { $0 + $1.truePositives },
      falsePositives: parts.reduce(0) { $0 + $1.falsePositives },
      trueNegatives: parts.reduce(0) { $0 + $1.trueNegatives },
      falseNegatives: parts.reduce(0) { $0 + $1.falseNegatives })
  }
}
