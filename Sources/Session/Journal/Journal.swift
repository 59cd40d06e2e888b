import Diagnostics
import Files
import Forms

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a session is about to do and has done, on disk before the next thing happens.
///
/// A journal is a file of JSON lines that the living session holds a lock on. Entries are `session`, `started`,
/// `finished`, `failed`, `script`, which gives all cells anew after one of them was extended, edited or undone, and
/// `set`, which gives all values that parameters have from outside of the script. A crash at any moment leaves whole
/// lines and at most one that breaks off.
///
/// What says that a cell is done must not be lost to a full disk: room for it is set aside before the cell runs, and
/// what could not be written all the same is written before anything else is.
public final class Journal {
  private let file: LockedFile
  /// Lines that could not be written.
  private var waiting: [UInt8] = []
  private var byteCount = 0

  /// Where the journal lies.
  public var path: String { file.path }

  /// Starts the journal of this process in a folder, which is made where it is missing.
  public init(folder: String, at moment: Timestamp = .now()) throws(FileFailure) {
    try FileSystem.makeFolder(folder)
    var attempt = 0
    while true {
      let suffix = attempt == 0 ? "" : "-\(attempt)"
      let path = "\(folder)/\(moment.date)-\(moment.time)-\(getpid())\(suffix).journal"
      if !FileSystem.exists(path), let file = try LockedFile(appendingTo: path), try file.bytes().isEmpty {
        self.file = file
        break
      }
      attempt += 1
    }
    let line = Journal.line([
      "event": .text("session"), "format": .int(1), "process": .int(Int(getpid())), "date": .text(moment.date),
      "time": .text(moment.time),
    ])
    try file.append(line)
    byteCount = line.count
  }

  /// Says that a cell is about to run, and returns when that is on disk.
  /// - Throws: `Diagnostic` where it cannot be written.
  func started(_ number: Int, _ text: String) throws {
    let line = Journal.line(["event": .text("started"), "cell": .int(number), "text": .text(text)])
    do throws(FileFailure) {
      try writeWaiting()
      // Behind it come at most this cell, all cells anew, and some marks around them.
      try file.reserve(4 * line.count + byteCount + 4096)
      try file.append(line)
      byteCount += line.count
    } catch {
      throw Diagnostic(
        code: SessionCodes.journal, "the journal \(error.path) cannot be written: \(error.reason)",
        help: "make room on the disk, or start where you may write")
    }
  }

  /// Says that a cell is done. If that cannot be written, it is before the next cell runs, or that does not run.
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

  /// Replaces what is known of the values that parameters were given from outside of the script.
  func set(_ values: [String: String]) {
    let members = values.sorted { $0.key < $1.key }.map { JSONValue.Member(name: $0.key, value: .text($0.value)) }
    write(["event": .text("set"), "values": .object(members)])
  }

  /// Ends the session in order: its journal is not needed any more.
  public func close() { FileSystem.remove(file.path) }

  /// Whether everything that has happened is on disk; tries once more to get it there.
  public func isComplete() -> Bool { (try? writeWaiting()) != nil }

  private func write(_ members: KeyValuePairs<String, JSONValue?>) {
    waiting += Journal.line(members)
    try? writeWaiting()
  }

  private func writeWaiting() throws(FileFailure) {
    if waiting.isEmpty { return }
    try file.append(waiting)
    byteCount += waiting.count
    waiting = []
  }

  private static func line(_ members: KeyValuePairs<String, JSONValue?>) -> [UInt8] {
    Array((JSONValue.members(members).compact + "\n").utf8)
  }
}
