import Files
import Foundation
import Session
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A session in a process of its own.
struct Worker {
  private let process = Process()
  private let pipe = Pipe()
  private var text = Data()

  init(_ arguments: String...) throws {
    process.executableURL = Self.program
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
  }

  /// Kills the process so long after it has told so many lines. Time alone, measured once, would miss the sessions of a
  /// machine whose load changes.
  mutating func kill(afterLines lines: Int, microseconds: UInt64) {
    while text.count(where: { $0 == UInt8(ascii: "\n") }) < lines {
      let more = pipe.fileHandleForReading.availableData
      if more.isEmpty { break }
      text += more
    }
    usleep(UInt32(microseconds))
    _ = systemKill(process.processIdentifier, SIGKILL)
  }

  /// What the process told up to its end, and whether a signal ended it.
  mutating func finish() -> (lines: [String], wasKilled: Bool) {
    text += pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    return (lines, process.terminationReason == .uncaughtSignal)
  }

  /// How long a session of a kind takes for one of so many lines.
  static func microsecondsPerLine(_ arguments: String...) throws -> UInt64 {
    let process = Process(), pipe = Pipe(), start = ContinuousClock.now
    (process.executableURL, process.arguments, process.standardOutput) = (program, arguments, pipe)
    try process.run()
    let lines = pipe.fileHandleForReading.readDataToEndOfFile().count { $0 == UInt8(ascii: "\n") }
    process.waitUntilExit()
    return UInt64((ContinuousClock.now - start) / .microseconds(1)) / UInt64(max(1, lines))
  }

  /// The helper lies beside the test bundle.
  private static var program: URL {
    let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let folder = bundle?.deletingLastPathComponent()
      ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    return folder.appending(path: "session-worker")
  }
}

// The type's own `kill` hides the system's.
private func systemKill(_ process: Int32, _ signal: Int32) -> Int32 { kill(process, signal) }

/// A script and its lock as they lie on the disk.
enum SavedPair: Equatable {
  /// Each carries the other's hash.
  case whole
  /// They do not belong together, or the lock is missing, and that is said.
  case explained
  /// Nothing tells that something is wrong.
  case unexplained
  case absent

  init(_ path: String) {
    guard let text = try? FileSystem.readText(path) else {
      self = FileSystem.exists(Lock.path(for: path)) ? .unexplained : .absent
      return
    }
    let pairing = Pairing(text), lock = (try? FileSystem.readText(Lock.path(for: path))).flatMap { Lock(text: $0) }
    if let lock, pairing.belongs(to: lock) {
      self = .whole
    } else {
      self = pairing.note(on: lock, script: path) == nil ? .unexplained : .explained
    }
  }
}
