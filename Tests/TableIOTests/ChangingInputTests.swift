import Columns
import Foundation
import Kernels
import TableIO
import Testing
import TestSupport

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Files that shrink, grow, are written to or replaced while they are read: what comes of it is one of the file's
/// states as a whole, or an error that says what happened.
@Suite(.serialized) struct ChangingInputTests {
  private enum Change: CaseIterable {
    case shorter, empty, longer, overwritten, replaced, removed
  }

  @Test(arguments: ["x.csv", "x.jsonl", "x.csv.gz", "x.parquet"])
  func aStateOfTheFileOrAnError(_ name: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    let states = try [1, 2].map { try contents(folder.appending(path: "\($0)-\(name)").path, seed: $0) }
    let path = folder.appending(path: name).path
    try states[0].bytes.write(to: URL(filePath: path))
    let start = ContinuousClock.now
    _ = try TableReader.read(path: path, execution: Execution(threads: 2))
    let time = (ContinuousClock.now - start) / .microseconds(1)
    var seen = 0
    for round in 0..<Trials.count(24) {
      let change = Change.allCases[round % Change.allCases.count]
      // Settled: what is written here is no change while it is read.
      try? FileManager.default.removeItem(atPath: path)
      try states[0].bytes.write(to: URL(filePath: path))
      let delay = UInt32.random(in: 0...UInt32(time * 1.2), using: &random)
      let part = Int.random(in: 0..<states[0].bytes.count, using: &random)
      let writer = Thread { usleep(delay); Self.make(change, path, states[1].bytes, part) }
      writer.start()
      do {
        let result = try TableReader.read(path: path, execution: Execution(threads: 2))
        // Before the change, or behind it; a file that was cut off or written over may still be a table by itself.
        let isFirst = result.fileHash == states[0].hash
        if isFirst { #expect(isSame(result.table, states[0].table), "\(change), seed \(seed): not what its hash says") }
        if result.fileHash == states[1].hash {
          #expect(isSame(result.table, states[1].table), "\(change), seed \(seed): not what its hash says")
        }
      } catch let error as ReadError {
        seen += error.sentence.hasSuffix("while it was read") ? 1 : 0
      }
      while !writer.isFinished { usleep(100) }
    }
    #expect(seen > 0, "no change was seen; seed \(seed)")
  }

  /// What was there when the file was opened is gone before a byte of it is read.
  @Test func bytesThatAreGoneAreNoSignal() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for size in [1, 4096, 10_000_000] {
      try Data(repeating: 0x31, count: size).write(to: URL(filePath: path))
      let file = try FileBytes(path: path)
      #expect(file.change() == nil)
      truncate(path, 0)
      _ = file.hash()
      #expect(file[size - 1] == 0 || size < 4096)
      #expect(file.change() == "it became shorter")
    }
  }

  @Test func everyKindOfChangeIsNamed() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    func after(_ change: () throws -> Void) throws -> String? {
      try Data("a,b\n1,2\n".utf8).write(to: URL(filePath: path))
      let file = try FileBytes(path: path)
      try change()
      return file.change(knowing: file.hash())
    }
    func append(_ text: String, at offset: Int) throws {
      let descriptor = open(path, O_WRONLY)
      pwrite(descriptor, text, text.utf8.count, off_t(offset))
      close(descriptor)
    }
    #expect(try after { try append("3,4\n", at: 8) } == "it became longer")
    #expect(try after { try append("3", at: 4) } == "it was written to")
    #expect(try after { unlink(path) } == "it was removed")
    #expect(try after { try Data("a,b\n1,2\n".utf8).write(to: URL(filePath: path), options: .atomic) }
      == "another file was put in its place")
    #expect(try after { chmod(path, 0o600) } == nil, "the bytes are the same")
    #expect(try after {} == nil)
  }

  private static func make(_ change: Change, _ path: String, _ other: Data, _ part: Int) {
    switch change {
    case .shorter: truncate(path, off_t(part))
    case .empty: truncate(path, 0)
    case .removed: unlink(path)
    case .longer, .overwritten:
      let descriptor = open(path, O_WRONLY)
      let offset = change == .longer ? lseek(descriptor, 0, SEEK_END) : 0
      _ = other.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, offset) }
      close(descriptor)
    case .replaced: try? other.write(to: URL(filePath: path), options: .atomic)
    }
  }

  private func contents(_ path: String, seed: Int) throws -> (bytes: Data, hash: UInt64, table: Table) {
    var random = SplitMix64(seed: UInt64(seed))
    let rows = 60_000 + 40_000 * seed
    let numbers = (0..<rows).map { _ in Int64(random.next() % 100_000) }
    let table = Table([
      ("k", Column(ints: numbers)), ("x", Column(floats: numbers.map { Double($0) / 8 })),
      ("t", Column(texts: numbers.map { $0 % 7 == 0 ? "a, \"\($0 % 911)\"\nb" : "t\($0 % 911)" })),
    ])
    try TableWriter.write(table, to: path, execution: Execution(threads: 2))
    let bytes = try Data(contentsOf: URL(filePath: path))
    let read = try TableReader.read(path: path, execution: Execution(threads: 2))
    return (bytes, read.fileHash, read.table)
  }

  private func isSame(_ one: Table, _ other: Table) -> Bool {
    one.rowCount == other.rowCount && one.schema.names == other.schema.names
      && zip(one.columns, other.columns).allSatisfy { a, b in
        stride(from: 0, to: one.rowCount, by: 7).allSatisfy { a[$0] == b[$0] }
      }
  }
}
