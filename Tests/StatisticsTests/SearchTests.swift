import Testing

@testable import Statistics

@Suite struct SearchTests {
  private let space = SearchSpace(
    ["a", "b", "c", "d"],
    [
      .real(0.001...1, isLogarithmic: true), .whole(-2...2, isLogarithmic: false), .choice(count: 3),
      .whole(1...1, isLogarithmic: false),
    ])

  private func run(_ method: some SearchMethod, _ trials: Int) -> [[Double]] {
    var history: [SearchTrial] = []
    for trial in 0..<trials {
      guard let point = method.next(after: history) else { break }
      let outcome: SearchTrial.Outcome =
        trial % 4 == 3 ? .pruned(loss: point[0], steps: trial % 3) : .complete(losses: [point[0] + point[1]])
      history.append(SearchTrial(point: point, outcome: outcome))
    }
    return history.map(\.point)
  }

  @Test(arguments: [0, 1, 77] as [UInt64])
  func pointsAreInTheSpaceAndComeAgain(_ seed: UInt64) {
    for points in [run(RandomSearch(space, seed: seed), 60), run(ParzenSearch(space, seed: seed), 60)] {
      #expect(points.count == 60)
      for point in points {
        #expect((0.001...1).contains(point[0]) && (-2...2).contains(point[1]) && point[1] == point[1].rounded())
        #expect((0..<3).contains(point[2]) && point[3] == 1)
      }
      for column in [1, 2] { #expect(Set(points.map { $0[column] }).count == (column == 1 ? 5 : 3)) }
    }
    #expect(run(ParzenSearch(space, seed: seed), 40) == run(ParzenSearch(space, seed: seed), 40))
    #expect(run(ParzenSearch(space, seed: seed), 40) != run(ParzenSearch(space, seed: seed + 1), 40))
  }

  @Test func drawsBelongToNames() {
    let turned = SearchSpace(space.names.reversed(), space.dimensions.reversed())
    let own = run(RandomSearch(space, seed: 3), 8)
    #expect(run(RandomSearch(turned, seed: 3), 8).map { Array($0.reversed()) } == own)
  }

  @Test func gridsHaveAllCombinations() {
    let points = run(GridSearch(space, levels: 3), 1000)
    #expect(points.count == 3 * 3 * 3 && Set(points).count == points.count)
    #expect(points[0] == [0.001, -2, 0, 1] && points.last == [1, 2, 2, 1])
    #expect(Set(points.map { ($0[0] * 1e6).rounded() }) == [1000, 31623, 1_000_000])
    #expect(GridSearch(space, levels: 9).count == 9 * 5 * 3)
  }

  @Test func frontsAreUnbeaten() {
    let losses: [[Double]] = [[1, 4], [2, 2], [4, 1], [2, 3], [4, 4], [2, 2]]
    #expect(ParetoFront.ranks(losses) == [0, 0, 0, 1, 2, 0])
    #expect(ParetoFront.hypervolume([[1, 4], [2, 2], [4, 1]], [5, 5]) == 4 + 6 + 1)
    #expect(ParetoFront.hypervolume([[0, 0, 0], [1, 1, 1], [-1, 1, 1]], [2, 2, 2]) == 9)
    #expect(ParetoFront.best(2, of: losses).sorted() == [0, 1])
  }

  @Test func onlyTrialsBehindTheMedianAreGivenUp() {
    var pruning = MedianPruning(startupTrials: 3)
    #expect(!pruning.isHopeless(100, after: 1))
    for means in [[1, 2], [2, 2], [3, .nan]] as [[Double]] { pruning.complete(means) }
    #expect(!pruning.isHopeless(2, after: 1) && pruning.isHopeless(2.1, after: 1))
    #expect(!pruning.isHopeless(2, after: 2) && pruning.isHopeless(2.1, after: 2))
    #expect(!pruning.isHopeless(9, after: 3) && !pruning.isHopeless(.nan, after: 1))
  }
}
