import Columns
import TableIO
import TestSupport
import Testing

/// What `ragged: repair` does to single rows, and what it says of them.
@Suite struct RowRepairTests {
  private func repaired(_ text: String, _ ragged: CSVOptions.Ragged = .repair) throws -> ReadResult {
    var options = CSVOptions()
    options.ragged = ragged
    return try read(text, options)
  }

  private static let good = (1...9).map { "\($0),2024-01-0\($0),word \($0),\($0).5" }.joined(separator: "\n") + "\n"

  /// The row that stands behind nine whole ones.
  private func last(_ row: String) throws -> (cells: [Cell], kinds: [RepairKind]) {
    let result = try repaired("id,day,note,x\n" + Self.good + row + "\n")
    return (result.table.columns.map { $0[9] }, result.repairs?.rows.map(\.kind) ?? [])
  }

  @Test func eachKindOfDamageIsRepaired() throws {
    let whole: [Cell] = [.int(10), .date(19732), .text("some word"), .float(1.5)]
    #expect(try last("10,,2024-01-10,some word,1.5") == (whole, [.surplusSeparator]))
    #expect(try last("10,2024-01-10,some word,1.5,") == (whole, [.surplusSeparator]))
    #expect(try last("10;2024-01-10;some word;1.5") == (whole, [.otherSeparator]))
    #expect(try last("\"10,2024-01-10,some word,1.5\"") == (whole, [.wrapped]))
    #expect(try last("10,2024-01-10,\"some word,1.5") == (whole, [.openQuote]))
    #expect(try last("10,2024-01-10,1.5") == ([whole[0], whole[1], .null, whole[3]], [.missingField]))
    #expect(try last("10,some word,1.5") == ([whole[0], .null, whole[2], whole[3]], [.missingField]))
    let surplus = try last("10,2024-01-10,some word,1.5,more")
    #expect(surplus.cells == whole + [.text("more")] && surplus.kinds == [.surplusText])
  }

  @Test func everyRepairIsCountedAndListed() throws {
    let result = try repaired("a,b\n1,2\n3\n4,5,6\n\"x,7\n8,9\n")
    #expect(result.repairs?.rows.map(\.line) == [3, 4, 5])
    #expect(result.repairs?.rows.map(\.raw) == ["3", "4,5,6", "\"x,7"])
    #expect(result.notes.contains { $0.count == 3 && $0.sentence.contains("`repairs NAME`") })
    #expect(result.table.rowCount == 5)
    #expect(result.table.cells("rest") == [.null, .null, .text("6"), .null, .null])
    #expect(try repaired("a,b\n1,2\n").repairs == nil)
  }

  @Test func rowsThatDoNotFitAreLeftOutWhereAskedTo() throws {
    let result = try repaired("a,b\n1,2\n3\n4,5,6\n7,8\n", .drop)
    #expect(result.table.cells("a") == [.int(1), .int(7)])
    #expect(result.repairs?.rows.map(\.kind) == [.dropped, .dropped])
    #expect(result.notes.contains { $0.count == 2 && $0.sentence.contains("left out") })
  }

  @Test func whatIsNoRowIsLeftOut() throws {
    let result = try repaired("a,b\n1,2\n# note\na,b\n3,4\n")
    #expect(result.table.cells("b") == [.int(2), .int(4)])
    #expect(result.repairs?.rows.map(\.kind) == [.comment, .repeatedNames])
    let two = try repaired("a,b,c\n1,2,3\na,b\n4,5\n6,7\n")
    #expect(two.table.rowCount == 1 && two.repairs?.counts == [.otherTable: 3])
  }

  @Test func namesAreRepairedToo() throws {
    let rows = "1,2,3\n4,5,6\n7,8,9\n"
    for (names, expected) in [
      (",a,b,c", ["a", "b", "c"]), ("a;b;c", ["a", "b", "c"]), ("\"a,b,c", ["a", "b", "c"]),
      ("a,b", ["a", "b", "column_3"]),
    ] {
      let result = try repaired(names + "\n" + rows)
      #expect(result.table.schema.names == expected, "\(names)")
      #expect(result.table.rowCount == 3 && result.repairs?.rows.first?.line == 1, "\(names)")
    }
  }

  @Test func anEmptyFileIsATableWithoutColumns() throws {
    let result = try repaired("")
    #expect(result.table.columns.isEmpty && result.table.rowCount == 0 && !result.notes.isEmpty)
  }
}
