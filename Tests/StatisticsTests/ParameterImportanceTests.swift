import Statistics
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Case: Decodable {
    let name: String
    let points: [[Double]]
    let losses: [Double]
    let best: Int
    let importances: [Double]
  }
  let cases: [Case]
}

@Suite struct ParameterImportanceTests {
  private let space = SearchSpace(
    ["rate", "share", "leaves", "depth", "rows", "two", "kind", "one"],
    [
      .real(0.01...0.3, isLogarithmic: true), .real(0.5...1, isLogarithmic: false),
      .whole(8...128, isLogarithmic: false), .whole(2...7, isLogarithmic: false), .whole(1...500, isLogarithmic: true),
      .whole(3...4, isLogarithmic: true), .choice(count: 3), .whole(5...5, isLogarithmic: false),
    ])

  @Test func equalsOptuna() throws {
    let expected = try Parity.expected("importance", as: Expected.self)
    #expect(expected.cases.count == 5)
    for test in expected.cases {
      let found = ParameterImportance(space, points: test.points, losses: test.losses, best: test.best)
      #expect(found.trials == test.losses.count)
      for (place, value) in test.importances.enumerated() {
        #expect(
          abs(found.values[place] - value) <= 1e-9 * max(1, value), "\(test.name), \(space.names[place])")
      }
    }
  }

  @Test func whatDecidesComesFirst() throws {
    let many = try #require(Parity.expected("importance", as: Expected.self).cases.first { $0.name == "many" })
    let found = ParameterImportance(space, points: many.points, losses: many.losses)
    let shares = try #require(found.shares)
    let order = shares.indices.sorted { shares[$0] > shares[$1] }
    // What the losses were made of.
    #expect(found.best == 20 && Set(order.prefix(3).map { space.names[$0] }) == ["rate", "leaves", "kind"])
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12 && shares[7] == 0)
  }

  @Test func trialsWithoutALossDoNotCount() {
    let dimension = SearchSpace(["x"], [.real(0...1, isLogarithmic: false)])
    let points = (0..<12).map { [Double($0) / 12] }
    let losses = (0..<12).map { $0 == 3 ? Double.nan : Double($0) }
    let found = ParameterImportance(dimension, points: points, losses: losses)
    #expect(found.trials == 11 && found.best == 5)
    let without = (0..<12).filter { $0 != 3 }
    let rest = ParameterImportance(dimension, points: without.map { points[$0] }, losses: without.map { losses[$0] })
    #expect(rest == found)
    #expect(ParameterImportance(dimension, points: [[0.5]], losses: [1]).shares == nil)
    #expect(ParameterImportance(dimension, points: [], losses: []).values == [0])
  }
}
