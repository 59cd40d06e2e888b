import Files
import Foundation
import Session
import Testing
import TestSupport

/// Sessions for whose files there is no room at times: no file may grow beyond a limit, or the disk is small and full.
struct FullDiskTests {
  @Test func noFinishedCellIsLostAndEverySaveIsWholeOrRefused() throws {
    let seed = UInt64.random(in: 0...UInt64.max), rounds = Trials.count(40)
    var random = SplitMix64(seed: seed)
    var refused = 0
    for round in 0..<rounds {
      let folder = try temporaryFolder()
      let first = Int.random(in: 1...8, using: &random), last = Int.random(in: first...10, using: &random)
      let bytes = Int.random(in: 0...12_000, using: &random)
      refused += try session(in: folder, ["\(bytes)", "\(first)", "\(last)"], "round \(round), seed \(seed)") ? 1 : 0
      FileSystem.removeFolder(folder)
    }
    #expect(refused > rounds / 10, "\(refused) of \(rounds) ran into the limit; seed \(seed)")
  }

  /// Whether some cell did not run.
  private func session(in folder: String, _ limits: [String], _ moment: String) throws -> Bool {
    var worker = try Worker("full", folder, limits[0], limits[1], limits[2])
    let (lines, wasKilled) = worker.finish()
    #expect(!wasKilled, "\(moment): a signal")
    let told = lines.compactMap { Int($0) }
    // Where there is room: else the journal stays for the next time.
    let elsewhere = try temporaryFolder()
    defer { FileSystem.removeFolder(elsewhere) }
    let recovery = Recovery.all(in: folder, into: elsewhere).first
    let script = try recovery?.script.map { try FileSystem.readText($0) } ?? ""
    for number in told {
      #expect(script.contains("c\(number) = numbers \(number)"), "\(moment): cell \(number) is lost")
    }
    #expect(recovery?.cellCount ?? 0 == told.count, "\(moment): what did not run is not recovered")
    let pair = SavedPair(folder + "/x.carnet")
    #expect(pair == .whole || (pair == .absent && !lines.contains("saved")), "\(moment): \(pair)")
    #expect(!FileSystem.names(in: folder).contains { $0.hasSuffix(".partial") }, "\(moment)")
    return told.count < 10
  }

  /// The same on a disk of some kilobytes, where this may mount one.
  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount a small disk")) func onASmallDisk() throws {
    let seed = UInt64.random(in: 0...UInt64.max), rounds = Trials.count(20)
    var random = SplitMix64(seed: seed)
    var refused = 0
    for round in 0..<rounds {
      let disk = try #require(try SmallDisk(pages: Int.random(in: 2...12, using: &random)))
      defer { disk.remove() }
      let isRefused = try? session(in: disk.folder, ["100000000", "1", "10"], "round \(round), seed \(seed)")
      // No room for the journal's first line is no session.
      refused += isRefused ?? true ? 1 : 0
    }
    #expect(refused > 0 && refused < rounds, "\(refused) of \(rounds) ran into the end of the disk; seed \(seed)")
  }
}

/// A file system in memory of so many pages, for whoever may mount one.
private struct SmallDisk {
  let folder: String

  static let isPossible: Bool = {
    guard geteuid() == 0, let disk = try? SmallDisk(pages: 4) else { return false }
    disk.remove()
    return true
  }()

  init?(pages: Int) throws {
    folder = try temporaryFolder()
    guard try Self.run("mount", "-t", "tmpfs", "-o", "size=\(pages * 4)k", "tmpfs", folder) else { return nil }
  }

  func remove() {
    _ = try? Self.run("umount", "-l", folder)
    FileSystem.removeFolder(folder)
  }

  private static func run(_ words: String...) throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
