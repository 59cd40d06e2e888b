/// How the donors of one gap become its value.
struct DonorCombination: Sendable {
  let weights: KNNImputer.Weights
  let combination: KNNImputer.Combination

  /// - Parameter donors: Scaled squared distance and value of each donor, nearest first; not empty.
  func value(of donors: [(distance: Double, value: Double)]) -> Double {
    var chosen = donors
    if weights == .distance, donors.contains(where: { $0.distance == 0 }) {
      chosen = donors.filter { $0.distance == 0 }
    }
    var weighted = chosen.map { (weight: weight(at: $0.distance), value: $0.value) }
    // Distances beyond the range of a float64 weigh nothing: if all do, they weigh the same.
    if weighted.allSatisfy({ $0.weight == 0 }) { weighted = chosen.map { (1, $0.value) } }
    switch combination {
    case .mean: return mean(weighted)
    case .median: return median(weighted)
    }
  }

  private func weight(at distance: Double) -> Double {
    weights == .uniform || distance == 0 ? 1 : 1 / distance.squareRoot()
  }

  private func mean(_ donors: [(weight: Double, value: Double)]) -> Double {
    var (sum, total) = (0.0, 0.0)
    for donor in donors {
      sum += donor.weight * donor.value
      total += donor.weight
    }
    return sum / total
  }

  private func median(_ donors: [(weight: Double, value: Double)]) -> Double {
    let sorted = donors.sorted { $0.value < $1.value }
    let half = sorted.reduce(0) { $0 + $1.weight } / 2
    var running = 0.0
    for (place, donor) in sorted.enumerated() {
      running += donor.weight
      if running == half, place + 1 < sorted.count { return donor.value / 2 + sorted[place + 1].value / 2 }
      if running > half { return donor.value }
    }
    return sorted[sorted.count - 1].value
  }
}
