import Columns
import Foundation
import Kernels
import Relational
import TestSupport
import Testing

/// Every aggregate against pandas (Tests/Parity/aggregates/make.py).
@Suite struct AggregateParityTests {
  private struct Expected: Decodable {
    let tolerance: Double
    let key: [Int64]
    let columns: [String: [Double?]]
    let expected: [String: [String: [Double?]]]
    let anyAbove2: [Bool]
    let allAbove2: [Bool]
  }

  private let expected: Expected
  private let grouping: Grouping

  init() throws {
    let data = try Data(contentsOf: URL(filePath: Repository.file("Tests/Parity/aggregates/expected.json")))
    expected = try JSONDecoder().decode(Expected.self, from: data)
    let key = Column(ints: expected.key)
    grouping = try Grouping.make(keys: [key], rowCount: key.count, execution: .serial)
  }

  @Test func equalsPandas() throws {
    var compared = 0
    for (name, results) in expected.expected {
      let column = Column(floats: try #require(expected.columns[name]))
      let other = Column(floats: try #require(expected.columns["sparse"]))
      for (function, values) in results {
        let function = try #require(AggregateFunction(rawValue: function))
        let inputs = function == .slope ? [column, other] : [column]
        let request = AggregateRequest(function, inputs: inputs, parameter: 0.3)
        let actual = try Aggregation.run([request], over: grouping, execution: .serial)[0]
        #expect(actual.count == values.count)
        for (group, value) in values.enumerated() {
          let number = actual[group].number
          #expect((number == nil) == (value == nil), "\(name) \(function) \(group)")
          let gap = abs((number ?? 0) - (value ?? 0))
          #expect(gap <= expected.tolerance * max(1, abs(value ?? 0)), "\(name) \(function) \(group)")
          compared += 1
        }
      }
    }
    #expect(compared == 43 * grouping.count)
  }

  @Test func anyAndAllEqualPandas() throws {
    let values = try #require(expected.columns["small"])
    let column = Column(bools: values.map { ($0 ?? -1) > 2 })
    let results = try Aggregation.run(
      [AggregateRequest(.any, column), AggregateRequest(.all, column)], over: grouping, execution: .serial)
    #expect(results[0].cells == expected.anyAbove2.map { .bool($0) })
    #expect(results[1].cells == expected.allAbove2.map { .bool($0) })
  }
}
