import Columns
import Kernels
import Statistics
import TestSupport
import Testing

private struct Expected: Decodable {
  let tolerance: Double
  let columns: [[Double?]]
  let pearson: [[Double?]]
  let spearman: [[Double?]]
}

@Suite struct CorrelationTests {
  private func close(_ value: Double?, _ wanted: Double?, _ tolerance: Double) -> Bool {
    guard let value, let wanted else { return value == nil && wanted == nil }
    return abs(value - wanted) <= tolerance
  }

  @Test func equalsPandas() throws {
    let expected = try Parity.expected("correlation", as: Expected.self)
    let columns = expected.columns.map { $0.map { $0 ?? .nan } }
    let matrix = Matrix(columns: columns)
    let all = try CorrelationMatrix(matrix, execution: .serial)
    let ofRanks = try CorrelationMatrix(ranksOf: matrix, execution: Execution(threads: 2))
    for first in columns.indices {
      let against = try Correlation.pearson(columns[first], with: matrix, execution: .serial)
      for second in columns.indices {
        let pearson = Correlation.pearson(columns[first], columns[second])
        let wanted = expected.pearson[first][second]
        #expect(close(pearson, wanted, expected.tolerance), "\(first), \(second)")
        #expect(close(all[first, second], wanted, expected.tolerance), "\(first), \(second)")
        #expect(against[second] == pearson)
        let spearman = Correlation.spearman(columns[first], columns[second])
        #expect(close(spearman, expected.spearman[first][second], expected.tolerance), "\(first), \(second)")
        #expect(close(ofRanks[first, second], spearman, 1e-14), "\(first), \(second)")
      }
    }
  }

  /// Columns with gaps, enough of them for several tiles, and rows for several chunks.
  private func wide(seed: UInt64) -> Matrix {
    var generator = SplitMix64(seed: seed)
    return Matrix(
      columns: (0..<140).map { column in
        let gaps = column % 3 == 0 ? 0 : Double(column % 7) / 10
        let offset = column % 5 == 0 ? 1e9 : 0
        return (0..<600).map { _ in
          let value = Double.random(in: -1...1, using: &generator) + offset
          return Double.random(in: 0..<1, using: &generator) < gaps ? .nan : value
        }
      })
  }

  @Test(arguments: [1, 2] as [UInt64])
  func theMatrixEqualsEachPairAlone(seed: UInt64) throws {
    let matrix = wide(seed: seed)
    let all = try CorrelationMatrix(matrix, execution: Execution(threads: 2))
    for first in 0..<matrix.columns {
      for second in 0..<first {
        let pair = Correlation.pearson(matrix.column(first), matrix.column(second))
        #expect(close(all[first, second], pair, 1e-13), "seed \(seed), columns \(first), \(second)")
        #expect(all[first, second] == all[second, first])
      }
    }
  }

  @Test func theMatrixOfRanksEqualsEachPairAlone() throws {
    var random = SplitMix64(seed: 4)
    // Ties, columns that lack the same rows and such as do not, and one that is constant where the other is there.
    var columns = (0..<12).map { column in
      (0..<300).map { row in
        let value = Double(Int.random(in: 0..<(column < 6 ? 5 : 1000), using: &random))
        let isGap = column % 4 == 1 ? row % 7 == 0 : column % 4 == 2 ? Bool.random(using: &random) : false
        return isGap ? Double.nan : value
      }
    }
    columns.append((0..<300).map { $0 % 7 == 0 ? Double($0) : 1 })
    columns.append(Array(repeating: .nan, count: 300))
    let all = try CorrelationMatrix(ranksOf: Matrix(columns: columns), execution: Execution(threads: 2))
    for first in columns.indices {
      for second in columns.indices {
        let alone = Correlation.spearman(columns[first], columns[second])
        #expect(close(all[first, second], alone, 1e-14), "\(first), \(second)")
      }
    }
    #expect(all[12, 1] == nil && all[13, 0] == nil)
  }

  @Test func oneAndTwoThreadsGiveTheSameBits() throws {
    let matrix = wide(seed: 3)
    let results = try [1, 2].map { try CorrelationMatrix(matrix, execution: Execution(threads: $0)).values }
    let isSame = results[0].values.map(\.bitPattern) == results[1].values.map(\.bitPattern)
    #expect(isSame)
  }

  @Test func aColumnThatIsConstantOnTheCommonRowsHasNoCorrelation() throws {
    let first: [Double] = [0.1, 0.1, 0.1, 5, 7]
    let second: [Double] = [1, 2, 4, .nan, .nan]
    #expect(Correlation.pearson(first, second) == nil)
    let all = try CorrelationMatrix(Matrix(columns: [first, second]), execution: .serial)
    #expect(all[0, 1] == nil && all[0, 0] == 1)
  }

  @Test func aFewCommonRowsFarFromTheMeanKeepTheirDigits() throws {
    // On the common rows the first column varies by millionths around a value far from its mean.
    let first = (0..<1000).map { $0 < 4 ? 1e6 + Double($0) * 1e-6 : Double($0) }
    let second = (0..<1000).map { $0 < 4 ? [1.0, 3, 2, 5][$0] : .nan }
    let pair = try #require(Correlation.pearson(first, second))
    let all = try CorrelationMatrix(Matrix(columns: [first, second]), execution: .serial)
    #expect(all[0, 1] == pair)
  }

  @Test func cancelStops() {
    let execution = Execution(threads: 2)
    execution.monitor.cancel()
    #expect(throws: Cancelled.self) { try CorrelationMatrix(wide(seed: 1), execution: execution) }
  }
}
