/// The search for the best partition of pre-bins into bins, by dynamic programming from the last pre-bin to the first.
struct PartitionSearch {
  /// Where a partition has come to: its last bin, the stretch of the trend that it is in, and how many bins follow.
  private struct State {
    var start: Int, end: Int, stretch: Int
    var following = 0
  }

  private let runs: BinRuns
  private let stretches: [RateChange]
  private let constraints: BinConstraints
  private let most: Int
  /// The greatest value of the bins that follow, by stretch, last bin and their number; −∞ where there are none.
  private var following: [Double]

  init(_ runs: BinRuns, stretches: [RateChange], constraints: BinConstraints) {
    (self.runs, self.stretches, self.constraints) = (runs, stretches, constraints)
    most = max(0, min(constraints.bins.upperBound, runs.preBins))
    let side = runs.preBins + 1
    following = [Double](repeating: -.infinity, count: stretches.count * side * side * most)
  }

  /// Where each bin ends; nil where no partition fulfils the constraints.
  mutating func best() -> [Int]? {
    guard constraints.bins.lowerBound <= most else { return nil }
    for end in (1...runs.preBins).reversed() {
      for start in 0..<end where runs.isAllowed(start, end) { fill(start, end) }
    }
    return ends()
  }

  /// Finds what may follow a bin, once that is known for all bins that end later.
  private mutating func fill(_ start: Int, _ end: Int) {
    if end == runs.preBins {
      for stretch in stretches.indices { following[place(State(start: start, end: end, stretch: stretch))] = 0 }
      return
    }
    for next in end + 1...runs.preBins {
      guard let sign = change(start, end, next) else { continue }
      for stretch in stretches.indices where stretches[stretch].allows(sign) {
        let own = place(State(start: start, end: end, stretch: stretch))
        let later = place(State(start: end, end: next, stretch: stretch))
        for count in 0..<most - 1 {
          following[own + count + 1] = max(following[own + count + 1], runs.value(end, next) + following[later + count])
        }
      }
    }
    // The next stretch of the trend may begin at any bin.
    for stretch in stretches.indices.dropLast().reversed() {
      let own = place(State(start: start, end: end, stretch: stretch))
      let later = place(State(start: start, end: end, stretch: stretch + 1))
      for count in 0..<most { following[own + count] = max(following[own + count], following[later + count]) }
    }
  }

  /// The sign of the change of the rate from one run to the next; nil where they may not be neighbouring bins.
  private func change(_ start: Int, _ end: Int, _ next: Int) -> Int? {
    guard runs.isAllowed(end, next) else { return nil }
    let (left, right) = (runs.counts(start, end), runs.counts(end, next))
    return constraints.allow(left, right) ? RateTest.difference(left, right).signum() : nil
  }

  private func place(_ state: State) -> Int {
    let side = runs.preBins + 1
    return ((state.stretch * side + state.start) * side + state.end) * most + state.following
  }

  /// Reads off the best partition, from its first bin on.
  private func ends() -> [Int]? {
    let firsts = (constraints.bins.lowerBound...most).flatMap { count in
      (1...runs.preBins).map { State(start: 0, end: $0, stretch: 0, following: max(1, count) - 1) }
    }
    guard var state = chosen(firsts) else { return nil }
    var ends = [state.end]
    while state.following > 0, let next = chosen(successors(of: state)) {
      state = next
      ends.append(state.end)
    }
    return ends
  }

  /// The first of the states that are best, with their last bin and all that follow.
  private func chosen(_ states: [State]) -> State? {
    let values = states.map { runs.value($0.start, $0.end) + following[place($0)] }
    guard let greatest = values.max(), greatest > -.infinity else { return nil }
    return zip(states, values).first { $0.1 >= greatest - OptimalBins.tolerance }?.0
  }

  /// The states that may follow one, in the order of where their bin ends.
  private func successors(of state: State) -> [State] {
    (state.end + 1...runs.preBins).flatMap { next -> [State] in
      guard let sign = change(state.start, state.end, next) else { return [] }
      return (state.stretch..<stretches.count).filter { stretches[$0].allows(sign) }.map {
        State(start: state.end, end: next, stretch: $0, following: state.following - 1)
      }
    }
  }
}
