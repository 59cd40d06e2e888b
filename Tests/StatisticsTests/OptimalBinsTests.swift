import TestSupport
import Testing

@testable import Statistics

private typealias Counts = WeightOfEvidence.Counts

/// What `Tests/Parity/optimal_bins/make.py` wrote.
private struct Expected: Decodable {
  struct Constraints: Decodable {
    let monotonic_trend: String?
    let min_n_bins: Int?, max_n_bins: Int?
    let min_bin_size: Double?, min_event_rate_diff: Double?, max_pvalue: Double?
    let min_bin_n_event: Int?, min_bin_n_nonevent: Int?

    var trends: [BinTrend] {
      monotonic_trend == "auto_asc_desc" ? BinTrend.monotone : [BinTrend(rawValue: monotonic_trend ?? "none") ?? .none]
    }

    func of(rows: Int) -> BinConstraints {
      BinConstraints(
        bins: (min_n_bins ?? 1)...(max_n_bins ?? .max),
        leastRows: BinConstraints.rows(share: min_bin_size ?? 0, of: rows),
        leastEvents: min_bin_n_event ?? 0, leastNonEvents: min_bin_n_nonevent ?? 0,
        leastRateDifference: min_event_rate_diff ?? 0, greatestPValue: max_pvalue)
    }
  }

  struct Case: Decodable {
    let constraints: String, status: String, value: Double, bins: [Int], valueOfAllCuts: Double?

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      constraints = try list.decode(String.self)
      status = try list.decode(String.self)
      value = try list.decode(Double.self)
      bins = try list.decode([Int].self)
      valueOfAllCuts = list.isAtEnd ? nil : try list.decode(Double.self)
    }
  }

  struct Column: Decodable {
    let name: String, rows: Int, events: [Int], nonEvents: [Int], cases: [Case]
  }

  struct Tree: Decodable {
    let values: [Double], events: [Int], nonEvents: [Int], leastRows: Int, limit: Int, bins: [[Int]], breaks: [Double]
  }

  struct Levels: Decodable {
    let events: [Int], nonEvents: [Int], leastRows: Int, leastLevelRows: Int, bins: [[Int]]
  }

  let constraints: [String: Constraints]
  let columns: [Column]
  let trees: [Tree]
  let levels: [Levels]
}

private func counts(_ events: [Int], _ nonEvents: [Int]) -> [Counts] {
  zip(events, nonEvents).map { Counts(events: $0, nonEvents: $1) }
}

@Suite struct OptimalBinsTests {
  @Test func areThoseOfOptbinning() throws {
    let expected = try Parity.expected("optimal_bins", as: Expected.self)
    var far: [String] = [], lost = 0, cases = 0
    for column in expected.columns {
      for test in column.cases {
        let asked = try #require(expected.constraints[test.constraints])
        let found = OptimalBins(
          counts(column.events, column.nonEvents), trends: asked.trends, constraints: asked.of(rows: column.rows))
        cases += 1
        #expect((found == nil) == (test.status == "INFEASIBLE"), "\(column.name) \(test.constraints)")
        guard let found else { continue }
        #expect(found.informationValue > test.value - 1e-9, "\(column.name) \(test.constraints)")
        if found.informationValue > test.value + 1e-9 { lost += 1 }
        let value = test.valueOfAllCuts ?? test.value
        if abs(found.informationValue - value) >= 1e-9 { far.append("\(column.name) \(test.constraints)") }
      }
    }
    #expect(cases > 800)
    // Its integers leave out what a bin adds below 10⁻⁶, of which that column has no more.
    #expect(far == ["german residence_since ascending-size"])
    // The cuts that it rules out beforehand would be of use.
    #expect(lost > 1 && lost < 12)
  }

  @Test func cutsMayLieWhereTheRateFalls() throws {
    let bins = counts([30, 10, 20], [50, 30, 10])
    let found = try #require(
      OptimalBins(bins, trends: [.ascending], constraints: BinConstraints(leastRows: 45)))
    // optbinning 1.0.0 says that one bin is optimal.
    #expect(found.runs == [0..<1, 1..<3] && abs(found.informationValue - 0.012396863961900553) < 1e-12)
  }

  @Test func areTheBestOfAllPartitions() {
    var numbers = SplitMix64(seed: 7)
    for number in 0..<600 {
      let task = Task(using: &numbers)
      for trend in BinTrend.allCases {
        let found = OptimalBins(task.bins, trends: [trend], constraints: task.constraints)
        let best = task.best(trend)
        #expect(found?.runs.map(\.count) == best?.sizes, "\(number) \(trend) \(task)")
        #expect(abs((found?.informationValue ?? 0) - (best?.value ?? 0)) < 1e-11)
      }
    }
  }

  @Test func fewerBinsAreTakenOfEqualOnes() throws {
    let even = counts([1, 2, 1], [3, 6, 3])
    #expect(try #require(OptimalBins(even)).runs == [0..<3])
    #expect(try #require(OptimalBins(even, constraints: BinConstraints(bins: 2...3))).runs == [0..<1, 1..<3])
    #expect(OptimalBins(even, constraints: BinConstraints(bins: 4...5)) == nil)
    #expect(OptimalBins(counts([1, 2], [0, 0])) == nil && OptimalBins([]) == nil)
  }

  @Test func trendsAreTakenInOrder() throws {
    let rising = counts([1, 2, 3], [9, 8, 7]), all: [BinTrend] = [.ascending, .descending, .peak, .valley]
    #expect(try #require(OptimalBins(rising, trends: all)).trend == .ascending)
    let turning = counts([1, 5, 1], [9, 5, 9])
    #expect(try #require(OptimalBins(turning, trends: all)).trend == .peak)
    #expect(try #require(OptimalBins(turning, trends: [.valley])).runs.count == 2)
  }

  @Test func fewRowsOfOneClassDoNotSpeakAgainstIt() {
    // Half a row beside two good ones, where 86 of 1 050 are bad, would make them worse than all.
    let few = WeightOfEvidence(counts([0, 86], [2, 962])), weight = few.weights[0]
    #expect(weight == 0 && few.contributions[0] == 0)
    // ln((40.5 / 964) / (0.5 / 86)): forty rows are enough to tell.
    let more = WeightOfEvidence(counts([0, 86], [40, 924])).weights[0]
    #expect(abs(more - 1.9777051563154011) < 1e-12)
    for rows in 1...300 {
      let bins = WeightOfEvidence(counts([0, rows, 40], [rows, 0, 700]))
      #expect(bins.weights[0] >= 0 && bins.weights[1] <= 0 && bins.contributions.allSatisfy { $0 >= 0 })
    }
  }

  @Test func pureBinsAreFinite() throws {
    let found = try #require(OptimalBins(counts([0, 5, 9], [9, 5, 0])))
    #expect(found.informationValue == WeightOfEvidence(found.counts).informationValue)
    #expect(found.runs.count == 3 && found.informationValue.isFinite)
  }
}

/// Pre-bins and constraints that all partitions are tried for.
private struct Task {
  let bins: [Counts], constraints: BinConstraints

  init(using numbers: inout SplitMix64) {
    let most = [3, 12, 60].randomElement(using: &numbers) ?? 3
    func some<T>(_ value: T, or none: T) -> T { Int.random(in: 0..<3, using: &numbers) == 0 ? value : none }
    bins = (0..<Int.random(in: 1...8, using: &numbers)).map { _ in
      Counts(events: .random(in: 0...most, using: &numbers), nonEvents: .random(in: 0...most, using: &numbers))
    }
    let least = some(Int.random(in: 1...3, using: &numbers), or: 1)
    constraints = BinConstraints(
      bins: least...some(Int.random(in: least...5, using: &numbers), or: .max),
      leastRows: some(Int.random(in: 0...most * 2, using: &numbers), or: 1),
      leastEvents: some(Int.random(in: 0...most, using: &numbers), or: 0),
      leastNonEvents: some(Int.random(in: 0...most, using: &numbers), or: 0),
      leastRateDifference: some(Double.random(in: 0...0.3, using: &numbers), or: 0),
      greatestPValue: some(Double.random(in: 0.01...0.9, using: &numbers), or: nil))
  }

  func best(_ trend: BinTrend) -> (value: Double, sizes: [Int])? {
    let total = bins.reduce(Counts(), +)
    guard total.events > 0, total.nonEvents > 0 else { return nil }
    let all = (0..<1 << (bins.count - 1)).compactMap { cuts -> (value: Double, sizes: [Int])? in
      let sizes = sizes(cuts), joined = joined(sizes)
      guard fulfil(joined, trend) else { return nil }
      return (WeightOfEvidence(joined).informationValue, sizes)
    }
    guard let greatest = all.map(\.value).max() else { return nil }
    return all.filter { $0.value >= greatest - 1e-12 }.min {
      $0.sizes.count < $1.sizes.count
        || $0.sizes.count == $1.sizes.count && $0.sizes.lexicographicallyPrecedes($1.sizes)
    }
  }

  private func sizes(_ cuts: Int) -> [Int] {
    var sizes = [1]
    for index in 1..<max(1, bins.count) {
      if cuts >> (index - 1) & 1 == 1 { sizes.append(1) } else { sizes[sizes.count - 1] += 1 }
    }
    return sizes
  }

  private func joined(_ sizes: [Int]) -> [Counts] {
    var start = 0
    return sizes.map { size in
      defer { start += size }
      return bins[start..<start + size].reduce(Counts(), +)
    }
  }

  private func fulfil(_ joined: [Counts], _ trend: BinTrend) -> Bool {
    let pairs = zip(joined, joined.dropFirst())
    guard constraints.bins.contains(joined.count), joined.allSatisfy(constraints.allow) else { return false }
    guard pairs.allSatisfy({ constraints.allow($0, $1) }) else { return false }
    let signs = pairs.map { ($1.events * $0.rows - $0.events * $1.rows).signum() }.filter { $0 != 0 }
    let turns = zip(signs, signs.dropFirst()).count { $0 != $1 }
    return switch trend {
    case .none: true
    case .ascending: !signs.contains(-1)
    case .descending: !signs.contains(1)
    case .peak: turns == 0 || turns == 1 && signs[0] == 1
    case .valley: turns == 0 || turns == 1 && signs[0] == -1
    }
  }
}

@Suite struct PreBinTests {
  @Test func areThoseOfOptbinning() throws {
    let expected = try Parity.expected("optimal_bins", as: Expected.self)
    for tree in expected.trees {
      let events = zip(tree.values, tree.events).flatMap { repeatElement($0, count: $1) }
      let nonEvents = zip(tree.values, tree.nonEvents).flatMap { repeatElement($0, count: $1) }
      let column = DistinctValues(
        events.reversed() + [.nan] + nonEvents,
        isEvent: events.map { _ in true } + [true] + nonEvents.map { _ in false })
      #expect(column.values == tree.values && column.counts == counts(tree.events, tree.nonEvents))
      let found = PreBins(column, limit: tree.limit, leastRows: tree.leastRows)
      #expect(found.breaks == tree.breaks && found.counts == counts(tree.bins[0], tree.bins[1]))
    }
  }

  @Test func levelsAreThoseOfOptbinning() throws {
    for test in try Parity.expected("optimal_bins", as: Expected.self).levels {
      // Rare levels are others there, and take no part.
      let levels = counts(test.events, test.nonEvents), common = levels.filter { $0.rows >= test.leastLevelRows }
      let found = LevelPreBins(common, leastRows: test.leastRows)
      #expect(found.counts == counts(test.bins[0], test.bins[1]))
      #expect(found.levels.flatMap { $0 }.sorted() == Array(common.indices))
    }
  }

  @Test func breaksTellValuesApart() {
    let next = 1.0.nextUp
    #expect(PreBins.middle(1, 2) == 1.5 && PreBins.middle(1, next) == next)
    #expect(PreBins.middle(-.infinity, 2) == 2 && PreBins.middle(2, .infinity) == .infinity)
    #expect(PreBins.middle(-.infinity, .infinity) == .infinity)
    #expect(PreBins.middle(0, .leastNonzeroMagnitude) == .leastNonzeroMagnitude)
    let column = DistinctValues([0, -0.0, 5, .infinity], isEvent: [true, false, true, false])
    #expect(column.values == [0, 5, .infinity])
  }

  @Test func fractionsAreComparedExactly() {
    let node = Counts(events: 1_000_000_001, nonEvents: 1_999_999_998)
    let split = GiniDecrease(left: Counts(events: 333_333_334, nonEvents: 666_666_665), node: node)
    let nearly = GiniDecrease(left: Counts(events: 333_333_333, nonEvents: 666_666_666), node: node)
    #expect(nearly < split || split < nearly)
    #expect(GiniDecrease(left: Counts(events: 1, nonEvents: 2), node: Counts(events: 3, nonEvents: 6))
      == GiniDecrease(left: Counts(events: 2, nonEvents: 4), node: Counts(events: 3, nonEvents: 6)))
  }

  @Test func pureBinsAreJoined() {
    #expect(PureBins.joined(counts([0, 1, 2, 3], [1, 1, 0, 0])) == [0..<4])
    #expect(PureBins.joined(counts([0, 1, 2, 3], [1, 1, 2, 0])) == [0..<2, 2..<4])
    #expect(PureBins.joined(counts([1, 1], [0, 0])) == [0..<2] && PureBins.joined([]).isEmpty)
  }
}
