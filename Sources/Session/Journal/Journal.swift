import Diagnostics
import Files

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a session is about to do and has done, on disk before the next thing happens.
///
/// A journal is a file of JSON lines that the living session holds a lock on. Entries are `session`, `started`,
/// `finished`, `failed`, and `script`, which gives all cells anew after one of them was extended, edited or undone. A
/// crash at any moment leaves whole lines and at most one that breaks off.
public final class Journal {
  private let file: LockedFile
  /// The first failure to write; the next cell does not run then.
  private var failure: FileFailure?

  public var path: String { file.path }

  /// Starts the journal of this process in a folder, which is made where it is missing.
  public init(folder: String, at moment: Timestamp = .now()) throws(FileFailure) {
    try FileSystem.makeFolder(folder)
    var attempt = 0
    while true {
      let suffix = attempt == 0 ? "" : "-\(attempt)"
      let path = "\(folder)/\(moment.date)-\(moment.time)-\(getpid())\(suffix).journal"
      if !FileSystem.exists(path), let file = try LockedFile(appendingTo: path) {
        self.file = file
        break
      }
      attempt += 1
    }
    write([
      "event": .text("session"), "format": .int(1), "process": .int(Int(getpid())), "date": .text(moment.date),
      "time": .text(moment.time),
    ])
    if let failure { throw failure }
  }

  /// Says that a cell is about to run, and returns when that is on disk.
  /// - Throws: `Diagnostic` where it cannot be written.
  func started(_ number: Int, _ text: String) throws {
    write(["event": .text("started"), "cell": .int(number), "text": .text(text)])
    try check()
  }

  /// Says that a cell is done. If that cannot be written, the next cell does not run.
  func finished(_ number: Int, _ text: String) {
    write(["event": .text("finished"), "cell": .int(number), "text": .text(text)])
  }

  func failed(_ number: Int, _ message: String) {
    write(["event": .text("failed"), "cell": .int(number), "message": .text(message)])
  }

  /// Replaces all cells so far.
  func rewrite(_ cells: [(number: Int, text: String)]) {
    let list = cells.map { JSONValue.members(["cell": .int($0.number), "text": .text($0.text)]) }
    write(["event": .text("script"), "cells": .array(list)])
  }

  /// Ends the session in order: its journal is not needed any more.
  public func close() { FileSystem.remove(file.path) }

  private func write(_ members: KeyValuePairs<String, JSONValue?>) {
    do throws(FileFailure) {
      try file.append(Array((JSONValue.members(members).compact + "\n").utf8))
    } catch {
      failure = failure ?? error
    }
  }

  /// - Throws: `Diagnostic` for the first failure since the last check.
  private func check() throws {
    guard let error = failure else { return }
    failure = nil
    throw Diagnostic(
      .error, SessionCodes.journal, "the journal \(error.path) cannot be written: \(error.reason)",
      help: "make room on the disk, or start where you may write")
  }
}
