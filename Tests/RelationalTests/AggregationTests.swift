import Columns
import Kernels
import Relational
import Testing
import TestSupport

@Suite struct AggregationTests {
  @Test(arguments: 0..<48 as Range<UInt64>) func equalsAPlainComputation(seed: UInt64) throws {
    var random = RandomColumns(seed: seed)
    let rows = [0, 1, 5, 80, 400, 1000][Int(seed % 6)], type = ColumnType.allCases[Int(seed / 2 % 6)]
    let key = random.column(.int, rows: rows, values: [1, 12][Int(seed % 2)], nulls: 0.1)
    let input = random.column(type, rows: rows, values: 6, nulls: [0, 0.3, 0.9][Int(seed % 3)])
    let order = random.column(.int, rows: rows, values: 30, nulls: 0.2)
    let filters = [nil, random.bitmap(rows: rows, share: 0.6)]
    let functions = AggregateFunction.allCases.filter { $0 != .slope && $0.resultType(for: type) != nil }
    let requests = filters.flatMap { filter in
      functions.flatMap { function in
        [nil, order].map { AggregateRequest(function, input, filter: filter, order: $0, parameter: 0.3) }
      }
    }
    let grouping = try Grouping.make(
      keys: seed % 7 == 0 ? [] : [key], rowCount: rows, execution: Execution(threads: 2))
    let columns = try Aggregation.run(requests, over: grouping, execution: Execution(threads: 2))
    for (request, column) in zip(requests, columns) {
      #expect(column.type == request.function.resultType(for: type))
      #expect(column.count == grouping.count)
      for group in 0..<grouping.count {
        let cells = rowsOf(group, grouping, request).map { input[$0] }
        let expected = AggregateModel(cells: cells, type: type).result(request.function, q: 0.3)
        #expect(
          column[group].agrees(with: expected),
          "seed \(seed) \(request.function) \(type) group \(group): \(column[group]) instead of \(expected)")
      }
    }
  }

  /// The rows of a group that a request looks at, in its order.
  private func rowsOf(_ group: Int, _ grouping: Grouping, _ request: AggregateRequest) -> [Int] {
    let rows = (0..<grouping.rowCount).filter {
      grouping.groupOfRow[$0] == Int32(group) && (request.filter?[$0] ?? true)
    }
    guard request.function.takesOrder, let order = request.order else { return rows }
    return rows.sorted { a, b in
      order[a] == order[b] ? a < b : order[a].isNull || order[b].isNull ? order[b].isNull : order[a].precedes(order[b])
    }
  }

  @Test func countsRows() throws {
    let grouping = try Grouping.make(keys: [Column(texts: ["a", nil, "a"])], rowCount: 3, execution: .serial)
    let filter = Bitmap(count: 3) { $0 == 0 }
    let columns = try Aggregation.run(
      [AggregateRequest(.count), AggregateRequest(.count, filter: filter)], over: grouping, execution: .serial)
    #expect(columns.map(\.cells) == [[.int(2), .int(1)], [.int(1), .int(0)]])
  }

  @Test(arguments: [[1e308, 1.5e308], [-1e200, 1e200]]) func spreadsThatOverflowAreNull(values: [Double]) throws {
    let grouping = try Grouping.make(keys: [], rowCount: 2, execution: .serial)
    let floats = Column(floats: values), line = Column(floats: [1, 2])
    let columns = try Aggregation.run(
      [
        AggregateRequest(.variance, floats), AggregateRequest(.std, floats),
        AggregateRequest(.slope, inputs: [line, floats]),
      ], over: grouping, execution: .serial)
    #expect(columns.map(\.cells) == [[.null], [.null], [.null]])
  }

  @Test func indicatorsAreCountedWithoutWritingThemOut() throws {
    var random = RandomColumns(seed: 21)
    let text = random.column(.text, rows: 500, values: 5, nulls: 0.2)
    guard case .text(let codes, let dictionary) = text.storage else {
      Issue.record("text has codes")
      return
    }
    let key = random.column(.int, rows: 500, values: 9, nulls: 0)
    let filter = random.bitmap(rows: 500, share: 0.7)
    let indicators = ((0..<dictionary.count).map { Int64($0) as Int64? } + [nil]).map {
      Column(
        type: .int, count: 500, validity: nil,
        storage: .indicator(codes: codes, codeValidity: text.validity, code: $0))
    }
    let grouping = try Grouping.make(keys: [key], rowCount: 500, execution: .serial)
    let functions = AggregateFunction.allCases.filter { ![.slope, .any, .all].contains($0) }
    for filter in [nil, filter] {
      func run(_ columns: [Column]) throws -> [[Cell]] {
        let requests = functions.flatMap { function in
          columns.map { AggregateRequest(function, $0, filter: filter) }
        }
        return try Aggregation.run(requests, over: grouping, execution: Execution(threads: 2)).map(\.cells)
      }
      for (lazy, plain) in zip(try run(indicators), try run(indicators.map { $0.materialised() })) {
        #expect(zip(lazy, plain).allSatisfy { $0.agrees(with: $1) })
      }
    }
  }

  @Test func overflowIsReported() throws {
    let grouping = try Grouping.make(keys: [Column(ints: [1, 2, 2, 2])], rowCount: 4, execution: .serial)
    let column = Column(ints: [1, .max, 1, nil])
    let results = try Aggregation.results(
      [AggregateRequest(.max, column), AggregateRequest(.sum, column)], over: grouping, execution: .serial)
    #expect(results.map(\.overflows) == [0, 1])
    #expect(results[1].column.cells == [.int(1), .null])
    let back = Column(ints: [1, .max, 1, -1])
    #expect(
      try Aggregation.run([AggregateRequest(.sum, back)], over: grouping, execution: .serial)[0][1] == .int(.max))
    #expect(throws: InapplicableAggregate.self) {
      try Aggregation.run(
        [AggregateRequest(.sum, Column(texts: ["a", "b", "c", "d"]))], over: grouping, execution: .serial)
    }
  }

  @Test func variancesAndSumsKeepTheirDigits() throws {
    let count = 100_000
    let values = (0..<count).map { 1e9 + Double($0 % 10) / 10 }
    let grouping = try Grouping.make(keys: [], rowCount: count, execution: .serial)
    let columns = try Aggregation.run(
      [AggregateRequest(.variance, Column(doubles: values)), AggregateRequest(.mean, Column(doubles: values))],
      over: grouping, execution: .serial)
    // The ten tenths have Σ(x − mean)² = 0.825 for every ten rows.
    let expected = 0.825 * Double(count / 10) / Double(count - 1)
    #expect(abs((columns[0][0].number ?? 0) / expected - 1) < 1e-6)
    #expect(abs((columns[1][0].number ?? 0) - (1e9 + 0.45)) < 1e-6)

    let small = [1e16] + Array(repeating: 1.0, count: 100_000) + [-1e16]
    let whole = try Grouping.make(keys: [], rowCount: small.count, execution: .serial)
    let sum = try Aggregation.run([AggregateRequest(.sum, Column(doubles: small))], over: whole, execution: .serial)
    #expect(abs((sum[0][0].number ?? 0) - 1e5) <= 1e-9 * 2e16)
  }

  @Test func slopeIsLeastSquares() throws {
    let y = Column(floats: [1, 3, 5, nil, 4, 4, 9]), x = Column(ints: [0, 1, 2, 3, 7, 7, nil])
    let key = Column(ints: [1, 1, 1, 1, 2, 2, 2])
    let grouping = try Grouping.make(keys: [key], rowCount: 7, execution: .serial)
    let slope = try Aggregation.run([AggregateRequest(.slope, y, x)], over: grouping, execution: .serial)[0]
    #expect(slope.cells == [.float(2), .null])
  }

  @Test func resultsDoNotDependOnThreads() throws {
    var random = RandomColumns(seed: 99)
    let rows = 300_000
    let key = Column(ints: (0..<rows).map { _ in Int64.random(in: 0..<9_000, using: &random.random) })
    let input = Column(
      floats: (0..<rows).map { $0 % 17 == 0 ? nil : Double.random(in: -1e6..<1e6, using: &random.random) })
    func run(_ threads: Int) throws -> [[UInt64?]] {
      let execution = Execution(threads: threads)
      let grouping = try Grouping.make(keys: [key], rowCount: rows, execution: execution)
      let requests = [AggregateFunction.sum, .mean, .variance, .median, .min].map { AggregateRequest($0, input) }
      return try Aggregation.run(requests, over: grouping, execution: execution).map { column in
        column.cells.map { $0.number?.bitPattern }
      }
    }
    #expect(try run(1) == run(2))
  }

  @Test func broadcastsToRows() throws {
    let grouping = try Grouping.make(keys: [Column(ints: [3, 1, 3])], rowCount: 3, execution: .serial)
    let sums = try Aggregation.run(
      [AggregateRequest(.sum, Column(ints: [1, 2, 5]))], over: grouping, execution: .serial)[0]
    #expect(try Aggregation.broadcast(sums, over: grouping, execution: .serial).cells == [.int(6), .int(2), .int(6)])
  }
}
