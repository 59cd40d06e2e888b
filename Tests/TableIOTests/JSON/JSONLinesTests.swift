import Columns
import Foundation
import Kernels
import TableIO
import TestSupport
import Testing

@Suite struct JSONLinesTests {
  private func read(_ text: String, _ columns: ColumnChoice = .all, chunkBytes: Int = 1 << 19) throws -> ReadResult {
    var options = JSONOptions()
    options.columns = columns
    return try read(text, options, chunkBytes: chunkBytes)
  }

  private func read(_ text: String, _ options: JSONOptions, chunkBytes: Int = 1 << 19) throws -> ReadResult {
    try JSONLinesReader.read(
      bytes: FileBytes(Array(text.utf8)), name: "t.jsonl", options: options, execution: Execution(threads: 2),
      chunkBytes: chunkBytes)
  }

  private func error(_ text: String, _ columns: ColumnChoice = .all) -> ReadError? {
    #expect(throws: ReadError.self) { try read(text, columns) }
  }

  @Test func anArrayOfObjectsReadsLikeItsLines() throws {
    let lines = "{\"a\": 1, \"b\": \"x,}\\\"]\"}\n{\"a\": null, \"b\": \"y\"}\n"
    let array = "\u{FEFF} [\n  {\n    \"a\": 1,\n    \"b\": \"x,}\\\"]\"\r\n  },\n  {\"a\": null, \"b\": \"y\"} ]\n"
    for chunkBytes in [1, 9, 1 << 19] {
      let (expected, table) = (try read(lines).table, try read(array, chunkBytes: chunkBytes).table)
      #expect(table.schema.fields == expected.schema.fields)
      for name in ["a", "b"] { #expect(table.cells(name) == expected.cells(name)) }
    }
    let places: [String: (line: Int, column: Int)] = [
      "[{\"a\":1},\n 2]": (2, 2), "[{\"a\":1},,{}]": (1, 10), "[{\"a\":1}\n,]": (2, 2), "[{\"a\":1} {}]": (1, 10),
      "[\n{\"a\":1}": (1, 1), "[{\"a\":1}]\nx": (2, 1), "[[1]]": (1, 2), "[]": (0, 0), "[{\"a\":\"x\n\"}]": (1, 7),
      "[{\"a\":1}}]": (1, 9),
    ]
    for (text, place) in places {
      let error = error(text)
      #expect(
        error?.line ?? 0 == place.line && error?.column ?? 0 == place.column, "\(text): \(String(describing: error))")
    }
  }

  @Test func typesCanBeAskedFor() throws {
    var options = JSONOptions()
    options.types = ["d": .text, "n": .float, "z": .date]
    let result = try read("{\"d\":\"2024-02-29\",\"n\":1}\n{\"d\":5,\"z\":null}\n", options)
    #expect(result.table.cells("d") == [.text("2024-02-29"), .text("5")])
    #expect(result.table.cells("n") == [.float(1), .null])
    #expect(result.table.cells("z") == [.null, .null] && result.table["z"]?.type == .date)
    #expect(result.notes.isEmpty)
    options.types = ["d": .int]
    let misfit = #expect(throws: ReadError.self) { try read("{\"d\":1}\n{\"d\":2.5}\n", options) }
    #expect(misfit?.line == 2 && misfit?.column == 6)
    options.types = ["e": .int]
    _ = #expect(throws: ReadError.self) { try read("{\"d\":1}", options) }
  }

  private let sample = """
    {"i":1,"f":1,"t":"x","b":true,"d":"2024-02-29","s":"2024-01-31 10:00","m":1,"h":12345678901234567890,"z":null}

    { "f" : -2.5e1 , "i" : -7, "t" : "\\u00e9\\"\\\\\\n\\ud83c\\udf89", "d": "2024-03-01", "s": "2024-02-01", "m": \
    "007", "h": 1 }\r
    {"t":"","b":false,"extra":"2024-01-01x"}
    """

  @Test(arguments: [1, 40, 1 << 19]) func typesAreInferredFromAllValues(_ chunkBytes: Int) throws {
    let result = try read(sample, chunkBytes: chunkBytes)
    let table = result.table
    #expect(table.schema.names == ["i", "f", "t", "b", "d", "s", "m", "h", "z", "extra"])
    #expect(
      table.schema.fields.map(\.type)
        == [.int, .float, .text, .bool, .date, .datetime, .text, .text, .float, .text])
    #expect(table.cells("i") == [.int(1), .int(-7), .null])
    #expect(table.cells("f") == [.float(1), .float(-25), .null])
    #expect(table.cells("t") == [.text("x"), .text("é\"\\\n🎉"), .text("")])
    #expect(table.cells("b") == [.bool(true), .null, .bool(false)])
    #expect(table.cells("d") == [.date(19782), .date(19783), .null])
    #expect(table.cells("s") == [.datetime(1_706_695_200_000_000), .datetime(1_706_745_600_000_000), .null])
    #expect(table.cells("m") == [.text("1"), .text("007"), .null])
    #expect(table.cells("h") == [.text("12345678901234567890"), .text("1"), .null])
    #expect(result.notes.map(\.column) == ["m", "h"])
  }

  /// No float is 2^53 + 1: whether a decimal stands in front of it, behind it or in another piece, no digit is lost.
  @Test(arguments: [1, 1 << 19]) func noDigitOfAnIntegerIsLostBesideADecimal(_ chunkBytes: Int) throws {
    let rows = ["9007199254740993", "0.5", "null", "12345678901234567890"]
    for order in [[0, 1, 2], [1, 0, 2], [3, 2, 1], [1, 0, 3]] {
      let result = try read(order.map { "{\"n\": \(rows[$0])}\n" }.joined(), chunkBytes: chunkBytes)
      #expect(result.table["n"]?.type == .text)
      #expect(result.table.cells("n") == order.map { $0 == 2 ? .null : .text(rows[$0]) })
      #expect(result.notes.map(\.sentence).filter { $0.contains("`types: [n: float]` rounds them") }.count == 1)
    }
    let even = try read("{\"n\": 9007199254740994}\n{\"n\": 0.5}\n", chunkBytes: chunkBytes)
    #expect(even.table.cells("n") == [.float(9_007_199_254_740_994), .float(0.5)] && even.notes.isEmpty)
    var options = JSONOptions()
    options.types = ["n": .float]
    let asked = try read("{\"n\": 9007199254740993}\n{\"n\": 0.5}\n", options, chunkBytes: chunkBytes)
    #expect(asked.table.cells("n") == [.float(9_007_199_254_740_992), .float(0.5)])
    #expect(asked.notes.map(\.sentence) == ["integers beyond 53 bits were rounded to floats"])
  }

  @Test func timesThatWereCutOrMovedArePointedOut() throws {
    let texts = ["2024-02-29T10:00:00.1234567Z", "2024-02-29T10:00:00+02:00", "2024-02-29T10:00:00.120000000Z"]
    let result = try read(texts.map { "{\"t\": \"\($0)\"}\n" }.joined())
    #expect(result.table["t"]?.type == .datetime)
    #expect(
      result.notes.map(\.sentence) == [
        "1 time lost what is finer than microseconds", "1 time moved from another zone to UTC",
      ])
    #expect(try read("{\"t\": \"2024-02-29 10:00:00\"}\n{\"t\": \"2024-03-01\"}\n").notes.isEmpty)
  }

  @Test func faultsAreLocated() {
    let cases: [(text: String, line: Int, column: Int)] = [
      ("{\"a\":1}\n{\"a\":NaN}", 2, 6), ("{\"a\":-Infinity}", 1, 6), ("{\"a\":01}", 1, 6), ("[1]", 1, 2),
      ("{\"a\":1} x", 1, 9), ("{\"a\":1,\"a\":2}", 1, 9), ("{\"a\":{\"b\":[1]}}", 1, 6), ("{\"é\":\"x", 1, 6),
      ("{\n\"a\":1}", 1, 2), ("{\"a\":\"\\q\"}", 1, 8), ("{\"a\" 1}", 1, 6), ("{\"a\":1 \"b\":2}", 1, 8),
      ("{a:1}", 1, 2),
      ("{\"a\":tru}", 1, 6), ("{\"a\":1.}", 1, 8), ("{\"a\":[1}", 1, 9),
    ]
    for (text, line, column) in cases {
      let error = error(text)
      #expect(error?.line == line && error?.column == column, "\(text.debugDescription): \(String(describing: error))")
    }
    #expect(error("")?.sentence == "the file holds no object")
    #expect(error("{\"a\":1}", ["b"])?.columnName == "b")
  }

  @Test func nestedValuesMatterOnlyWhereTheyAreRead() throws {
    let result = try read("{\"a\":1,\"b\":{\"c\":\"}\"}}\n{\"a\":2,\"b\":[[],{}]}\n", ["a"])
    #expect(result.table.cells("a") == [.int(1), .int(2)])
  }

  @Test func brokenTextIsRepairedAndCounted() throws {
    var bytes = Array("{\"a\":\"x".utf8)
    bytes += [0xE9]
    bytes += Array("\"}\n{\"a\":\"\\ud800\"}\n{\"a\":\"y\"}".utf8)
    let result = try JSONLinesReader.read(bytes: FileBytes(bytes), name: "t", execution: .serial)
    #expect(result.table.cells("a") == [.text("x\u{FFFD}"), .text("\u{FFFD}"), .text("y")])
    #expect(result.notes.map(\.count) == [2])
    #expect(try read("{\"a\":1e999}").notes.map(\.count) == [1])
  }

  @Test func tablesComeBackAsTheyWere() throws {
    let table = Table([
      ("i", Column(ints: [1, nil, .min, .max])), ("f", Column(floats: [0.1, nil, -0.0, 1e300])),
      ("t,\"\u{1}", Column(texts: ["é\0\"", nil, "", "two\nlines\\"])), ("b", Column(bools: [true, false, nil, true])),
      ("d", Column(ints: [19782, -1, nil, 0], type: .date)),
      ("s", Column(ints: [1_500_000, 0, nil, -1], type: .datetime)),
    ])
    let text = String(decoding: JSONLinesWriter.bytes(table), as: UTF8.self)
    #expect(text.hasPrefix("{\"i\":1,\"f\":0.1,\"t,\\\"\\u0001\":\"é\\u0000\\\"\",\"b\":true,\"d\":\"2024-02-29\","))
    let back = try read(text).table
    #expect(back.schema.fields.map(\.type) == table.schema.fields.map(\.type))
    for name in table.schema.names { #expect(back.cells(name) == table.cells(name), "\(name)") }
  }

  @Test func foundationReadsWhatIsReadAndMutationsDoNoHarm() throws {
    let seed: UInt64 = 5
    var random = SplitMix64(seed: seed)
    let base = Array(sample.utf8), alphabet = Array("{}[]\",:\\u0eE-+.\n \u{1}tnfx".utf8)
    for attempt in 0..<3000 {
      var bytes = base
      for _ in 0..<Int(random.next() % 3) + 1 {
        let place = Int(random.next() % UInt64(bytes.count))
        bytes[place] = alphabet[Int(random.next() % UInt64(alphabet.count))]
      }
      do {
        let notes = try JSONLinesReader.read(bytes: FileBytes(bytes), name: "t", execution: .serial).notes
        // Halves of surrogate pairs and huge exponents are repaired here, and refused by Foundation.
        if notes.contains(where: { $0.sentence.contains("U+FFFD") || $0.sentence.contains("largest") }) { continue }
      } catch let error as ReadError {
        #expect((error.line ?? 1) <= 6, "seed \(seed), attempt \(attempt)")
        continue
      }
      for line in bytes.split(whereSeparator: { $0 == 10 }) where line.contains(where: { $0 > 32 }) {
        let isJSON = (try? JSONSerialization.jsonObject(with: Data(line))) is [String: Any]
        #expect(isJSON, "seed \(seed), attempt \(attempt): \(String(decoding: line, as: UTF8.self))")
      }
    }
  }
}
