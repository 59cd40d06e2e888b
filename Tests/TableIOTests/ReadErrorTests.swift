import Columns
import TableIO
import TestSupport
import Testing

@Suite struct ReadErrorTests {
  private func error(_ text: String, _ options: CSVOptions = CSVOptions()) -> ReadError? {
    #expect(throws: ReadError.self) { try read(text, options) }
  }

  @Test func rowsOfTheWrongLengthAreLocated() {
    let long = error("a,b\n1,\"x\ny\"\n1,é,3\n")
    #expect(long?.line == 4 && long?.column == 5)
    #expect(long?.sentence == "this row has 3 fields, but the first row has 2")
    let short = error("a,b,c\r\n1,2,3\r\n\r\n4,55\r\n")
    #expect(short?.line == 4 && short?.column == 3)
  }

  @Test func anOpenQuoteIsLocated() {
    let open = error("a,b\n1,2\n3,\"x\n4,5\n")
    #expect(open?.line == 3 && open?.column == 3)
  }

  @Test func misfitsOfAskedTypesAreLocated() {
    var options = CSVOptions()
    options.types = ["b": .int]
    for text in ["a,b\nx,1\nyy,1.5\n", "a,b\nx,1\n\nyy,oh\n", "a,b\r\nx\"z,1\r\nyy,oh\r\n"] {
      let misfit = error(text, options)
      #expect(misfit?.columnName == "b")
      #expect(misfit?.line == (text.contains("\n\n") ? 4 : 3), "\(text.debugDescription)")
      #expect(misfit?.column == 4)
    }
  }

  @Test func missingThingsAreNamed() throws {
    let missing = #expect(throws: ReadError.self) {
      try CSVReader.read(path: "/nowhere/x.csv", execution: .serial)
    }
    #expect(missing?.isMissingFile == true && missing?.path == "/nowhere/x.csv")
    #expect(error("")?.sentence.contains("no row") == true)
    var options = CSVOptions()
    options.columns = ["z"]
    #expect(error("a\n1\n", options)?.columnName == "z")
  }
}
