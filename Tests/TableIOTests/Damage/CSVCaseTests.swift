import Columns
import TableIO
import TestSupport
import Testing

/// Small files that are easily read wrong without a word, each with its neighbours.
@Suite struct CSVCaseTests {
  private func rows(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> [[Cell]] {
    let table = try read(text, options).table
    return (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
  }

  private func names(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> [String] {
    try read(text, options).table.schema.names
  }

  private func error(_ text: String, _ options: CSVOptions = CSVOptions()) -> ReadError? {
    #expect(throws: ReadError.self) { try read(text, options) }
  }

  @Test func aQuoteThatIsNeverClosedInTheNamesIsAnError() {
    for text in ["a,\"b\n1,2\n3,4\n", "\"a,b\n1,2\n", "a,\"b\n1,\"x\"\n"] {
      let error = error(text)
      #expect(error?.line == 1 && error?.sentence.contains("never closed") == true, "\(text)")
    }
  }

  @Test func namesThatAreValuesAreData() throws {
    let people = "Anna,12.5,2024-01-02\nBen,13.5,2024-01-03\nCleo,9.25,2024-01-04\n"
    #expect(try rows(people).count == 3)
    #expect(try read(people).notes.contains { $0.sentence.contains("`header: yes`") })
    #expect(try rows("12.5,,3\n1.5,2,3\n").count == 2)
    #expect(try rows("28/01/2018,x\n29/01/2018,y\n").count == 2)
    #expect(try rows("x,00:15\ny,00:30\n").count == 2)
    // Names of wide tables may be dates or years.
    #expect(try names("id,2024-01-31,2024-02-29\n1,5,6\n") == ["id", "2024-01-31", "2024-02-29"])
    #expect(try names("land,1990,1991\nA,1,2\n") == ["land", "1990", "1991"])
    #expect(try read("Anna,12.5\n").notes.contains { $0.sentence.contains("looks like a value") })
    // Of a number above numbers only what stands beside it tells whether it is a name.
    for text in ["0,A\n1,B\n2,C\n", "A,0\nx,1\n", "0\tA\tB\n1\tC\tD\n"] {
      #expect(try read(text).notes.contains { $0.sentence.contains("looks like a value") }, "\(text)")
    }
    for text in ["id,0\n1,2\n", "name,2019,2020\nAnna,5,6\n", "name,0\nAnna,five\n"] {
      #expect(try !read(text).notes.contains { $0.sentence.contains("looks like a value") }, "\(text)")
    }
  }

  @Test func wordsWithBlanksAreOneColumn() throws {
    #expect(try names("full name\nAnna Smith\nBen Jones\n") == ["full name"])
    #expect(try names("a b\n1 2\n3 4\n") == ["a", "b"])
  }

  @Test func blanksAroundQuotesGo() throws {
    let text = "\"k\", \"v\"\n1, \"x, z\"\n2 , \"y\" \n"
    #expect(try names(text) == ["k", "v"])
    #expect(try rows(text) == [[.int(1), .text("x, z")], [.int(2), .text("y")]])
  }

  @Test func quotesInTheMiddleOfFieldsAreSaid() throws {
    #expect(try read("k,t,u\n1,say \"hi, you\"\n2,y,z\n").notes.contains { $0.sentence.contains("a quote inside") })
    #expect(try rows("k,t\n1,\"a\" b\n2,\"say \"hi\" now\"\n") == [
      [.int(1), .text("\"a\" b")], [.int(2), .text("say \"hi\" now")],
    ])
    #expect(
      try rows("k,t\n1,\"say \"hi\"\"\n2,\"a\" b \"c\"\n").map { $0[1] } == [.text("say \"hi\""), .text("a\" b \"c")])
    #expect(try read("id,\"\"name\"\n1,x\n").notes.contains { $0.sentence.contains("out of place") })
  }

  @Test func rowsWithoutAnyValueAreSaid() throws {
    let result = try read("a,b\n1,2\n,\n,\n")
    #expect(result.table.rowCount == 3)
    #expect(result.notes.contains { $0.count == 2 && $0.sentence.contains("`blank: drop`") })
    var options = CSVOptions()
    options.blankRows = .drop
    #expect(try rows("a,b\n1,2\n,\n\n3,4\n", options).count == 2)
    options.blankRows = .keep
    #expect(try rows("a,b\n1,2\n\n3,4\n", options) == [[.int(1), .int(2)], [.null, .null], [.int(3), .int(4)]])
    #expect(try rows("v\n1\n\n2\n") == [[.int(1)], [.null], [.int(2)]])
  }

  @Test func backslashesBeforeQuotesAreRecognised() throws {
    var options = CSVOptions()
    options.escape = "\\"
    #expect(try rows("t,n\n\"x\\\"y\",1\n\"a\\\\\",2\n", options).map { $0[0] } == [.text("x\"y"), .text("a\\")])
    let found = try read("t,n\n\"x\\\"y\",1\n\"say \\\"hi\\\"\",2\n")
    #expect(found.table.cells("t") == [.text("x\"y"), .text("say \"hi\"")])
    #expect(found.notes.contains { $0.sentence.contains("`escape: \"\\\\\"`") })
  }

  @Test func quotesOfTabbedTextMayBeData() throws {
    var options = CSVOptions()
    options.separator = "\t"
    let result = try read("0\t\"\n0\t\"A\n1\tB\n1\tC\"\n2\tD\n", options)
    #expect(result.table.rowCount == 5 && result.table.schema.names == ["column_1", "column_2"])
    #expect(result.notes.contains { $0.sentence.contains("`quote: none`") })
  }

  @Test func emptyFieldsBehindAllRowsGo() throws {
    let result = try read("c1,c2\n1,2,\n3,4,\n")
    #expect(result.table.schema.names == ["c1", "c2"] && result.table.rowCount == 2)
    #expect(result.notes.contains { $0.count == 2 && $0.sentence.contains("empty fields") })
    #expect(error("c1,c2\n1,2,\n3,4\n") != nil, "one row alone may have moved")
    #expect(try names("c1,c2,\n1,2\n3,4\n") == ["c1", "c2"])
  }

  @Test(arguments: [
    ("x,y\n# note\n1,2\n", "`comment: \"#\"`"), ("x,y\n1,2\n// note, long, really\n", "`comment: \"//\"`"),
    ("v\n1,5\n2,5\n", "`separator: \";\"`"),
    ("Vendor\tAcme\nStart\t2024\n\nday\titem\tqty\n1\ta\t2\n", "`skip: 3`"), ("title\na,b\n1,2\n", "`skip: 1`"),
    ("a,b\n\"1,2\"\n3,4\n", "`ragged: repair` to unwrap"), ("a,b\n1,2\n3\n4,5\n", "`ragged: repair` to repair 1 row"),
    ("a,b\n1,2\n\nc,d,e\n1,2,3\n", "`until: blank` if it ends in line 2"), ("a,b\n1,\"x\n2,y\n", "`quote: none`"),
    ("x,y\n1,2,3\n4,5,6\n", "`skip: 1, header: no`"),
  ])
  func theHelpNamesTheRightOption(_ text: String, _ help: String) {
    #expect(error(text)?.help?.contains(help) == true, "\(text.debugDescription): \(error(text)?.help ?? "")")
  }

  @Test func apostrophesAreRecognised() throws {
    let result = try read("a\tb\n1\t'x\ty'\n")
    #expect(result.table.cells("b") == [.text("x\ty")])
    #expect(result.notes.contains { $0.sentence.contains("`quote: \"'\"`") })
  }

  @Test func theLineOfABadQuoteIsNamed() {
    let error = error("a,b\n1,2\n3,\"x\n4,y\n5,\"z\"\n")
    #expect(error?.line == 3)
  }

  @Test func decimalCommasAreRecognised() throws {
    let result = try read("1;1,5\n2;2,5\n3;3,5\n")
    #expect(result.table.rowCount == 3)
    #expect(result.table.columns[1][0] == .float(1.5))
    #expect(result.notes.contains { $0.sentence.contains("decimal comma") })
    #expect(try rows("a;b\n1;1,500\n2;2,500\n").map { $0[1] } == [.text("1,500"), .text("2,500")], "thousands, perhaps")
    #expect(try rows("a;b\n1,5;1.5\n").first == [.text("1,5"), .float(1.5)])
  }

  @Test func largeWholeNumbersKeepTheirDigits() throws {
    let result = try read("id,v\n9007199254740993,1\n9007199254740992,2\n0.5,3\n")
    #expect(result.table.cells("id") == [.text("9007199254740993"), .text("9007199254740992"), .text("0.5")])
    #expect(result.notes.filter { $0.column == "id" }.count == 1)
    #expect(try read("id\n0.5\n9007199254740992\n").table.cells("id") == [.float(0.5), .float(9_007_199_254_740_992)])
    var options = CSVOptions()
    options.types = ["id": .float]
    let large = [
      "9007199254740993", "1\n0.5\n9007199254740993", "\"9007199254740993\"", "12345678901234567891",
      "\n 9007199254740993",
    ]
    for file in large {
      #expect(try read("id\n\(file)\n", options).notes.contains { $0.sentence.contains("rounded") }, "\(file)")
    }
  }

  @Test func otherProgramsFilesAreRecognised() throws {
    #expect(try rows("sep=;\na;b\n1,5;x\n") == [[.float(1.5), .text("x")]])
    #expect(try rows("t\n2024-01-31 10:00:00+01\n") == [[.datetime(1_706_691_600_000_000)]])
    let fine = try read("t\n2024-01-31 10:00:00.123456789\n")
    #expect(fine.table.cells("t") == [.datetime(1_706_695_200_123_456)])
    #expect(fine.notes.contains { $0.sentence.contains("microseconds") })
    for (value, option) in [
      ("t", "== \"t\""), ("\\N", "`nulls: [\"\\\\N\"]`"), ("NA", "`nulls: [\"NA\"]`"), ("01JAN2020", "%d%b%Y"),
    ] {
      let other = value == "01JAN2020" ? "02FEB2021" : value == "t" ? "f" : "word"
      #expect(try read("i,x\n1,\(value)\n2,\(other)\n").notes.contains { $0.sentence.contains(option) }, "\(value)")
    }
    #expect(try read("x\n1\n.\n2\n3\n").notes.contains { $0.sentence.contains("`nulls: [\".\"]`") })
  }

  @Test func layoutsOfAllKindsAreRead() throws {
    var options = CSVOptions()
    options.separator = "||"
    #expect(try rows("a||b\n1||x|y\n", options) == [[.int(1), .text("x|y")]])
    options = CSVOptions()
    options.mergesBlanks = true
    #expect(try rows("  a   b\n 1\t 2 \n10  20\n", options) == [[.int(1), .int(2)], [.int(10), .int(20)]])
    options = CSVOptions()
    (options.footerLines, options.headerRows, options.comment) = (1, 2, "--")
    #expect(try names("x,y\na,b\n1,2\n-- no\ntotal 1\n", options) == ["x a", "y b"])
    #expect(try rows("x,y\na,b\n1,2\n-- no\ntotal 1\n", options).count == 1)
    options = CSVOptions()
    options.endsAtBlankLine = true
    #expect(try rows("a,b\n1,2\n\nc,d,e\n1,2,3\n", options).count == 1)
    options.skippedLines = 3
    #expect(try names("a,b\n1,2\n\nc,d,e\n1,2,3\n", options) == ["c", "d", "e"])
    #expect(try names("PREAMBLE,,\n,,\nday,item,qty\n1,a,2\n") == ["day", "item", "qty"])
    #expect(try rows("a, b, c\n1, x, 2\n3, y, 4\n").map { $0[1] } == [.text("x"), .text("y")])
  }

  /// More lines to leave out than the file has end in an error at once, however many.
  @Test(arguments: [5, 1 << 40, Int.max])
  func moreLinesAreLeftOutThanThereAre(count: Int) {
    for lines in [\CSVOptions.skippedLines, \CSVOptions.footerLines] {
      var options = CSVOptions()
      options[keyPath: lines] = count
      #expect(error("a,b\n1,2\n", options)?.sentence.contains("no row") == true)
    }
  }

  @Test func emptyTextsAndNothingStayApart() throws {
    #expect(try rows("t,n\n\"\",1\n,2\nx,3\n").map { $0[0] } == [.text(""), .null, .text("x")])
    #expect(try rows("\"t\",\"n\"\n\"\",\"1\"\n\"x\",\"2\"\n").map { $0[0] } == [.null, .text("x")], "all is in quotes")
    #expect(try rows("\"t\",\"n\"\n\"\",1\n,2\n\"x\",3\n").map { $0[0] } == [.text(""), .null, .text("x")])
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func textsWithGapsReadBackTheSame(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let values: [String?] = ["", nil, "a", "b,c", "\"", "x\ny", " z ", nil, ""]
    let width = Int.random(in: 1...3, using: &random), count = Int.random(in: 1...12, using: &random)
    let columns = (0..<width).map { place in
      ("c\(place)", Column(texts: (0..<count).map { _ in values.randomElement(using: &random) ?? nil }))
    }
    let table = Table(columns)
    var options = CSVOptions()
    options.types = Dictionary(uniqueKeysWithValues: columns.map { ($0.0, .text) })
    options.header = true
    let back = try CSVReader.read(bytes: CSVWriter.bytes(table), name: "t", options: options).table
    for (name, _) in columns { #expect(back.cells(name) == table.cells(name), "seed \(seed)") }
  }
}
