import Forms
import TestSupport
import Testing

/// What is encoded comes back to the last bit, and equal values have equal texts.
@Suite struct FormTests {
  private struct Everything: Codable, Equatable {
    var yes = true
    var whole = Int.min
    var word: UInt64 = .max
    var number = 0.1
    var text = "a\"\\\n\u{1}é e\u{301}"
    var missing: Int?
    var numbers: [Double] = []
    var columns: [[Double]] = []
    var words: [UInt64] = []
    var names: [String] = []
    var inner: [String: [Int]] = [:]
  }

  private static func text(_ value: some Encodable) throws -> String { try FormEncoder.value(of: value).lined }

  private static func again<T: Codable>(_ value: T) throws -> T {
    try FormDecoder.decode(T.self, from: try JSONReader.parse(Array(try text(value).utf8)))
  }

  @Test func membersStandInTheOrderOfTheirNames() throws {
    #expect(try Self.text(["b": 1, "a": 2, "B": 3]) == "{\"B\": 3, \"a\": 2, \"b\": 1}\n")
  }

  @Test(arguments: [
    0, -0.0, 1, 0.1, 1 / 3, 1e300, 5e-324, .greatestFiniteMagnitude, .leastNormalMagnitude, 0x1p53, .nan, .infinity,
    -.infinity,
  ] as [Double])
  func oddNumbersComeBack(_ number: Double) throws {
    var value = Everything()
    (value.number, value.numbers, value.columns) = (number, [number, 1, number], [[1, number], [number, number]])
    let again = try Self.again(value)
    for (old, new) in zip([value.number] + value.numbers + value.columns.joined(),
      [again.number] + again.numbers + again.columns.joined()) {
      #expect(old.isNaN ? new.isNaN : new.bitPattern == old.bitPattern)
    }
    #expect(again.numbers.count == 3 && again.columns.map(\.count) == [2, 2])
    #expect(try Self.text(again) == Self.text(value))
  }

  @Test func randomBitsComeBack() throws {
    let seed: UInt64 = 20_261
    var generator = SplitMix64(seed: seed)
    for _ in 0..<300 {
      var value = Everything()
      value.numbers = (0..<Int.random(in: 0...20, using: &generator)).map { _ in Double(bitPattern: generator.next()) }
      value.columns = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in Double(bitPattern: generator.next()) }
      }
      value.words = (0..<Int.random(in: 0...5, using: &generator)).map { _ in generator.next() }
      (value.word, value.whole) = (generator.next(), Int(bitPattern: UInt(generator.next())))
      value.names = value.words.map { String($0, radix: 36) }
      let form = try FormEncoder.value(of: value), read = try JSONReader.parse(Array(form.lined.utf8))
      #expect(form.difference(from: read) == nil, "seed \(seed)")
      #expect(read.lined == form.lined, "seed \(seed)")
      let again = try FormDecoder.decode(Everything.self, from: read)
      #expect(again.words == value.words && again.word == value.word && again.whole == value.whole, "seed \(seed)")
      #expect(again.numbers.map(\.canonical) == value.numbers.map(\.canonical), "seed \(seed)")
    }
  }

  @Test func wholeNumbersAndFloatsStayApart() throws {
    #expect(JSONReader.read("1") == .int(1))
    #expect(JSONReader.read("1.0") == .double(1))
    #expect(JSONReader.read("[1.0, 2]") == .array([.double(1), .int(2)]))
    #expect(JSONReader.read("9223372036854775808") == nil)
    #expect(JSONReader.read("1e999") == nil)
  }

  @Test(arguments: [
    ("", "line 1, character 1: the text breaks off"), ("{\"a\": 1", "line 1, character 8: the text breaks off"),
    ("{\n  \"a\": oops}", "line 2, character 8: this is no JSON"), ("[1, 2] 3", "line 1, character 8: this is no JSON"),
    ("{\"é\": x}", "line 1, character 7: this is no JSON"),
  ])
  func damageHasAPlace(text: String, sentence: String) {
    let error = #expect(throws: FormError.self) { try JSONReader.parse(Array(text.utf8)) }
    #expect(error?.description == sentence)
  }

  @Test func misfitsHaveAPath() throws {
    let form = try JSONReader.parse(Array(#"[{"inner": {"a": [1, 2.5]}}]"#.utf8))
    let error = #expect(throws: FormError.self) { try FormDecoder.decode([[String: [String: [Int]]]].self, from: form) }
    #expect(error?.description == "[0].inner.a[1]: a whole number should stand here, not a number")
  }

  @Test func differencesHaveAPath() throws {
    let one = try FormEncoder.value(of: ["a": [1.0, 2.0], "b": [0.0]])
    #expect(one.difference(from: try FormEncoder.value(of: ["a": [1.0, 2.5], "b": [0.0]])) == "a[1]")
    #expect(one.difference(from: try FormEncoder.value(of: ["a": [1.0, 2.0], "b": [-0.0]])) == "b[0]")
    #expect(one.difference(from: try FormEncoder.value(of: ["a": [1.0, 2.0]])) == "b")
  }

  @Test func anyBytesAreReadOrRefused() throws {
    let seed: UInt64 = 77
    var generator = SplitMix64(seed: seed)
    let start = Array(try Self.text(Everything(numbers: [1, .nan, 3], columns: [[1], [2]], words: [1, 2])).utf8)
    for _ in 0..<2000 {
      var bytes = start
      for _ in 0...Int.random(in: 0...3, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator)) }
      guard let form = JSONReader.read(bytes) else { continue }
      _ = try? FormDecoder.decode(Everything.self, from: form)
    }
  }
}

extension Double {
  fileprivate var canonical: UInt64 { isNaN ? Double.nan.bitPattern : bitPattern }
}
