import Foundation
import TestSupport
import Testing

/// One thing is not as it was recorded, and verification says which, where, from what to what and why; where nothing
/// is, it says so.
///
/// `CARNET_TRIALS=300 swift test --filter PlantedChangeTests` plants as many changes.
@Suite struct PlantedChangeTests {
  private static let trials = Trials.count(PlantedChange.Kind.allCases.count)

  /// The program under which a run has to come to the same.
  private static let ways = [
    ["--threads", "1"], ["--threads", "2", "--instructions", "portable"], ["--threads", "2", "--instructions", "avx2"],
    ["--threads", "1", "--instructions", "avx512"],
  ]

  @Test("a planted change is found where it is", arguments: 0..<2)
  func planted(part: Int) throws {
    let place = try Workplace()
    defer { place.remove() }
    let seed = UInt64(ProcessInfo.processInfo.environment["CARNET_SEED"] ?? "") ?? 20_261_129
    let kinds = PlantedChange.Kind.allCases
    for trial in stride(from: part, to: Self.trials, by: 2) {
      var random = SplitMix64(seed: seed + UInt64(trial))
      let change = PlantedChange(kinds[trial % kinds.count], &random)
      let complaints = try check(change, trial, in: place)
      guard !complaints.isEmpty else { continue }
      Issue.record("\(change.kind), seed \(seed), trial \(trial):\n\(complaints.joined(separator: "\n"))")
    }
  }

  private func check(_ change: PlantedChange, _ trial: Int, in place: Workplace) throws -> [String] {
    try record(change, in: place)
    var complaints: [String] = []
    // As long as nothing is planted, nothing is found.
    let same = try place.carnet(["verify", "s.carnet"] + Self.ways[trial % Self.ways.count])
    let isSame = change.formerDefault == nil
    if isSame, same.status != 0 || !same.output.contains("identical to its lock (\(PlantedChange.cellCount) cells)") {
      complaints.append("unchanged: \(same.status) \(same.output) \(same.errors)")
    }
    try write(change.after.csv, "t.csv", in: place)
    try write(change.scriptAfter, "s.carnet", in: place)
    let hasBlocks = trial % 5 != 4
    if !hasBlocks { try? FileManager.default.removeItem(at: place.folder.appending(path: "s.carnet.blocks")) }
    var answers: Set<String> = []
    for way in [0, 1 + trial % 3].map({ Self.ways[$0] }) {
      let result = try place.carnet(["verify", "s.carnet"] + change.settings + way)
      answers.insert(result.output)
      if result.status != change.code { complaints.append("exit code \(result.status): \(result.errors)") }
    }
    if answers.count != 1 { complaints.append("another answer on other threads or instructions") }
    let answer = answers.first ?? ""
    for part in change.expected where !answer.contains(part) {
      // Without the blocks no row and no value is known.
      let isValue = part.contains(": recorded ") || part.hasPrefix(", now ") || part.hasPrefix("row ")
      if !hasBlocks, isValue { continue }
      complaints.append("missing: \(part)")
    }
    if !hasBlocks, answer.contains(": recorded ") { complaints.append("a value without blocks") }
    return complaints.isEmpty ? [] : complaints + [answer]
  }

  private func record(_ change: PlantedChange, in place: Workplace) throws {
    for ending in ["", ".lock", ".blocks"] {
      try? FileManager.default.removeItem(at: place.folder.appending(path: "s.carnet\(ending)"))
    }
    try write(change.before.csv, "t.csv", in: place)
    guard let former = change.formerDefault else {
      try write(change.script, "s.carnet", in: place)
      #expect(try place.carnet("run", "s.carnet").status == 0)
      return
    }
    // The lock of a program in which another default is in force: it says of the script as it stands the values that
    // the statement with this option gives.
    var lines = change.script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines[former.cell - 1] = former.statement
    try write(lines.joined(separator: "\n"), "s.carnet", in: place)
    #expect(try place.carnet("run", "s.carnet").status == 0)
    let old = try lock(in: place)
    try FileManager.default.removeItem(at: place.folder.appending(path: "s.carnet.lock"))
    let blocks = try place.contents("s.carnet.blocks")
    try write(change.script, "s.carnet", in: place)
    #expect(try place.carnet("run", "s.carnet").status == 0)
    var new = try lock(in: place)
    guard var cells = new["cells"] as? [[String: Any]], let oldCells = old["cells"] as? [[String: Any]],
      let defaults = cells[former.cell - 1]["defaults"] as? [String]
    else {
      Issue.record("the lock has no defaults")
      return
    }
    cells[former.cell - 1]["values"] = oldCells[former.cell - 1]["values"]
    cells[former.cell - 1]["defaults"] = defaults.map {
      $0.hasPrefix(former.name + "=") ? "\(former.name)=\(former.value)" : $0
    }
    new["cells"] = cells
    let data = try JSONSerialization.data(withJSONObject: new)
    try data.write(to: place.folder.appending(path: "s.carnet.lock"))
    try blocks.write(to: place.folder.appending(path: "s.carnet.blocks"))
  }

  private func lock(in place: Workplace) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: place.contents("s.carnet.lock"))
    return try #require(json as? [String: Any])
  }

  private func write(_ text: String, _ name: String, in place: Workplace) throws {
    try Data(text.utf8).write(to: place.folder.appending(path: name))
  }
}
