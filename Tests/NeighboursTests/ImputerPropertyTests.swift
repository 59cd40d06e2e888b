import Columns
import Kernels
import Neighbours
import TestSupport
import Testing

/// Against the definition, on tables with ties, duplicates, large offsets and hardly any donors.
@Suite struct ImputerPropertyTests {
  private static let settings: [KNNImputer] = [
    KNNImputer(neighbours: 3),
    KNNImputer(neighbours: 4, weights: .distance, fallback: .mean),
    KNNImputer(neighbours: 4, combination: .median, fallback: .constant(-1)),
    KNNImputer(neighbours: 2, donorRows: .complete),
    KNNImputer(neighbours: 500),
  ]

  @Test(arguments: RandomTables.allCases, Self.settings)
  func equalsTheDefinition(_ kind: RandomTables, _ settings: KNNImputer) throws {
    for (seed, gaps) in [(UInt64(1), 0.1), (2, 0.4), (3, 0.8)] {
      var random = SplitMix64(seed: seed)
      let train = kind.matrix(rows: 90, columns: 6, gaps: gaps, random: &random)
      let other = kind.matrix(rows: 20, columns: 6, gaps: gaps, random: &random)
      let fitted = try settings.fit(train, execution: .serial)
      for rows in [train, other] {
        let expected = NaiveImputer(settings: settings, train: train).transform(rows)
        let found = try fitted.transform(rows, execution: .serial)
        #expect(found.report == expected.report, "seed \(seed)")
        for (a, b) in zip(found.values.values, expected.values.values) where a != b {
          #expect(abs(a - b) <= 1e-12 * abs(b), "seed \(seed)")
        }
      }
    }
  }

  @Test(arguments: RandomTables.allCases)
  func isTheSameForAnyThreadsAndInstructions(_ kind: RandomTables) throws {
    var random = SplitMix64(seed: 7)
    let train = kind.matrix(rows: 1300, columns: 9, gaps: 0.25, random: &random)
    let fitted = try KNNImputer(weights: .distance).fit(train, execution: .serial)
    let reference = try fitted.transform(train, execution: .serial, kernels: KernelTable(for: .portable))
    for instructions in InstructionSet.available {
      for threads in [1, 2] {
        let found = try fitted.transform(
          train, execution: Execution(threads: threads), kernels: KernelTable(for: instructions))
        #expect(found.report == reference.report)
        #expect(found.values.values.map(\.bitPattern) == reference.values.values.map(\.bitPattern))
      }
    }
  }

  /// More than 64 columns, so that a row's mask has two words.
  @Test func manyColumns() throws {
    var random = SplitMix64(seed: 8)
    let train = RandomTables.ties.matrix(rows: 80, columns: 67, gaps: 0.05, random: &random)
    let expected = NaiveImputer(settings: KNNImputer(), train: train).transform(train)
    let found = try KNNImputer().fit(train, execution: .serial).transform(train, execution: .serial)
    #expect(found.report == expected.report)
    for (a, b) in zip(found.values.values, expected.values.values) { #expect(abs(a - b) <= 1e-12) }
  }
}
