/// Joins bins of one class with their neighbours, as `optbinning` does before it optimises.
enum PureBins {
  /// The bins that each joined bin consists of, in order: a bin of one class takes in its successor, the last one its
  /// predecessor, until all bins are of both classes or one is left.
  static func joined(_ bins: [WeightOfEvidence.Counts]) -> [Range<Int>] {
    var runs = bins.indices.map { $0..<$0 + 1 }
    while runs.count > 1 {
      let pure = runs.map { run in
        let sum = bins[run].reduce(WeightOfEvidence.Counts(), +)
        return sum.events == 0 || sum.nonEvents == 0
      }
      guard pure.contains(true) else { break }
      var next = [runs[0]]
      for index in runs.indices.dropFirst() {
        let isJoined = pure[index - 1] || index == runs.count - 1 && pure[index]
        if isJoined {
          next[next.count - 1] = next[next.count - 1].lowerBound..<runs[index].upperBound
        } else {
          next.append(runs[index])
        }
      }
      runs = next
    }
    return runs
  }
}
