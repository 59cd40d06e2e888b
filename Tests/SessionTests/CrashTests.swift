import Files
import Foundation
import Session
import Testing
import TestSupport

/// A session of ten cells in a process of its own, killed at random moments.
struct CrashTests {
  private static let rounds = 100
  private static let cells = 10

  @Test func aKilledSessionNeverLosesAFinishedCell() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    var kills = 0
    let cellTime = try Self.microsecondsPerCell()
    for round in 0..<Self.rounds {
      let folder = try temporaryFolder()
      let moment = Moment(
        toldCells: Int.random(in: 0..<Self.cells, using: &random),
        microseconds: UInt64.random(in: 0...cellTime, using: &random))
      let (told, wasKilled) = try Self.run(in: folder, killedAt: moment)
      kills += wasKilled ? 1 : 0
      let recovery = Recovery.all(in: folder, into: folder).first
      let script = try recovery?.script.map { try FileSystem.readText($0) } ?? ""
      for number in told {
        let isThere = script.contains("c\(number) = numbers \(number)\n")
        #expect(isThere, "round \(round), seed \(seed): cell \(number) was told to be finished and is lost")
      }
      if let running = recovery?.running { #expect(running.number == (recovery?.cellCount ?? 0) + 1, "seed \(seed)") }
    }
    #expect(kills > Self.rounds / 4, "\(kills) of \(Self.rounds) were killed before they ended; seed \(seed)")
  }

  /// When to kill: so long after so many cells were told to be finished. Time alone, measured once, would miss the
  /// sessions of a machine whose load changes.
  private struct Moment {
    let toldCells: Int
    let microseconds: UInt64
  }

  private static func microsecondsPerCell() throws -> UInt64 {
    let start = ContinuousClock.now
    let (told, _) = try run(in: try temporaryFolder(), killedAt: nil)
    #expect(told == Array(1...cells))
    return UInt64((ContinuousClock.now - start) / .microseconds(1)) / UInt64(cells)
  }

  /// The cells that the process told to be finished, and whether it was killed before its end.
  private static func run(in folder: String, killedAt moment: Moment?) throws -> (told: [Int], wasKilled: Bool) {
    let process = Process(), pipe = Pipe()
    process.executableURL = worker
    process.arguments = [folder]
    process.standardOutput = pipe
    try process.run()
    var text = Data()
    if let moment {
      while text.count(where: { $0 == UInt8(ascii: "\n") }) < moment.toldCells {
        let more = pipe.fileHandleForReading.availableData
        if more.isEmpty { break }
        text += more
      }
      usleep(UInt32(moment.microseconds))
      kill(process.processIdentifier, SIGKILL)
    }
    text += pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
    return (lines.compactMap { Int($0) }, process.terminationReason == .uncaughtSignal)
  }

  /// The helper lies beside the test bundle.
  private static var worker: URL {
    let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let folder = bundle?.deletingLastPathComponent()
      ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    return folder.appending(path: "session-worker")
  }
}
