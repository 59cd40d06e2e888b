import Dispatch
import Files
import Forms
import Synchronization

/// The record of every prediction: one JSON line for each row, in files of one day and a bounded size.
///
/// A line is in its file before its prediction is answered, so that the end of the process loses none; where the log
/// is durable it is on the disk. All who wait while a write goes on share the next one (group commit).
package final class PredictionLog: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var waiting: [CheckedContinuation<Void, any Error>] = []
    var isWriting = false
  }

  /// What only the writing queue touches.
  private struct Target {
    var file: LockedFile?
    var day = ""
    var size = 0
    var number = 0
  }

  private let folder: String
  private let isDurable: Bool
  private let mostBytes: Int
  private let now: @Sendable () -> Moment
  private let queue = DispatchQueue(label: "carnet.prediction-log")
  private let state = Mutex(State())
  private let target = Mutex(Target())
  /// What was said while the log was opened: lines that an earlier process did not finish.
  package let notes: [String]

  /// Opens a log in a folder, which is made. Lines that a killed process left unfinished are moved aside, into files
  /// that end in `.torn`: they were never answered.
  ///
  /// - Parameters:
  ///   - isDurable: whether an answered prediction outlasts a loss of power.
  ///   - mostBytes: where a file ends and the next one begins.
  /// - Throws: `FileFailure`.
  package init(
    _ folder: String, isDurable: Bool, mostBytes: Int = 64 << 20, now: @escaping @Sendable () -> Moment = { .now }
  ) throws {
    (self.folder, self.isDurable, self.mostBytes, self.now) = (folder, isDurable, mostBytes, now)
    try FileSystem.makeFolder(folder)
    notes = try Self.repair(folder)
    try target.withLock { try open(&$0, day: now().day) }
  }

  /// The files of a log, the oldest first.
  package static func files(_ folder: String) -> [String] {
    FileSystem.names(in: folder).filter { $0.hasPrefix("predictions-") && $0.hasSuffix(".jsonl") }.sorted()
  }

  private static func repair(_ folder: String) throws -> [String] {
    try files(folder).compactMap { name in
      // A file that another process writes to is whole, or will be.
      guard let file = try LockedFile(appendingTo: folder + "/" + name, makes: false) else { return nil }
      let torn = try file.cutTornLine()
      if torn.isEmpty { return nil }
      try AtomicFile.write(torn, to: folder + "/" + name + ".torn")
      return "log: an unfinished line of \(torn.count) bytes, which was never answered, was moved from \(name) to "
        + "\(name).torn"
    }
  }

  /// A new file of the day, with the first number that is free.
  private func open(_ target: inout Target, day: String) throws {
    while true {
      target.number += 1
      let digits = String(target.number)
      let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      let path = "\(folder)/predictions-\(day)-\(number).jsonl"
      guard !FileSystem.exists(path), let file = try LockedFile(appendingTo: path) else { continue }
      (target.file, target.day, target.size) = (file, day, 0)
      return
    }
  }

  /// How many records are not written yet.
  var waiting: Int { state.withLock { $0.waiting.count } }

  /// Returns when the lines are written.
  ///
  /// - Throws: `FileFailure`; nothing of the lines is then in the log.
  package func append(_ lines: [UInt8]) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      let starts = state.withLock { state in
        state.bytes += lines
        state.waiting.append(continuation)
        defer { state.isWriting = true }
        return !state.isWriting
      }
      if starts { queue.async { self.drain() } }
    }
  }

  private func drain() {
    while true {
      let (bytes, waiting) = state.withLock { state in
        let taken = (state.bytes, state.waiting)
        (state.bytes, state.waiting, state.isWriting) = ([], [], !state.waiting.isEmpty)
        return taken
      }
      if waiting.isEmpty { return }
      let result = Result { try write(bytes) }
      for continuation in waiting { continuation.resume(with: result) }
    }
  }

  private func write(_ bytes: [UInt8]) throws {
    try target.withLock { target in
      let day = now().day
      if day != target.day {
        target.number = 0
        try open(&target, day: day)
      } else if target.size > 0, target.size + bytes.count > mostBytes {
        try open(&target, day: day)
      }
      try target.file?.append(bytes, isSynced: isDurable)
      target.size += bytes.count
    }
  }

  /// The last records, the oldest of them first.
  package func tail(_ count: Int) throws -> [JSONValue] {
    var records: [JSONValue] = []
    for name in Self.files(folder).reversed() where records.count < count {
      let lines = try FileSystem.read(folder + "/" + name).split(separator: 0x0A)
      let last = lines.suffix(count - records.count).compactMap { JSONReader.read(Array($0)) }
      records.insert(contentsOf: last, at: 0)
    }
    return records
  }
}
