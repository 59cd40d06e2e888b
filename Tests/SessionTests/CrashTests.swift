import Files
import Foundation
import Session
import Testing
import TestSupport

/// A session of ten cells in a process of its own, killed at random moments.
struct CrashTests {
  private static let rounds = 100

  @Test func aKilledSessionNeverLosesAFinishedCell() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    var kills = 0
    let usual = try Self.usualMicroseconds()
    for round in 0..<Self.rounds {
      let folder = try temporaryFolder()
      let wait = UInt64.random(in: 0...usual, using: &random)
      let (told, wasKilled) = try Self.runAndKill(in: folder, afterMicroseconds: wait)
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

  /// How long an undisturbed session takes here.
  private static func usualMicroseconds() throws -> UInt64 {
    let start = ContinuousClock.now
    let (told, _) = try runAndKill(in: try temporaryFolder(), afterMicroseconds: nil)
    #expect(told == Array(1...10))
    return UInt64((ContinuousClock.now - start) / .microseconds(1))
  }

  /// The cells that the process told to be finished, and whether it was killed before its end.
  private static func runAndKill(
    in folder: String, afterMicroseconds wait: UInt64?
  ) throws -> (told: [Int], wasKilled: Bool) {
    let process = Process(), pipe = Pipe()
    process.executableURL = worker
    process.arguments = [folder]
    process.standardOutput = pipe
    try process.run()
    if let wait {
      usleep(UInt32(wait))
      kill(process.processIdentifier, SIGKILL)
    }
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (text.split(separator: "\n").compactMap { Int($0) }, process.terminationReason == .uncaughtSignal)
  }

  /// The helper lies beside the test bundle.
  private static var worker: URL {
    let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let folder = bundle?.deletingLastPathComponent()
      ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    return folder.appending(path: "session-worker")
  }
}
