import Foundation
import Oracle
import TestSupport
import Testing

/// Scripts that nobody means, each in a process of its own. `CARNET_TRIALS` and `CARNET_SEED` as for the others.
@Suite struct HostileTests {
  @Test("no statement ends the program, meets an internal error, or goes on after an interrupt")
  func statements() throws {
    let environment = ProcessInfo.processInfo.environment
    let program = Repository.root.appending(path: ".build/debug/carnet")
    try #require(
      FileManager.default.isExecutableFile(atPath: program.path), "build it first: swift build --product carnet")
    // Others may hold the machine while tests run; `trial-worker hostile` asks for 200 ms.
    let run = try HostileRun(program: program, grace: 10)
    defer { run.remove() }
    let first = environment["CARNET_SEED"].flatMap { UInt64($0) } ?? 1
    for seed in first..<first + (environment["CARNET_TRIALS"].flatMap { UInt64($0) } ?? 60) {
      var draw = HostileScripts(seed: seed)
      guard let fault = try run.fault(of: draw.script(), seed: seed) else { continue }
      Issue.record("seed \(seed): \(fault.what)\n\(fault.script.prefix(2000))")
    }
  }
}
