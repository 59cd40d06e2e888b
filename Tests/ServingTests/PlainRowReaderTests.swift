import Columns
import Forms
import Serving
import TestSupport
import Testing

/// The fast reader against the one that can tell what is wrong.
@Suite("Rows as most programs send them")
struct PlainRowReaderTests {
  private let example: ServedExample
  private let contract: Contract

  init() throws {
    example = try ServedExample()
    contract = Contract(example.model, isStrict: false)
  }

  /// The rows of the other reader; nil where it finds a fault.
  private func other(_ bytes: [UInt8], _ contract: Contract) -> ServedRows? {
    (try? JSONReader.parse(bytes, as: .strict)).flatMap { try? contract.rows($0) }
  }

  private func isSame(_ a: ServedRows, _ b: ServedRows) -> Bool {
    a.ids == b.ids && a.findings == b.findings && a.table.schema.fields == b.table.schema.fields
      && zip(a.table.columns, b.table.columns).allSatisfy { own, other in
        (0..<a.count).allSatisfy { row in
          own[row] == other[row] && own[row].number?.bitPattern == other[row].number?.bitPattern
        }
      }
  }

  @Test("rows as they are sent are taken, and are the same")
  func plain() throws {
    defer { example.remove() }
    let rows = (0..<300).map { example.row($0) }
    for body in rows + [.array(rows), .array(rows.reversed())] {
      for text in [body.compact, body.pretty] {
        let bytes = Array(text.utf8)
        let plain = try #require(contract.plainRows(bytes, most: 300))
        #expect(isSame(plain.rows, try #require(other(bytes, contract))))
        #expect(plain.isList == (body.object == nil))
      }
    }
    #expect(contract.plainRows(Array(JSONValue.array(rows).compact.utf8), most: 299) == nil)
  }

  @Test("numbers, however they are spelled")
  func numbers() throws {
    defer { example.remove() }
    var random = SplitMix64(seed: 4), texts = ["0", "-0", "-0.0", "1e5", "1E+5", "12e-3", "0.1e1", "5e-324", "1e-400"]
    for _ in 0..<Trials.count(5000) {
      let value = Double(bitPattern: UInt64.random(in: .min ... .max, using: &random))
      let plain = Double.random(in: -1e6...1e6, using: &random)
      let digits = (0..<Int.random(in: 1...24, using: &random)).map { _ in Int.random(in: 0...9, using: &random) }
      let word = digits.map(String.init).joined()
      texts += [value.description, plain.description, "\(Int(plain))", word, "0.\(word)", "1.\(word)e-\(digits.count)"]
    }
    var taken = 0
    for text in texts {
      for field in ["x", "y", "whole"] {
        let bytes = Array(example.row(5, [field: .text("NUMBER")]).compact.replacing("\"NUMBER\"", with: text).utf8)
        guard let plain = contract.plainRows(bytes, most: 1) else { continue }
        taken += 1
        #expect(isSame(plain.rows, try #require(other(bytes, contract), "\(text)")), "\(text)")
      }
    }
    #expect(taken > texts.count, "the common ones are taken")
    for text in ["01", "1.", "+1", ".5", "1e", "--1", "1e400", "9100000000000000000.0", "NaN", ""] {
      let body = example.row(5, ["x": .text("NUMBER")]).compact.replacing("\"NUMBER\"", with: text)
      #expect(contract.plainRows(Array(body.utf8), most: 1) == nil, "\(text)")
    }
  }

  @Test("names that JSON spells in another way")
  func names() throws {
    defer { example.remove() }
    let odd = try ServedExample(
      recipe: "prep = recipe | onehot c, nulls: category | drop day\n",
      more: "d = d | derive { `say \"hi\"` = x * 2, `a\\b` = y + 1 }\n")
    defer { odd.remove() }
    let contract = Contract(odd.model, isStrict: false)
    #expect(Set(contract.inputs.map(\.name)).isSuperset(of: ["say \"hi\"", "a\\b"]))
    let text = odd.row(3).compact
    let plain = try #require(contract.plainRows(Array(text.utf8), most: 1))
    #expect(isSame(plain.rows, try #require(other(Array(text.utf8), contract))))
    // Quotes that are not escaped, and a backspace in the place of a backslash and a letter.
    for (part, wrong) in [("say \\\"hi\\\"", "say \"hi\""), ("a\\\\b", "a\\b")] {
      let body = Array(text.replacing(part, with: wrong).utf8)
      #expect(body.count < text.utf8.count && contract.plainRows(body, most: 1) == nil && other(body, contract) == nil)
    }
  }

  @Test("what the other reader refuses is not taken, and the rest is the same", arguments: [false, true])
  func damaged(_ isStrict: Bool) throws {
    defer { example.remove() }
    let contract = Contract(example.model, isStrict: isStrict)
    let bodies = [JSONValue.array([example.row(3), example.row(4)]), example.row(12)].map { Array($0.compact.utf8) }
    let pieces = [
      "null", "1e308", "-0", "\"\\ud800\"", "{}", "[]", "\"", "\\", ",", "é", "1e-400", " ", "\n", ".5", "e1", "0",
      "true", "\"x\":1,", "\"c\":\"b\",", ",\"y\":3.5", "\"id\":7,", "999", "\u{B}",
    ]
    var random = SplitMix64(seed: 23)
    var taken = 0, left = 0
    for trial in 0..<Trials.count(6000) {
      var bytes = bodies[trial % 2]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(bytes.count - 1, place + Int.random(in: 1...9, using: &random)))
        case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random)?.utf8 ?? "".utf8, at: place)
        default: bytes[place] = UInt8(ascii: "0") + UInt8.random(in: 0...9, using: &random)
        }
      }
      guard let plain = contract.plainRows(bytes, most: 5) else {
        left += 1
        continue
      }
      taken += 1
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(isSame(plain.rows, try #require(other(bytes, contract), "\(text)")), "\(text)")
    }
    #expect(taken > 100 && left > 100, "\(taken) taken, \(left) left")
  }
}
