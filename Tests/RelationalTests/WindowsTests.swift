import Columns
import Kernels
import Relational
import Testing

@Suite struct WindowsTests {
  @Test(arguments: 0..<12 as Range<UInt64>) func equalsAPlainComputation(seed: UInt64) throws {
    var random = RandomColumns(seed: seed)
    let rows = [0, 1, 200][Int(seed % 3)], type = [ColumnType.int, .float][Int(seed % 2)]
    let key = random.column(.text, rows: rows, values: 5, nulls: 0.1)
    let input = random.column(type, rows: rows, values: 9, nulls: 0.2)
    let order = random.column(.int, rows: rows, values: 20, nulls: 0.2)
    let execution = Execution(threads: 2)
    let grouping = try Grouping.make(keys: [key], rowCount: rows, execution: execution)
    let windows = try Windows(grouping, order: [SortKey(order)], execution: execution)
    let sorted = try SortOrder.rows([SortKey(order)], rowCount: rows, execution: execution).map(Int.init)
    let results = try [
      windows.rowNumbers(), windows.lag(input, by: 2), windows.lead(input), windows.first(input), windows.last(input),
      windows.difference(input).column, windows.cumulativeSum(input).column, windows.cumulativeMean(input).column,
    ].map(\.cells)
    for group in 0..<grouping.count {
      let members = sorted.filter { grouping.groupOfRow[$0] == Int32(group) }
      for (place, row) in members.enumerated() {
        func cell(_ place: Int) -> Cell { members.indices.contains(place) ? input[members[place]] : .null }
        let before = AggregateModel(cells: members[...place].map { input[$0] }, type: type)
        var difference = Cell.null
        if case .int(let a) = input[row], case .int(let b) = cell(place - 1) { difference = .int(a - b) }
        if case .float(let a) = input[row], case .float(let b) = cell(place - 1) { difference = .float(a - b) }
        let expected: [Cell] = [
          .int(Int64(place + 1)), cell(place - 2), cell(place + 1), cell(0), cell(members.count - 1), difference,
          input[row].isNull ? .null : before.result(.sum), input[row].isNull ? .null : before.result(.mean),
        ]
        for (index, value) in expected.enumerated() {
          #expect(results[index][row].agrees(with: value), "seed \(seed) function \(index) row \(row)")
        }
      }
    }
  }

  @Test func overflowsAreReported() throws {
    let grouping = try Grouping.make(keys: [], rowCount: 2, execution: .serial)
    let windows = try Windows(grouping, execution: .serial)
    let sums = try windows.cumulativeSum(Column(ints: [.max, 1]))
    #expect(sums.column.cells == [.int(.max), .null] && sums.overflows == 1)
    let differences = try windows.difference(Column(ints: [.max, -2]))
    #expect(differences.column.cells == [.null, .null] && differences.overflows == 1)
    let floats = try windows.cumulativeSum(Column(floats: [1e308, 1e308]))
    #expect(floats.column.cells == [.float(1e308), .null] && floats.infinities == 1)
    #expect(throws: InapplicableAggregate.self) { try windows.cumulativeSum(Column(texts: ["a", "b"])) }
    // A sum may leave the range and come back: only where it is outside is there none.
    let three = try Windows(Grouping.make(keys: [], rowCount: 3, execution: .serial), execution: .serial)
    #expect(try three.cumulativeSum(Column(ints: [.max, 1, -2])).column.cells == [.int(.max), .null, .int(.max - 1)])
    // The exact sums are max, 0 and −2: as floats the first two would give 2^63 − 2^63 and nothing of the last.
    let means = try three.cumulativeMean(Column(ints: [.max, -.max, -2])).column.cells
    #expect(means == [.float(9_223_372_036_854_775_807), .float(0), .float(-2.0 / 3)])
    let extremes = try three.cumulativeMean(Column(ints: [.max, .min, nil])).column.cells
    #expect(extremes == [.float(9_223_372_036_854_775_807), .float(-0.5), .null])
    #expect(try windows.lag(Column(ints: [1, 2]), by: .min).cells == [.null, .null])
  }
}
