import Kernels
import TestSupport
import Testing

/// Every instruction set that this machine has must read the same.
@Suite struct FieldKernelsTests {
  static let sets = InstructionSet.available

  private func rows(_ fields: [String], _ instructions: InstructionSet, mayQuote: Bool = false) -> FieldBlock? {
    let bytes = Array((fields.map { $0 + ",x" }.joined(separator: "\n") + "\n").utf8)
    return FieldBlock(
      FileBytes(bytes), 0..<bytes.count, columnCount: 2, dialect: Dialect(), mayQuote: mayQuote, mayReturn: false,
      kernels: FieldKernels(for: instructions))
  }

  /// The first column as floats, read over memory that holds something else.
  private func readFloats(_ block: FieldBlock) -> (stop: Int, values: [Double], run: FloatRun) {
    var values = [Double](repeating: .nan, count: block.rowCount)
    let (stop, run) = values.withUnsafeMutableBufferPointer { values in
      var run = FloatRun(values)
      return (block.readFloats(column: 0, from: 0, into: &run), run)
    }
    return (stop, values, run)
  }

  @Test(arguments: sets)
  func marksAreThoseOfTheReference(_ instructions: InstructionSet) {
    var random = SplitMix64(seed: 31)
    let pieces = ["1", "abc", "\"x,y\"", "\"\"", "\"a\"\"b\"", "\"\n\"", "", String(repeating: ",", count: 70)]
    for _ in 0..<300 {
      let end = Bool.random(using: &random) ? "\r\n" : "\n"
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        (pieces.randomElement(using: &random) ?? "") + "," + (pieces.randomElement(using: &random) ?? "") + end
      }.joined()
      #expect(
        scansAgree(Array(text.utf8), shift: 5, kernels: FieldKernels(for: instructions)), "seed 31, \(text)")
    }
  }

  @Test(arguments: sets)
  func integersOfAllLengthsAreRead(_ instructions: InstructionSet) throws {
    var random = SplitMix64(seed: 32)
    var fields = ["", "0", "-0", "+7", "007", "-128", "127", "9223372036854775807", "-9223372036854775808"]
    for digits in 1...18 {
      for _ in 0..<40 {
        let text = (0..<digits).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
        fields.append(["", "-", "+"][Int.random(in: 0..<3, using: &random)] + text)
      }
    }
    fields.shuffle(using: &random)
    let block = try #require(rows(fields, instructions))
    var run = IntegerRun(rowCount: fields.count)
    #expect(block.readIntegers(column: 0, from: 0, into: &run) == fields.count)
    for (row, field) in fields.enumerated() {
      #expect(run.nulls[row] == field.isEmpty && run.values[row] == Int64(field) ?? 0, "seed 32, \(field)")
    }
    #expect(run.hasNegativeZero && run.spread > UInt64(Int64.max) / 2)
  }

  @Test(arguments: sets, ["x", "1x", "1.5", "-", "+", "--1", "12345678x", "1234567890x", "9223372036854775808", " 1"])
  func whatIsNoIntegerStopsTheColumn(_ instructions: InstructionSet, _ text: String) throws {
    let block = try #require(rows(["1", "", text, "2"], instructions))
    var run = IntegerRun(rowCount: 4)
    #expect(block.readIntegers(column: 0, from: 0, into: &run) == 2)
  }

  @Test(arguments: sets)
  func floatsOfAllLengthsAreCorrectlyRounded(_ instructions: InstructionSet) throws {
    var random = SplitMix64(seed: 33)
    var fields = ["", "0.0", "-0.0", ".5", "5.", "-.5", "9007199254740993", "9999999999999999", "+1.5", "1e5"]
    for _ in 0..<4000 {
      let digits = Int.random(in: 1...21, using: &random), point = Int.random(in: 0...22, using: &random)
      var text = Int.random(in: 0..<3, using: &random) == 0 ? "-" : ""
      for place in 0..<digits { text += (place == point ? "." : "") + "\(Int.random(in: 0...9, using: &random))" }
      fields.append(text)
    }
    fields.shuffle(using: &random)
    let block = try #require(rows(fields, instructions))
    let (stop, values, run) = readFloats(block)
    #expect(stop == fields.count)
    for (row, field) in fields.enumerated() {
      let expected = Double(field) ?? 0
      #expect(run.nulls[row] == field.isEmpty && values[row].bitPattern == expected.bitPattern, "seed 33, \(field)")
    }
  }

  @Test(
    arguments: sets, [".", "-", "-.", "1.2.3", "1..2", "x", "1x", "12345678901234.5x", "1234567.12345678901x", "1 "])
  func whatIsNoNumberStopsTheColumn(_ instructions: InstructionSet, _ text: String) throws {
    let block = try #require(rows(["1.5", "", text, "2"], instructions))
    #expect(readFloats(block).stop == 2)
  }

  @Test(arguments: sets)
  func equalTextsGetOneCode(_ instructions: InstructionSet) throws {
    var random = SplitMix64(seed: 34)
    let fields = (0..<5000).map { _ in
      String(repeating: "a", count: Int.random(in: 0...20, using: &random))
        + (Bool.random(using: &random) ? "" : "\(Int.random(in: 0..<900, using: &random))")
    }
    let block = try #require(rows(fields, instructions))
    var reader = TextRunReader(block, column: 0)
    for end in stride(from: 700, to: fields.count, by: 700) { reader.read(to: end) }
    reader.read(to: fields.count)
    let run = reader.finished()
    #expect(Set(run.contents).count == run.contents.count)
    for (row, field) in fields.enumerated() {
      #expect(run.nulls[row] == field.isEmpty, "seed 34")
      if !field.isEmpty { #expect(run.contents[Int(run.codes[row])] == Array(field.utf8), "seed 34") }
    }
  }

  @Test(arguments: sets)
  func quotesAroundNumbersDoNotMatter(_ instructions: InstructionSet) throws {
    let block = try #require(rows(["\"12\"", "\"\"", "-3"], instructions, mayQuote: true))
    var integers = IntegerRun(rowCount: 3)
    let (stop, floats, run) = readFloats(block)
    #expect(block.readIntegers(column: 0, from: 0, into: &integers) == 3 && stop == 3)
    #expect(integers.values == [12, 0, -3] && floats == [12, 0, -3])
    #expect(integers.nulls[1] && run.nulls[1])
  }
}
