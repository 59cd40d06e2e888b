import Columns
import Kernels
import Testing
import TestSupport

struct StackedColumnTests {
  @Test func rowsOfEveryTypeComeInBothOrders() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    for type in ColumnType.allCases {
      let parts = (0..<3).map { _ in (0..<300).map { _ in cell(type, &random) } }
      let columns = parts.map { Column(cells: $0, type: type) }
      let execution = Execution(threads: 2)
      let below = try Column(stacking: columns, .below, as: type, execution: execution)
      let alternating = try Column(stacking: columns, .alternating, as: type, execution: execution)
      let isSame = (0..<900).allSatisfy { below[$0] == parts[$0 / 300][$0 % 300] }
      let isMixed = (0..<900).allSatisfy { alternating[$0] == parts[$0 % 3][$0 / 3] }
      #expect(isSame && isMixed, "\(type), seed \(seed)")
    }
  }

  @Test func wholeNumbersAndFloatsGiveFloats() throws {
    let parts = [Column(ints: [1, nil]), Column(floats: [0.5])]
    let column = try Column(stacking: parts, .below, as: .float, execution: .serial)
    #expect((0..<3).map { column[$0] } == [.float(1), .null, .float(0.5)])
  }

  @Test func anOrderOfTextsStaysWhereBothHaveIt() throws {
    let bands = Column(code: 1, of: TextDictionary(["low", "high"], isOrdered: true), count: 2)
    let other = Column(texts: ["high", "new"])
    func dictionary(_ parts: [Column]) throws -> TextDictionary? {
      guard case .text(_, let texts) = try Column(stacking: parts, .below, as: .text, execution: .serial).storage else {
        return nil
      }
      return texts
    }
    #expect(try dictionary([bands, bands])?.isOrdered == true)
    #expect(try dictionary([bands, other])?.isOrdered == false)
    #expect(try dictionary([bands, other])?.values == ["low", "high", "new"])
    #expect(try dictionary([Column(nulls: 2, type: .text), other])?.values == ["high", "new"])
  }

  @Test func aDictionaryThatComesAgainIsMergedOnce() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    let columns = (0..<4).map { _ in Column(cells: (0..<50).map { _ in cell(.text, &random) }, type: .text) }
    let parts = (0..<300).map { _ in columns[Int(random.next() % 4)] }
    let stacked = try Column(stacking: parts, .below, as: .text, execution: Execution(threads: 2))
    let texts = try #require(stacked.dictionary).values
    #expect(Set(texts).count == texts.count, "seed \(seed)")
    #expect((0..<15_000).allSatisfy { stacked[$0] == parts[$0 / 50][$0 % 50] }, "seed \(seed)")
  }

  @Test func textsTakeTurns() throws {
    for count in [3, 200, 40_000] {
      let texts = TextDictionary((0..<count).map { "t\($0)" }, isOrdered: true)
      let column = try Column(turnsOf: texts, count: 2 * count, execution: Execution(threads: 2))
      #expect((0..<2 * count).allSatisfy { column[$0] == .text("t\($0 % count)") } && column.dictionary === texts)
    }
  }

  @Test func longWorkEndsWhenItIsCancelled() throws {
    let monitor = WorkMonitor(), column = Column(ints: [1, 2])
    monitor.cancel()
    let execution = Execution(threads: 2, monitor: monitor)
    #expect(throws: Cancelled.self) { try Column(stacking: [column], .below, as: .int, execution: execution) }
    let texts = TextDictionary(["a"])
    #expect(throws: Cancelled.self) { try Column(turnsOf: texts, count: 3, execution: execution) }
    #expect(throws: Cancelled.self) { try CanonicalColumn(Column(texts: ["a"]), execution: execution) }
  }

  private func cell(_ type: ColumnType, _ random: inout SplitMix64) -> Cell {
    if random.next() % 5 == 0 { return .null }
    let value = Int64(truncatingIfNeeded: random.next() % 100_000)
    switch type {
    case .float: return .float(Double(value) / 3)
    case .text: return .text("t\(value % 20)")
    case .bool: return .bool(value % 2 == 0)
    default: return Cell(integer: value, type: type)
    }
  }
}
