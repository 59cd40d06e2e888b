import Columns
import TableIO
import TestSupport
import Testing

/// What stands around the rows of a table, and rows that are too short.
@Suite struct CSVLayoutTests {
  @Test func linesBeforeTheTableAreSkipped() throws {
    var options = CSVOptions()
    options.skippedLines = 2
    for end in ["\n", "\r\n", "\r"] {
      let text = ["report \"of 2024", "", "a,b", "1,x", "2,y,3"].joined(separator: end)
      let error = #expect(throws: ReadError.self) { try read(text, options) }
      #expect(error?.line == 5 && error?.column == 5)
      #expect(try read(String(text.dropLast(2)), options).table.cells("b") == [.text("x"), .text("y")])
    }
    options.skippedLines = 9
    _ = #expect(throws: ReadError.self) { try read("a\n1\n", options) }
  }

  @Test func linesOfCommentAreSkipped() throws {
    var options = CSVOptions()
    options.comment = "#"
    let text = "# by \"hand\na,b\n#1,2,3\n1,x#y\n  \"#z\",2\n\"#q\",3\n#"
    let table = try read(text, options).table
    #expect(table.schema.names == ["a", "b"])
    #expect(table.cells("a") == [.text("1"), .text("#z"), .text("#q")])
    #expect(table.cells("b") == [.text("x#y"), .text("2"), .text("3")])
    options.types = ["b": .int]
    let misfit = #expect(throws: ReadError.self) { try read("a,b\n#\n\"#q\",1\nx,oh\n", options) }
    #expect(misfit?.line == 4 && misfit?.column == 3)
  }

  @Test func shortRowsAreFilledUpWhereAskedTo() throws {
    var options = CSVOptions()
    #expect(throws: ReadError.self) { try read("a,b,c\n1\n1,2,3\n4,5\n", options) }
    options.ragged = .pad
    let result = try read("a,b,c\n1\n1,2,3\n4,5\n", options)
    #expect(result.table.cells("b") == [.null, .int(2), .int(5)])
    #expect(result.table.cells("c") == [.null, .int(3), .null])
    #expect(result.notes.map(\.count) == [2])
    #expect(throws: ReadError.self) { try read("a,b\n1,2,3\n", options) }
  }
}
