import Statistics
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    let name: String
    let groups: [String]
    let labels, scores: [Double]
    let cut: Double
    let rates: [String: [String: Double]]
    let counts: [String: [Int]]
    let demographic_parity_difference, demographic_parity_ratio: Double
    let equalized_odds_difference, equalized_odds_ratio: Double
    let equal_opportunity_difference, equal_opportunity_ratio: Double

    var names: [String] { rates["selection_rate"]?.keys.sorted() ?? [] }
    func rows(of group: String) -> [Int] { groups.indices.filter { groups[$0] == group } }
    func decisions(of group: String) -> Confusion {
      let rows = rows(of: group)
      return Confusion(labels: rows.map { labels[$0] }, scores: rows.map { scores[$0] }, threshold: cut)
    }
  }
  struct Comparison: Decodable {
    let shares: [Int]
    let low, high: Double
    let difference, ratio: [Double]
  }
  let cases: [Case]
  let comparisons: [Comparison]
}

/// What groups get of decisions, and cuts that bring them together.
@Suite struct FairnessTests {
  private let expected: Expected

  init() throws { expected = try Parity.expected("fairness", as: Expected.self) }

  private func near(_ value: Double?, _ wanted: Double, _ tolerance: Double = 1e-12) -> Bool {
    value.map { abs($0 - wanted) <= tolerance * max(1e-3, abs(wanted)) } ?? false
  }

  /// The least ratio to the group with the greatest share, and the greatest difference.
  private func apart(_ measure: FairnessMeasure, _ test: Expected.Case) throws -> (ratio: Double, difference: Double) {
    let shares = test.names.map { measure.share(of: test.decisions(of: $0)) }
    let best = try #require(shares.max { ($0.value ?? 0) < ($1.value ?? 0) })
    let all = shares.compactMap { ShareComparison($0, to: best) }
    return (try #require(all.compactMap(\.ratio).min()), try #require(all.map { -$0.difference }.max()))
  }

  @Test func ratesEqualFairlearn() throws {
    #expect(expected.cases.count == 3)
    for test in expected.cases {
      for measure in FairnessMeasure.allCases {
        for group in test.names {
          let share = measure.share(of: test.decisions(of: group))
          let wanted = try #require(test.rates[measure.rawValue]?[group])
          #expect(near(share.value, wanted), "\(test.name), \(measure), \(group)")
          if measure == .selectionRate { #expect([share.count, share.rows] == test.counts[group]) }
        }
      }
    }
  }

  @Test func differencesAndRatiosEqualFairlearn() throws {
    for test in expected.cases {
      let parity = try apart(.selectionRate, test), opportunity = try apart(.truePositiveRate, test)
      let other = try apart(.falsePositiveRate, test), name = Comment(rawValue: test.name)
      #expect(near(parity.difference, test.demographic_parity_difference), name)
      #expect(near(parity.ratio, test.demographic_parity_ratio), name)
      #expect(near(opportunity.difference, test.equal_opportunity_difference), name)
      #expect(near(opportunity.ratio, test.equal_opportunity_ratio), name)
      #expect(near(max(opportunity.difference, other.difference), test.equalized_odds_difference), name)
      #expect(near(min(opportunity.ratio, other.ratio), test.equalized_odds_ratio), name)
    }
  }

  @Test func intervalsEqualStatsmodels() throws {
    for test in expected.comparisons {
      let (own, other) = (Share(test.shares[0], of: test.shares[1]), Share(test.shares[2], of: test.shares[3]))
      let found = try #require(ShareComparison(own, to: other))
      #expect(near(own.interval?.lowerBound, test.low) && near(own.interval?.upperBound, test.high))
      #expect(near(found.differenceInterval.lowerBound, test.difference[0]), "\(test.shares)")
      #expect(near(found.differenceInterval.upperBound, test.difference[1]), "\(test.shares)")
      #expect(near(found.ratioInterval?.lowerBound, test.ratio[0]), "\(test.shares)")
      #expect(near(found.ratioInterval?.upperBound, test.ratio[1]), "\(test.shares)")
    }
  }

  @Test func sharesOfNothingAreNil() {
    #expect(Share(0, of: 0).value == nil && Share(0, of: 0).interval == nil)
    #expect(ShareComparison(Share(0, of: 0), to: Share(1, of: 2)) == nil)
    let nobody = ShareComparison(Share(0, of: 40), to: Share(0, of: 50))
    #expect(nobody?.difference == 0 && nobody?.ratio == nil && nobody?.ratioInterval == nil)
    let everybody = ShareComparison(Share(40, of: 40), to: Share(50, of: 50))
    #expect(everybody?.ratio == 1 && everybody?.ratioInterval == nil)
  }

  @Test("groups get as close to a rate as their scores allow", arguments: [
    FairnessMeasure.selectionRate, .truePositiveRate, .falsePositiveRate,
  ]) func cutsComeClosest(goal: FairnessMeasure) throws {
    for test in expected.cases {
      let groups = try test.names.map { name in
        let rows = test.rows(of: name)
        return try RankedScores(labels: rows.map { test.labels[$0] }, scores: rows.map { test.scores[$0] })
      }
      let cuts = GroupCuts(groups, cut: test.cut, goal: goal)
      let own = cuts.cuts(0).map { goal.share(of: $0.decisions) }
      #expect(zip(cuts.cuts(0), test.names).allSatisfy { $0.decisions == test.decisions(of: $1) })
      let all = Double(own.reduce(0) { $0 + $1.count }) / Double(own.reduce(0) { $0 + $1.rows })
      for share in [0.25, 0.5, 1] {
        for (place, cut) in cuts.cuts(share).enumerated() {
          let rate = own[place], group = groups[place]
          let wanted = (1 - share) * Double(rate.count) + share * all * Double(rate.rows)
          func gap(_ index: Int) -> Double { abs(Double(goal.share(of: group.confusion(from: index)).count) - wanted) }
          let best = try #require((0...group.scores.count).map(gap).min())
          #expect(gap(cut.index) <= best + 1e-9, "\(test.name), \(test.names[place]), \(share)")
          #expect(cut.decisions == group.confusion(from: group.index(ofThreshold: cut.threshold ?? .infinity)))
          // No cut that comes as close lies nearer to the one cut.
          let own = group.index(ofThreshold: test.cut)
          let count = goal.share(of: cut.decisions).count
          let same = (0...group.scores.count).filter { goal.share(of: group.confusion(from: $0)).count == count }
          #expect(abs(cut.index - own) == same.map { abs($0 - own) }.min(), "\(test.name), \(test.names[place])")
        }
      }
    }
  }
}
