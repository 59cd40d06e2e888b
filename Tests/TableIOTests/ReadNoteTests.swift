import Columns
import TableIO
import TestSupport
import Testing

/// What was repaired or decided is said, with how often; what might be meant otherwise is said too.
@Suite struct ReadNoteTests {
  @Test func repairsAreCounted() throws {
    let result = try read("a,b\n1,\"x\"y\n\n\r\n2,z\n\n")
    #expect(result.notes.map(\.sentence) == ["2 blank rows left out", "1 field kept quotes that are out of place"])
    var options = CSVOptions()
    options.ragged = .pad
    #expect(
      try read("a,b\n1\n2,3\n", options).notes.map(\.sentence) == ["1 row filled up with nulls for missing fields"])
    #expect(try read("a,b\n1,2\n\n\n").notes.isEmpty, "blank rows at the end are none")
  }

  @Test func textThatLooksLikeNumbersIsPointedOut() throws {
    let hints: [(values: [String], hint: String?)] = [
      (["1", "2.5", "?", "4", "?"], "is text because of \"?\"; say `nulls: [\"?\"]` if that stands for null"),
      (["1,234.5", "12,000"], "is text; with `thousands: \",\"` its values are numbers"),
      (["1,005", "12,250", "7,1"], nil),
      (["1.234,5", "12,25"], "is text; with `decimal: \",\", thousands: \".\"` its values are numbers"),
      (["1,5", "v", "12,25"], "is text, though its values are numbers; a row repeats the header"),
      (["1", "v", "2"], "is text, though its values are numbers; a row repeats the header"),
      (["v"], nil), (["a", "1", "2", "b"], nil), (["x", "y"], nil), (["2024-01-31", "x"], nil), (["1,2,3", "4"], nil),
      ([], nil),
    ]
    for (values, hint) in hints {
      let text = "n\tv\n" + values.enumerated().map { "\($0.offset)\t\($0.element)\n" }.joined()
      #expect(
        try read(text).notes.filter { $0.column == "v" }.map(\.sentence) == (hint.map { [$0] } ?? []), "\(values)")
    }
    var options = CSVOptions()
    options.types = ["v": .text]
    #expect(try read("v\n1\n2\n?\n", options).notes.isEmpty, "text was asked for")
    options = CSVOptions()
    options.nulls = ["?"]
    #expect(try read("v\n1\n2\n?\n", options).notes.isEmpty)
  }

  @Test func droppedZerosArePointedOut() throws {
    let note = "zeros before other digits were dropped; `types: [v: text]` keeps them"
    for values in ["01\n2", "1\n-007", "1\n+00", "1\n00000000000000000001"] {
      #expect(try read("v\n\(values)\n").notes.map(\.sentence) == [note], "\(values)")
    }
    for values in ["0\n10", "-0\n5", "0.5\n1", "01\nx\ny\nz"] {
      #expect(try read("v\n\(values)\n").notes.filter { $0.sentence == note }.isEmpty, "\(values)")
    }
    var options = CSVOptions()
    options.types = ["v": .int]
    #expect(try read("v\n01\n", options).notes.isEmpty, "integers were asked for")
  }

  @Test func workbooksAreNoText() {
    for start in [[0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0]] as [[UInt8]] {
      let error = #expect(throws: ReadError.self) { try CSVReader.read(bytes: start + [1, 2, 10], name: "t.xlsx") }
      #expect(error?.sentence.contains("Excel workbook") == true)
    }
  }

  @Test func theFirstOfTwoErrorsIsReported() {
    var options = CSVOptions()
    options.types = ["a": .int, "b": .int]
    for chunkBytes in [1, 1000] {
      for (text, line) in [("a,b\n1,2\n3,x\ny,4\n5\n", 3), ("a,b\n1,2\n5\ny,4\n", 3), ("a,b\nx,y\n", 2)] {
        let error = #expect(throws: ReadError.self) { try read(text, options, chunkBytes: chunkBytes) }
        #expect(error?.line == line, "\(text.debugDescription)")
      }
    }
  }
}
