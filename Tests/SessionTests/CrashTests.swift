import Files
import Foundation
import Session
import Testing
import TestSupport

/// Sessions in processes of their own, killed at random moments.
struct CrashTests {
  @Test func aKilledSessionNeverLosesAFinishedCell() throws {
    let seed = UInt64.random(in: 0...UInt64.max), rounds = Trials.count(60)
    var random = SplitMix64(seed: seed)
    var kills = 0
    let cellTime = try Worker.microsecondsPerLine("cells", try temporaryFolder())
    for round in 0..<rounds {
      let folder = try temporaryFolder()
      var worker = try Worker("cells", folder)
      worker.kill(
        afterLines: Int.random(in: 0..<10, using: &random),
        microseconds: UInt64.random(in: 0...cellTime, using: &random))
      let (told, wasKilled) = worker.finish()
      kills += wasKilled ? 1 : 0
      let recovery = Recovery.all(in: folder, into: folder).first
      let script = try recovery?.script.map { try FileSystem.readText($0) } ?? ""
      for number in told {
        let isThere = script.contains("c\(number) = numbers \(number)\n")
        #expect(isThere, "round \(round), seed \(seed): cell \(number) was told to be finished and is lost")
      }
      if let running = recovery?.running { #expect(running.number == (recovery?.cellCount ?? 0) + 1, "seed \(seed)") }
      FileSystem.removeFolder(folder)
    }
    #expect(kills > rounds / 4, "\(kills) of \(rounds) were killed before they ended; seed \(seed)")
  }

  /// At any moment the session is in its journal or in the script that it was saved as.
  @Test func aSessionKilledWhileItEndsIsNeverLost() throws {
    let seed = UInt64.random(in: 0...UInt64.max), rounds = Trials.count(40)
    var random = SplitMix64(seed: seed)
    let time = try Worker.microsecondsPerLine("end", try temporaryFolder(), "c")
    var kinds: [SavedPair] = []
    for round in 0..<rounds {
      let folder = try temporaryFolder()
      var worker = try Worker("end", folder, "c")
      worker.kill(
        afterLines: Int.random(in: 2...3, using: &random),
        microseconds: UInt64.random(in: 0...2 * time, using: &random))
      let told = worker.finish().lines.compactMap { Int($0) }
      _ = Recovery.all(in: folder, into: folder + "/sessions")
      let scripts = FileSystem.names(in: folder + "/sessions").filter { $0.hasSuffix(".carnet") }
      let texts = try scripts.map { try FileSystem.readText("\(folder)/sessions/\($0)") }
      for number in told {
        let isThere = texts.contains { $0.contains("c\(number) = numbers \(number * 2000)\n") }
        #expect(isThere, "round \(round), seed \(seed): cell \(number) is lost")
      }
      for script in scripts where !script.hasPrefix("recovered") {
        kinds.append(SavedPair("\(folder)/sessions/\(script)"))
        #expect(kinds.last != .unexplained, "round \(round), seed \(seed)")
      }
      expectNoPartialFiles(in: folder + "/sessions", "round \(round), seed \(seed)")
      FileSystem.removeFolder(folder)
    }
    #expect(kinds.contains(.whole), "seed \(seed)")
  }

  /// A script is saved again and again under one path: whatever is there, with or without a lock of its own, tells it.
  @Test func ofAKilledSaveThePairIsWholeOrSaysThatItIsNone() throws {
    let seed = UInt64.random(in: 0...UInt64.max), rounds = Trials.count(40)
    var random = SplitMix64(seed: seed)
    let time = try Worker.microsecondsPerLine("saves", try temporaryFolder(), "/tmp/carnet-unused.carnet", "c")
    for round in 0..<rounds {
      let folder = try temporaryFolder(), path = folder + "/x.carnet"
      var worker = try Worker("saves", folder, path, "c")
      worker.kill(
        afterLines: Int.random(in: 0..<20, using: &random),
        microseconds: UInt64.random(in: 0...2 * time, using: &random))
      let saves = worker.finish().lines.count { $0.hasPrefix("saved") }
      let pair = SavedPair(path)
      #expect(pair != .unexplained, "round \(round), seed \(seed)")
      if saves > 0 { #expect(pair != .absent, "round \(round), seed \(seed): a save was told and nothing is there") }
      expectNoPartialFiles(in: folder, "round \(round), seed \(seed)")
      FileSystem.removeFolder(folder)
    }
  }

  private func expectNoPartialFiles(in folder: String, _ moment: String) {
    PartialFile.sweep(folder)
    let left = FileSystem.names(in: folder).filter { $0.hasSuffix(".partial") }
    #expect(left.isEmpty, "\(moment): \(left)")
  }
}

extension FileSystem {
  static func removeFolder(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}
