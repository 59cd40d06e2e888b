import Columns
import Diagnostics
import Forms
import Foundation
import Kernels
import Language
import TestSupport
import Testing
import Verbs

/// Models in files: what comes back, what is still known of their training, and what is refused.
@Suite struct SavedModelTests {
  /// A folder of its own for each test.
  private struct Place {
    let folder = NSTemporaryDirectory() + "carnet-models-\(UUID().uuidString)"

    func file(_ name: String) -> String { "\(folder)/\(name)" }
    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: file(name)))) }
    func write(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: URL(filePath: file(name))) }
    func remove() { try? FileManager.default.removeItem(atPath: folder) }
  }

  /// The rows of ``FittedCases`` in a file, and names for those to learn from and the others.
  private static func start(_ place: Place) throws -> String {
    let rows = try Run.stage("export \"\(place.file("rows.csv"))\"", on: FittedCases.table()).table
    try #require(rows.rowCount == 80)
    return """
      d = load "\(place.file("rows.csv"))", key: id, target: bad
      old = d | head 60
      new = d | tail 20

      """
  }

  private static let prep =
    "param rate: float = 0.5\nprep = recipe | derive r = a * $rate | drop d | replace b, values: [3], with: null "
    + "| bin g, method: woe, output: woe | onehot c, e, nulls: category | impute @num, method: knn(3) "
    + "| scale @num, method: robust\n"

  @Test(arguments: FittedCases.estimators)
  func aModelComesBackWhole(_ estimator: String) throws {
    let place = Place()
    defer { place.remove() }
    let start = try Self.start(place) + Self.prep
    let fit = "m = old | fit \(estimator), prep: prep, cut: 0.4\n"
    let before = try Run.outcomes(
      start + fit + "m | export \"\(place.file("m.json"))\"\nnew | predict m\nold | predict m\nm | steps\nm")
    let load = "m = load \"\(place.file("m.json"))\"\nm | export \"\(place.file("n.json"))\"\n"
    let after = try Run.outcomes(start + load + "new | predict m\nold | predict m\nm | steps\nm")
    #expect(try place.bytes("m.json") == place.bytes("n.json"))
    for (one, other) in zip(before.suffix(4), after.suffix(4)) {
      #expect(one.value?.table?.bits == other.value?.table?.bits)
      #expect(one.notes == other.notes)
    }
    let (one, other) = (try #require(before.last?.value), try #require(after.last?.value))
    #expect(one.presentation.facts.map { "\($0)" } == other.presentation.facts.map { "\($0)" })
    #expect(one.fields.map { "\($0)" } == other.fields.map { "\($0)" })
    #expect(one.contents.map(\.name) == other.contents.map(\.name))
    #expect(one.contents.map(\.table.bits) == other.contents.map(\.table.bits))
  }

  @Test(arguments: FittedCases.estimators)
  func fittingAgainGivesTheSameFile(_ estimator: String) throws {
    let place = Place()
    defer { place.remove() }
    let script = try Self.start(place) + Self.prep + "old | fit \(estimator), prep: prep | export "
    for (name, threads) in [("1.json", 1), ("2.json", 2), ("3.json", 1)] {
      _ = try Run.script(script + "\"\(place.file(name))\"", threads: threads)
    }
    #expect(try place.bytes("1.json") == place.bytes("2.json") && place.bytes("1.json") == place.bytes("3.json"))
  }

  @Test func whatWasLearntFromIsStillKnown() throws {
    let place = Place()
    defer { place.remove() }
    let start = try Self.start(place), file = place.file("m.json")
    for keyed in [true, false] {
      let rows = keyed ? "" : "old = old | drop id\nnew = new | drop id\n"
      let fit = rows
        + "m = old | select @* - c - d - e | fit lightgbm(n_estimators: 3, is_unbalance: yes), target: bad\n"
      let script = fit.replacing("@* - c - d - e", with: keyed ? "id, a, b, f, g, bad" : "a, b, f, g, bad")
      _ = try Run.script(start + script + "m | export \"\(file)\"")
      let load = start + rows + "m = load \"\(file)\"\n"
      let notes = try Run.outcomes(load + "old | predict m").last?.notes ?? []
      #expect(notes.contains { $0.contains("60 rows of 60") && $0.contains("was fitted on") }, "\(notes)")
      #expect(notes.contains { $0.contains("no probabilities") }, "\(notes)")
      #expect(Run.failure(load + "m | evaluate old")?.contains("error[E77]") ?? false)
      #expect(Run.failure(load + "m | evaluate new") == nil)
      let own = try Run.outcomes(start + script + "new | predict m").last?.notes
      #expect(try Run.outcomes(load + "new | predict m").last?.notes == own)
    }
  }

  @Test func scoresOfALoadedModelAreStillNoFeatures() throws {
    let place = Place()
    defer { place.remove() }
    let start = try Self.start(place), file = place.file("m.json")
    let use = "old | predict m | select id, score, bad | cv logistic, folds: 2"
    let fit = "m = old | select id, f, bad | fit logistic\n"
    let before = Run.failure(start + fit + use), script = start + "m = load \"\(file)\"\n" + use
    _ = try Run.script(start + fit + "m | export \"\(file)\"")
    #expect(before?.contains("error[E76]") ?? false)
    #expect(Run.failure(script)?.contains("error[E76]") ?? false, "\(Run.failure(script) ?? "runs")")
  }

  @Test func allowedLeaksAndSentinelsAreStillSaid() throws {
    let place = Place()
    defer { place.remove() }
    let start = try Self.start(place), file = place.file("m.json")
    let fit = "m = old | select id, f, bad | derive h = bad * 2 | fit dummy, leak: allow\n"
    _ = try Run.script(start + fit + "m | export \"\(file)\"")
    let use = "new | derive h = if id > 1070 then 999999 else 1 | predict m, leak: allow"
    let own = try Run.outcomes(start + fit + use).last?.notes ?? []
    let loaded = try Run.outcomes(start + "m = load \"\(file)\"\n" + use).last?.notes ?? []
    #expect(own == loaded)
    #expect(loaded.contains { $0.contains("leak allowed") } && loaded.contains { $0.contains("999999") }, "\(loaded)")
  }

  @Test func tablesThatDoNotFitAreRefused() throws {
    let place = Place()
    defer { place.remove() }
    let start = try Self.start(place), file = place.file("m.json")
    _ = try Run.script(
      start + "prep = recipe | onehot c | impute @num, method: mean\n"
        + "old | select id, bad, b, c, f | fit logistic, prep: prep | export \"\(file)\"")
    let load = start + "m = load \"\(file)\"\n"
    for (stages, parts) in [
      ("drop f", ["E73", "`f`"]), ("derive b = \"t\"", ["E73", "`b`", "text"]),
      ("derive c_x = 1 | roles key: c_x", ["E25", "c_x"]),
    ] {
      let message = try #require(Run.failure(load + "new | \(stages) | predict m"), "\(stages) fails")
      for part in parts { #expect(message.contains(part), "\(stages): \(message)") }
    }
  }

  @Test func aFileThatIsNoModelIsRefusedWithItsPlace() throws {
    let place = Place()
    defer { place.remove() }
    let start = try Self.start(place), file = place.file("m.json")
    _ = try Run.script(start + "old | select id, f, bad | fit logistic | export \"\(file)\"")
    let bytes = try place.bytes("m.json"), text = String(decoding: bytes, as: UTF8.self)
    func failure(_ text: String) throws -> String {
      try place.write(Array(text.utf8), "bad.json")
      return try #require(Run.failure("m = load \"\(place.file("bad.json"))\""), "\(text.prefix(80)) is refused")
    }
    let newer = try failure(text.replacing("\"version\": 1", with: "\"version\": 2"))
    #expect(newer.contains("error[E78]") && newer.contains("version 2"), "\(newer)")
    let changed = try failure(text.replacing("\"target\": \"bad\"", with: "\"target\": \"bed\""))
    #expect(changed.contains("error[E78]") && changed.contains("not as it was written"), "\(changed)")
    for length in stride(from: 70, to: text.utf8.count, by: 97) {
      let cut = try failure(String(decoding: bytes[..<length], as: UTF8.self))
      #expect(cut.contains("error[E78]") && cut.contains("line "), "\(cut)")
    }
    #expect(try failure("{\"carnet\": \"model\", \"version\": 1}").contains("`xxh64` is missing"))
    #expect(Run.failure("m = load \"\(file)\", key: f")?.contains("error[E17]") ?? false)
    #expect(Run.failure("m = load \"\(file)\"\nm | export \"\(place.file("m.csv"))\"")?.contains("`.json`") ?? false)
  }

  @Test func oneChangedScaleIsSeen() throws {
    let place = Place()
    defer { place.remove() }
    let start = try Self.start(place), file = place.file("m.json")
    let model = try #require(try Run.script(
      start + "prep = recipe | scale @num, method: standard\n"
        + "old | select id, f, g, bad | fit dummy, prep: prep | export \"\(file)\""))
    let text = String(decoding: try place.bytes("m.json"), as: UTF8.self)
    let spread = try #require(text.firstMatch(of: /"spread": ([0-9.]+)/)?.1)
    let next = try #require(Double(spread)).nextUp
    try place.write(
      Self.signed(text.replacing("\"spread\": \(spread)", with: "\"spread\": \(next)")), "n.json")
    let changed = try #require(try Run.script("load \"\(place.file("n.json"))\""))
    let (one, other) = (Self.lines(model), Self.lines(changed))
    #expect(one.count == other.count)
    #expect(zip(one, other).count { $0 != $1 } == text.ranges(of: "\"spread\": \(spread)").count)
  }

  private static func lines(_ model: any Value) -> [String] {
    model.contents.flatMap { Run.lines($0.table).split(separator: "\n").map { String($0) } }
  }

  /// The text of a model's file with the hash that it should have.
  private static func signed(_ text: String) -> [UInt8] {
    let zeros = String(repeating: "0", count: 16)
    let plain = text.replacing(/"xxh64": "[0-9a-f]{16}"/, with: "\"xxh64\": \"\(zeros)\"")
    let digits = String(XXH64.hash(plain), radix: 16)
    let hash = String(repeating: "0", count: 16 - digits.count) + digits
    return Array(plain.replacing("\"xxh64\": \"\(zeros)\"", with: "\"xxh64\": \"\(hash)\"").utf8)
  }

  @Test func formsThatWereMadeUpAreNoAccident() throws {
    let place = Place()
    defer { place.remove() }
    let start = try Self.start(place) + Self.prep, file = place.file("m.json")
    _ = try Run.script(start + "old | fit logistic, prep: prep | export \"\(file)\"")
    let form = try JSONReader.parse(try place.bytes("m.json"))
    let seed: UInt64 = 31
    var generator = SplitMix64(seed: seed), loaded = 0
    for _ in 0..<150 {
      try place.write(Self.signed(form.mutated(&generator).lined), "x.json")
      let message = Run.failure(start + "m = load \"\(place.file("x.json"))\"\nnew | predict m")
      if message == nil { loaded += 1 }
      #expect(message?.contains("not a diagnostic") != true, "seed \(seed): \(message ?? "")")
    }
    #expect(loaded < 150, "some are refused")
  }
}

extension JSONValue {
  /// The value with one part changed, taken away or doubled.
  fileprivate func mutated(_ generator: inout SplitMix64) -> JSONValue {
    switch self {
    case .object(var members) where !members.isEmpty:
      let place = Int.random(in: members.indices, using: &generator)
      if Int.random(in: 0..<12, using: &generator) == 0 {
        members.remove(at: place)
      } else {
        members[place] = Member(name: members[place].name, value: members[place].value.mutated(&generator))
      }
      return .object(members)
    case .array(var elements) where !elements.isEmpty:
      let place = Int.random(in: elements.indices, using: &generator)
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: elements.remove(at: place)
      case 1: elements.insert(elements[place], at: place)
      default: elements[place] = elements[place].mutated(&generator)
      }
      return .array(elements)
    case .numbers(let numbers):
      return JSONValue.array(numbers.map { .double($0) }).mutated(&generator)
    default:
      let others: [JSONValue] = [
        .null, .bool(true), .int(-1), .int(0), .int(1 << 40), .double(0), .double(-1e300), .double(.nan),
        .text(""), .text("f"),
        .array([]), .object([]),
      ]
      return others.randomElement(using: &generator) ?? .null
    }
  }
}
