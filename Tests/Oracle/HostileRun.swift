import Foundation

/// Runs the program on scripts, one process each, and interrupts what takes longer than two seconds.
public struct HostileRun {
  /// What became of a script that should not have.
  public struct Fault {
    public let seed: UInt64
    public let what: String
    public let script: String
  }

  let program: URL
  let folder: URL
  /// How long a script may run before it is interrupted, and how long it may go on then; in seconds.
  var patience = 2.0
  var grace = 0.2

  public init(program: URL, grace: Double = 0.2) throws {
    self.program = program
    self.grace = grace
    folder = FileManager.default.temporaryDirectory.appending(path: "carnet-hostile-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try writeInputs()
  }

  public func remove() { try? FileManager.default.removeItem(at: folder) }

  private func writeInputs() throws {
    let files: [String: Data] = [
      "small.csv": Data("a,b,c\n1,x,2024-01-31\n2,,\n9223372036854775807,\"q\"\"q\",0001-01-01\n".utf8),
      "binary.bin": Data((0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }),
      "empty.csv": Data(), "zeros.csv": Data(count: 5000),
      "wide.csv": Data(
        ((0..<20_000).map { "c\($0)" }.joined(separator: ",") + "\n"
          + Array(repeating: "1", count: 20_000).joined(separator: ",") + "\n").utf8),
      "quotes.csv": Data("a,\"b\n1,2\n3,\"4\n".utf8),
      "small.jsonl": Data("{\"a\": 1, \"b\": null}\n{\"a\": 1e400}\n{}\n".utf8),
      "small.parquet": Data("PAR1xxxxPAR1".utf8),
    ]
    for (name, data) in files { try data.write(to: folder.appending(path: name)) }
  }

  /// Runs a script, or lays it out, which walks its tree as well.
  /// - Returns: what is wrong; nil where the program was done, refused cleanly, or was interrupted in time.
  public func fault(of script: String, seed: UInt64) throws -> Fault? {
    try fault(of: script, seed: seed, program, by: seed % 5 == 0 ? "fmt" : "run", mostLines: 300)
  }

  /// Types a conversation at the prompt that a worker plays.
  public func fault(ofConversation text: String, seed: UInt64, worker: URL) throws -> Fault? {
    // An interrupt ends one cell of it; the others go on.
    var patient = self
    patient.patience = 60
    return try patient.fault(of: text, seed: seed, worker, by: "prompt", mostLines: .max)
  }

  private func fault(
    of script: String, seed: UInt64, _ program: URL, by word: String, mostLines: Int
  ) throws -> Fault? {
    let file = folder.appending(path: "s\(seed).carnet")
    try Data(script.utf8).write(to: file)
    let process = Process()
    process.executableURL = program
    process.arguments = [word, file.lastPathComponent]
    process.currentDirectoryURL = folder
    let errors = folder.appending(path: "err"), sink = folder.appending(path: "out")
    for place in [errors, sink] { _ = FileManager.default.createFile(atPath: place.path, contents: nil) }
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardOutput = try FileHandle(forWritingTo: sink)
    process.standardInput = FileHandle.nullDevice
    let start = ContinuousClock.now
    try process.run()
    func seconds() -> Double { (ContinuousClock.now - start) / .seconds(1) }
    while process.isRunning, seconds() < patience { usleep(2000) }
    var late = 0.0
    if process.isRunning {
      process.interrupt()
      while process.isRunning, seconds() < patience + 20 { usleep(2000) }
      late = seconds() - patience
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: file)
    let said = String(decoding: (try? Data(contentsOf: errors)) ?? Data(), as: UTF8.self)
    let tail = said.suffix(600)
    // Before it works on anything, the program leaves an interrupt to the system.
    let isInterrupted = late > 0 && process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT
    if isInterrupted { return nil }
    if process.terminationReason == .uncaughtSignal || process.terminationStatus > 130 {
      return Fault(seed: seed, what: "ended by signal \(process.terminationStatus): \(tail)", script: script)
    }
    if said.contains("E89") { return Fault(seed: seed, what: "an internal error: \(tail)", script: script) }
    if ![0, 1, 4, 130].contains(process.terminationStatus) {
      return Fault(seed: seed, what: "exit \(process.terminationStatus): \(tail)", script: script)
    }
    if late > grace { return Fault(seed: seed, what: "went on for \(late) s after an interrupt", script: script) }
    let lines = said.count { $0 == "\n" }
    if lines > mostLines { return Fault(seed: seed, what: "\(lines) lines of messages", script: script) }
    return nil
  }
}
