import Columns
import TableIO
import TestSupport
import Testing

/// The encodings that are found out, and those that are asked for.
@Suite struct TextEncodingTests {
  private func read(_ bytes: [UInt8], _ encoding: TextEncoding?) throws -> ReadResult {
    var options = CSVOptions()
    options.encoding = encoding
    return try CSVReader.read(bytes: bytes, name: "t.csv", options: options)
  }

  private static func utf16(_ text: String, isLittleEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { isLittleEndian ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }

  @Test func utf16IsKnownByItsMarkOrItsZeros() throws {
    for isLittleEndian in [true, false] {
      for mark in ["\u{FEFF}", ""] {
        let bytes = TextEncodingTests.utf16("\(mark)name,b\n𝄞é,1\n", isLittleEndian: isLittleEndian)
        let asked: [TextEncoding?] = [nil, isLittleEndian ? .utf16LittleEndian : .utf16BigEndian, .utf16]
        for encoding in asked {
          let result = try read(bytes, encoding)
          #expect(result.table.cells("name") == [.text("𝄞é")] && result.table.cells("b") == [.int(1)])
          #expect(result.notes.count == (encoding == nil && mark.isEmpty ? 1 : 0))
        }
      }
    }
    let broken = try read(TextEncodingTests.utf16("a\nx", isLittleEndian: true) + [0x00, 0xD8, 0x79], .utf16)
    #expect(broken.table.cells("a") == [.text("x\u{FFFD}\u{FFFD}")])
    #expect(broken.notes.map(\.count) == [2])
  }

  @Test func encodingsOfOneByteAreReadWhereAskedFor() throws {
    let bytes: [UInt8] = [0x6E, 0xE9, 0x0A, 0x80, 0x93, 0x81, 0xFF, 0x0A]
    let latin = try read(bytes, .latin1)
    #expect(latin.table.schema.names == ["né"])
    #expect(latin.table.cells("né") == [.text("\u{80}\u{93}\u{81}ÿ")])
    #expect(latin.notes.isEmpty)
    let windows = try read(bytes, .windows1252)
    #expect(windows.table.cells("né") == [.text("€“\u{FFFD}ÿ")])
    #expect(windows.notes.map(\.count) == [1])
    #expect(TextEncoding(name: "iso-8859-1") == .latin1 && TextEncoding(name: "klingon") == nil)
  }

  /// Both a name and its values: nothing is repaired in silence.
  @Test func badBytesAreCounted() throws {
    let result = try read([0x61, 0xE9, 0x2C, 0x62, 0x0A, 0x78, 0xFF, 0x2C, 0x31, 0x0A], nil)
    #expect(result.table.schema.names == ["a\u{FFFD}", "b"])
    #expect(result.notes.map(\.column) == [nil, "a\u{FFFD}"] && result.notes.map(\.count) == [1, 1])
    // Asked for UTF-8, two zeros are two characters.
    #expect(try read([0x61, 0x00, 0x0A, 0x00, 0x62], .utf8).table.rowCount == 1)
  }

  @Test func quotesCanBeOthersOrNone() throws {
    var options = CSVOptions()
    options.quote = "'"
    let other = try TableIOTests.read("a,b\n'x,y','it''s'\n\"1\",2\n", options).table
    #expect(other.cells("a") == [.text("x,y"), .text("\"1\"")] && other.cells("b") == [.text("it's"), .text("2")])
    options.quote = nil
    let none = try TableIOTests.read("a,b\n\"x,y\"\n5\" pipe,\"\n", options).table
    #expect(none.cells("a") == [.text("\"x"), .text("5\" pipe")] && none.cells("b") == [.text("y\""), .text("\"")])
    options.separator = ";"
    options.quote = ";"
    _ = #expect(throws: ReadError.self) { try TableIOTests.read("a;b\n", options) }
  }

  /// A decimal comma parts no fields, and a row of such numbers holds no names.
  @Test func marksOfNumbersAreNoSeparators() throws {
    var options = CSVOptions()
    options.decimal = ","
    let table = try TableIOTests.read("1,5;2,5\n3,5;4,5\n", options).table
    #expect(table.cells("column_1") == [.float(1.5), .float(3.5)] && table.schema.names.count == 2)
    #expect(try TableIOTests.read("x\n1,5\n2,5\n", options).table.cells("x") == [.float(1.5), .float(2.5)])
  }
}
