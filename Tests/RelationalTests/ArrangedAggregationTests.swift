import Columns
import Kernels
import Relational
import Testing
import TestSupport

/// Rows that lie sorted by group take another way through memory than scattered ones, to the same bits.
@Suite struct ArrangedAggregationTests {
  private static let functions: [AggregateFunction] = [
    .count, .sum, .mean, .min, .max, .variance, .std, .median, .quantile, .nunique, .mode, .nulls,
  ]

  /// Group counts around the number of parts, and runs of rows longer than a piece of work.
  @Test(arguments: [(3, 9_000), (200, 3_000), (257, 3_000), (5_000, 20_000)])
  func scatteredAndSortedRowsAgree(groups: Int, rows: Int) throws {
    let seed = UInt64(groups)
    var random = RandomColumns(seed: seed)
    let key = random.column(.int, rows: rows, values: groups, nulls: 0.01)
    let inputs = [
      random.column(.float, rows: rows, values: 90, nulls: 0), random.column(.float, rows: rows, values: 9, nulls: 0.4),
      random.column(.int, rows: rows, values: 300, nulls: 0), random.column(.int, rows: rows, values: 5, nulls: 0.3),
      random.column(.int, rows: rows, values: 90_000, nulls: 0.1),
    ]
    let text = random.column(.text, rows: rows, values: 40, nulls: 0.2)
    let filter = random.bitmap(rows: rows, share: 0.5)
    let order = try SortOrder.rows([SortKey(key)], rowCount: rows, execution: .serial)
    let sortedFilter = Bitmap(count: rows) { filter[Int(order[$0])] }
    let scattered = try results(key, inputs + indicators(text), filter, Execution(threads: 2))
    // Picking rows would write indicators out, and the variance of written ones has another formula.
    let sorted = try results(
      key.taking(order), inputs.map { $0.taking(order) } + indicators(text.taking(order)), sortedFilter, .serial)
    for (name, cells) in scattered {
      #expect(cells == sorted[name], "seed \(seed), \(name)")
    }
  }

  /// The cells of each request by key, so that the order of the groups does not matter.
  private func results(
    _ key: Column, _ inputs: [Column], _ filter: Bitmap, _ execution: Execution
  ) throws -> [String: [Cell: Cell]] {
    let grouping = try Grouping.make(keys: [key], rowCount: key.count, execution: execution)
    var names: [String] = [], requests: [AggregateRequest] = []
    for (position, input) in inputs.enumerated() {
      for function in Self.functions {
        for isFiltered in [false, true] {
          names.append("\(position) \(function) \(isFiltered)")
          requests.append(AggregateRequest(function, input, filter: isFiltered ? filter : nil, parameter: 0.7))
        }
      }
    }
    let columns = try Aggregation.run(requests, over: grouping, execution: execution)
    return Dictionary(uniqueKeysWithValues: zip(names, columns).map { name, column in
      (name, Dictionary(uniqueKeysWithValues: grouping.firstRows.enumerated().map { (key[Int($1)], column[$0]) }))
    })
  }

  private func indicators(_ column: Column) -> [Column] {
    guard case .text(let codes, _) = column.storage else { return [] }
    return [0, 3, 39, nil].map { code in
      Column(
        type: .int, count: column.count, validity: nil,
        storage: .indicator(codes: codes, codeValidity: column.validity, code: code))
    }
  }
}
