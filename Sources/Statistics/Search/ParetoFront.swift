/// Points with several losses, of which none can be improved in one without another getting worse.
public enum ParetoFront {
  /// The front that each point belongs to: 0 for those that no other point beats, 1 for those that are beaten by these
  /// alone, and so on. Equal points share a front.
  ///
  /// - Parameter losses: for each point as many losses as there are goals; less is better.
  public static func ranks(_ losses: [[Double]]) -> [Int] {
    var ranks = [Int](repeating: 0, count: losses.count)
    var left = Array(losses.indices)
    var rank = 0
    while !left.isEmpty {
      let front = left.filter { own in !left.contains { dominates(losses[$0], losses[own]) } }
      for index in front { ranks[index] = rank }
      let members = Set(front)
      left.removeAll { members.contains($0) }
      rank += 1
    }
    return ranks
  }

  /// Whether a point is at least as good in all goals and better in one.
  static func dominates(_ own: [Double], _ other: [Double]) -> Bool {
    zip(own, other).allSatisfy { $0 <= $1 } && own != other
  }

  /// So many points: whole fronts, and of the first that does not fit those which add most to the volume that the
  /// points dominate, one after another. The volume's far corner is a tenth beyond the front's worst losses.
  ///
  /// - Returns: places in `losses`, in no promised order.
  static func best(_ count: Int, of losses: [[Double]]) -> [Int] {
    guard count < losses.count else { return Array(losses.indices) }
    let ranks = ranks(losses)
    var chosen: [Int] = []
    for rank in 0... {
      let front = losses.indices.filter { ranks[$0] == rank }
      guard chosen.count + front.count > count else {
        chosen += front
        continue
      }
      return chosen + subset(count - chosen.count, of: front, losses)
    }
    return chosen
  }

  /// Greedy choice by hypervolume; points that are equal to a chosen one come last.
  private static func subset(_ count: Int, of front: [Int], _ losses: [[Double]]) -> [Int] {
    guard count > 0 else { return [] }
    let goals = losses[front[0]].count
    let corner = (0..<goals).map { goal -> Double in
      let worst = front.map { losses[$0][goal] }.max() ?? 0
      let beyond = max(1.1 * worst, 0.9 * worst)
      return beyond == 0 ? 1e-12 : beyond
    }
    let sorted = front.sorted { losses[$0] == losses[$1] ? $0 < $1 : losses[$0].lexicographicallyPrecedes(losses[$1]) }
    // Nothing is measured against a corner that is nowhere.
    guard corner.allSatisfy(\.isFinite) else { return Array(sorted.prefix(count)) }
    var isFirst = Set<[Double]>()
    var left = sorted.filter { isFirst.insert(losses[$0]).inserted }
    let repeated = sorted.filter { !left.contains($0) }
    var chosen: [Int] = []
    while chosen.count < count, !left.isEmpty {
      let own = chosen.map { losses[$0] }
      let volume = hypervolume(own, corner)
      var best = (place: 0, gain: -Double.infinity)
      for (place, index) in left.enumerated() {
        let gain = hypervolume(own + [losses[index]], corner) - volume
        if gain > best.gain { best = (place, gain) }
      }
      chosen.append(left.remove(at: best.place))
    }
    return chosen + repeated.prefix(count - chosen.count)
  }

  /// The volume between points and a corner that is worse than all of them: what the first point has beyond the others,
  /// and then theirs.
  static func hypervolume(_ points: [[Double]], _ corner: [Double]) -> Double {
    points.indices.reduce(0) { sum, index in
      let point = points[index]
      let own = zip(point, corner).reduce(1) { $0 * ($1.1 - $1.0) }
      let shared = points[(index + 1)...].map { other in zip(other, point).map { max($0, $1) } }
      let unbeaten = shared.enumerated().filter { place, each in
        !shared.enumerated().contains { $0 != place && (dominates($1, each) || ($1 == each && $0 < place)) }
      }.map(\.element)
      return sum + own - hypervolume(unbeaten, corner)
    }
  }
}
