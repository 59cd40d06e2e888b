import Foundation
import TestSupport
import Testing

/// Models that one process writes and another one reads, and what the lock sees of them.
@Suite struct SavedModelTests {
  /// A table in which each row can be told from the others, with nulls, texts and whole numbers.
  private static let data =
    "d = range 300 | derive { id = n, x = nullif(n * 37 % 101, 5) / 7, y = nullif(n * n % 17, 3), "
    + "c = if n % 5 == 0 then null else if n % 3 == 0 then \"a\" else \"é\", bad = n * 37 % 101 + n * 53 % 71 > 110 } "
    + "| drop n | roles key: id, target: bad\n"

  private static let recipe =
    "param rate: float = 0.3\nprep = recipe | derive { r = x * $rate, late = y > 4 } | onehot c, nulls: category "
    + "| impute x, r, method: median | impute @num, method: knn(4) | clip x, quantiles: 0.05..0.95 "
    + "| bin y, method: woe, bins: 4, output: woe | scale @num, method: standard | prune @num, corr: 0.95\n"

  private func run(_ script: String, in place: Workplace) throws -> Workplace.Result {
    try script.write(to: place.folder.appending(path: "s.carnet"), atomically: true, encoding: .utf8)
    let run = try place.carnet("run", "s.carnet")
    try #require(run.status == 0, "\(run.errors)")
    return run
  }

  @Test(
    "a model read in a new process is the same bytes again, and scores to the last bit as before",
    arguments: ["dummy", "logistic(l2: 0.5)", "lightgbm(n_estimators: 20)"])
  func newProcess(_ estimator: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let use = "d | predict m | export \"scores.csv\"\nm | export \"again.json\"\n"
    _ = try run(
      Self.data + Self.recipe + "m = d | fit \(estimator), prep: prep, cut: 0.5\nm | export \"m.json\"\n" + use,
        in: place)
    let scores = try place.contents("scores.csv"), model = try place.contents("m.json")
    #expect(try place.contents("again.json") == model)
    let run = try run(Self.data + "m = load \"m.json\"\n" + use, in: place)
    #expect(try place.contents("scores.csv") == scores && scores.count > 300)
    #expect(try place.contents("again.json") == model)
    #expect(run.errors.contains("was fitted on"), "the rows are known again: \(run.errors)")
  }

  @Test("where a model's library is missing, that is what is said, and not to write the model anew")
  func missingLibrary() throws {
    let place = try Workplace()
    defer { place.remove() }
    _ = try run(
      Self.data + Self.recipe + "m = d | fit lightgbm(n_estimators: 2), prep: prep\nm | export \"m.json\"\n",
      in: place)
    let load = try place.carnet(["-c", "load \"m.json\""], limits: "export CARNET_LIGHTGBM=/nowhere/lib_lightgbm.so")
    #expect(load.status != 0 && load.errors.contains("help: run scripts/setup"), "\(load.errors)")
    #expect(!load.errors.contains("write it anew"))
  }

  @Test("a lock notices one changed scale, which changes no prediction")
  func lock() throws {
    let place = try Workplace()
    defer { place.remove() }
    let rows = (0..<40).map { "\($0),\($0 * 7 % 31),\($0 % 3 == 0 ? 1 : 0)" }
    func write(_ last: String) throws {
      try (["id,x,bad"] + rows + [last]).joined(separator: "\n")
        .write(to: place.folder.appending(path: "t.csv"), atomically: true, encoding: .utf8)
    }
    let script = "prep = recipe | scale x, method: robust\n"
      + "m = load \"t.csv\", key: id, target: bad | fit dummy, prep: prep\n"
    try write("99,3,0")
    _ = try run(script, in: place)
    #expect(try place.carnet("verify", "s.carnet").status == 0)
    // The keys, the range of x and the share of ones stay; of all that was learnt only the scale of x is another.
    try write("99,25,0")
    let verify = try place.carnet("verify", "s.carnet"), text = verify.output + verify.errors
    #expect(verify.status == 3, "\(text)")
    let line = text.split(separator: "\n").first { $0.contains("recorded") && $0.contains("now") } ?? ""
    #expect(line.contains("spread") && line.contains("centre"), "\(text)")
  }
}
