import Columns
import Kernels
import TableIO
import TestSupport
import Testing

/// Reads a text with given options.
func read(_ text: String, _ options: CSVOptions = CSVOptions(), chunkBytes: Int = 1 << 18) throws -> ReadResult {
  try CSVReader.read(
    bytes: Array(text.utf8), name: "t.csv", options: options, execution: .serial, chunkBytes: chunkBytes)
}

extension Table {
  func cells(_ name: String) -> [Cell] { self[name].map { column in (0..<rowCount).map { column[$0] } } ?? [] }
}

@Suite struct CSVReaderTests {
  @Test func typesAreInferredFromAllValues() throws {
    let table = try read(
      """
      i,f,t,b,d,s,n,m
      1,1,x,true,2024-02-29,2024-01-31 10:00,,1
      -007,2.5,,False,1969-12-31,1970-01-01T00:00:01.5Z,,x
      ,1e3,"a ""b""\",,,,,
      """).table
    #expect(table.schema.fields.map(\.type) == [.int, .float, .text, .bool, .date, .datetime, .float, .text])
    #expect(table.cells("i") == [.int(1), .int(-7), .null])
    #expect(table.cells("f") == [.float(1), .float(2.5), .float(1000)])
    #expect(table.cells("t") == [.text("x"), .null, .text("a \"b\"")])
    #expect(table.cells("b") == [.bool(true), .bool(false), .null])
    #expect(table.cells("d") == [.date(19782), .date(-1), .null])
    #expect(table.cells("s") == [.datetime(1_706_695_200_000_000), .datetime(1_500_000), .null])
    #expect(table.cells("n") == [.null, .null, .null])
    #expect(table.cells("m") == [.text("1"), .text("x"), .null])
  }

  /// Pieces guess where their rows belong by the lines before them: wrong after a line feed in quotes, and too far back
  /// for the room where rows become shorter.
  @Test(arguments: [1, 30, 64, 1000])
  func floatsKeepTheirRowsHoweverPiecesGuess(_ chunkBytes: Int) throws {
    let long = String(repeating: "z", count: 40)
    var rows: [String] = [], expected: [Cell] = []
    for row in 0..<400 {
      let isNull = row >= 20 && row % 5 == 0
      let text = row < 20 ? long : row % 7 == 0 ? "\"a\nb\"" : "c"
      rows.append((isNull ? "" : "\(row).25") + "," + text)
      expected.append(isNull ? .null : .float(Double(row) + 0.25))
    }
    let table = try read("f,t\n" + rows.joined(separator: "\n"), chunkBytes: chunkBytes).table
    #expect(table.cells("f") == expected)
  }

  /// The mark of thousands and of fractions parts the fields where nothing else does.
  @Test func separatorsAreFoundBesideMarksOfNumbers() throws {
    var options = CSVOptions()
    options.thousands = ","
    let grouped = try read("id,amt\n1,\"1,234.50\"\n2,7\n", options).table
    #expect(grouped.cells("amt") == [.float(1234.5), .float(7)])
    options = CSVOptions()
    options.decimal = ","
    #expect(try read("id,amt\n1,\"1,5\"\n", options).table.cells("amt") == [.float(1.5)])
    #expect(try read("id;amt\n1;1,5\n2;2,5\n", options).table.cells("amt") == [.float(1.5), .float(2.5)])
    #expect(try read("amt\n1,5\n2,5\n", options).table.cells("amt") == [.float(1.5), .float(2.5)])
  }

  @Test func datesAmongTimesBecomeMidnights() throws {
    let table = try read("d\n1970-01-02\n1970-01-01 00:00:01\n").table
    #expect(table.cells("d") == [.datetime(86_400_000_000), .datetime(1_000_000)])
    #expect(try read("d\n2023-02-29\n").table.schema.fields[0].type == .text)
  }

  @Test func numbersThatAreNotFiniteBecomeNullWithANote() throws {
    let result = try read("x,y\n1.5,nan\n-inf,nan\n1e999,oh\n")
    #expect(result.table.cells("x") == [.float(1.5), .null, .null])
    #expect(result.table.cells("y") == [.text("nan"), .text("nan"), .text("oh")])
    #expect(
      result.notes == [
        ReadNote(column: "x", count: 2, "2 values became null, being nan, infinite or beyond the largest float")
      ])
  }

  @Test func integersBeyond64BitsKeepTheirDigits() throws {
    let result = try read("x,y\n1,1\n12345678901234567890,12345678901234567890\n2,0.5\n")
    #expect(result.table.cells("x") == [.text("1"), .text("12345678901234567890"), .text("2")])
    #expect(result.table.cells("y") == [.text("1"), .text("12345678901234567890"), .text("0.5")])
    #expect(Set(result.notes.map(\.column)) == ["x", "y"])
  }

  @Test func lineEndsAndBlankRowsOfAllKindsAreRead() throws {
    let expected = try read("a,b\n1,x\n2,\"y\nz\"\n").table
    for text in [
      "a,b\r\n1,x\r\n2,\"y\nz\"\r\n", "a,b\r\n1,x\r\n2,\"y\nz\"", "a,b\r1,x\r2,\"y\nz\"\r",
      "\u{FEFF}a,b\n\n1,x\n\n2,\"y\nz\"\n\n\n",
      "\n\na,b\r\n1,x\n2,\"y\nz\"\n\r\n",
    ] {
      let table = try read(text).table
      #expect(table.cells("a") == expected.cells("a"), "\(text.debugDescription)")
      #expect(table.cells("b") == expected.cells("b"), "\(text.debugDescription)")
    }
  }

  @Test func quotesOutOfPlaceAreOrdinaryCharacters() throws {
    let table = try read("a,b\n5\" pipe,1\n\"ab\"cd,2\n\"x\" \"y\",3\n").table
    #expect(table.cells("a") == [.text("5\" pipe"), .text("\"ab\"cd"), .text("x\" \"y")])
    #expect(table.cells("b") == [.int(1), .int(2), .int(3)])
  }

  @Test func quotedNumbersAreNumbersAndQuotedEmptyIsNull() throws {
    let table = try read("a,b\n\"1\",\"1.5\"\n\"\",\"-2\"\n").table
    #expect(table.cells("a") == [.int(1), .null])
    #expect(table.cells("b") == [.float(1.5), .float(-2)])
  }

  @Test func headersAreMadeDistinctWithNotes() throws {
    let result = try read("a,,a,a_1\n1,2,3,4\n")
    #expect(result.table.schema.names == ["a", "column_2", "a_2", "a_1"])
    #expect(result.notes.map(\.column) == ["column_2", "a_2"])
  }

  @Test func separatorsAreDetected() throws {
    for separator in [",", ";", "\t", "|", " "] {
      let table = try read(["a\(separator)b", "1\(separator)\"x,;y\"", "2\(separator)z"].joined(separator: "\n")).table
      #expect(table.schema.names == ["a", "b"], "\(separator)")
      #expect(table.cells("b") == [.text("x,;y"), .text("z")])
    }
  }

  @Test func utf16AndBadBytesAreConverted() throws {
    let units = Array("\u{FEFF}ä,b\n𝄞,1\n".utf16)
    let bytes = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let table = try CSVReader.read(bytes: bytes, name: "t", execution: .serial).table
    #expect(table.cells("ä") == [.text("𝄞")])
    let broken = try CSVReader.read(bytes: Array("a\nx".utf8) + [0xFF, 0x0A, 0x79], name: "t", execution: .serial)
    #expect(broken.table.cells("a") == [.text("x\u{FFFD}"), .text("y")])
    #expect(broken.notes.map(\.count) == [1])
  }

  @Test func optionsOverrideGuesses() throws {
    var options = CSVOptions()
    (options.nulls, options.types, options.columns) = (["NA", "-999"], ["id": .text, "z": .bool], ["z", "id", "x"])
    let table = try read("id,x,y,z\n007,NA,1,1\n008,-999,2,0\n,3,4,NA\n", options).table
    #expect(table.schema.names == ["z", "id", "x"])
    #expect(table.cells("z") == [.bool(true), .bool(false), .null])
    #expect(table.cells("id") == [.text("007"), .text("008"), .null])
    #expect(table.cells("x") == [.null, .null, .int(3)])
    var german = CSVOptions()
    (german.decimal, german.thousands, german.header) = (",", ".", false)
    let numbers = try read("1.234,5;x\n-7;y\n", german).table
    #expect(numbers.cells("column_1") == [.float(1234.5), .float(-7)])
  }

  @Test func aColumnWithoutRowsIsTyped() throws {
    let table = try read("a,b\n").table
    #expect(table.rowCount == 0 && table.schema.fields.map(\.type) == [.float, .float])
  }
}
