import Columns
import Foundation
import Kernels
import TableIO
import TestSupport
import Testing

/// Whatever a file holds and whatever is asked for, reading ends, and gives a table or an error with a place in the
/// file; the same for any number of threads and size of pieces, and field by field what a plain reader finds.
/// `CARNET_FUZZ` is the number of inputs of each kind (400 without it). For long runs:
/// `swift build -c release --build-tests -Xswiftc -enable-testing`, then `swift test -c release --skip-build`.
@Suite struct CSVFuzzTests {
  static let count = ProcessInfo.processInfo.environment["CARNET_FUZZ"].flatMap(UInt64.init) ?? 400

  @Test func survivesRandomBytes() {
    for seed in 0..<Self.count {
      var random = SplitMix64(seed: seed)
      let alphabet: [UInt8] =
        Bool.random(using: &random) ? Array(0...255) : Array("\"\"\",,;\n\n\r\t|'a1.- \0\u{E9}".utf8)
      let bytes = (0..<Int.random(in: 0...160, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      check(CSVTrial(bytes: bytes, options: CSVTrial.options(&random), random: random), seed)
    }
  }

  @Test func survivesRandomRows() {
    for seed in 0..<Self.count {
      var random = SplitMix64(seed: ~seed)
      check(CSVTrial(bytes: CSVTrial.rows(&random), options: CSVTrial.options(&random), random: random), seed)
    }
  }

  @Test func survivesMutations() {
    for seed in 0..<Self.count {
      var random = SplitMix64(seed: seed << 32 | 5)
      var bytes = Array((CSVTrial.seeds.randomElement(using: &random) ?? "").utf8)
      for _ in 0..<Int.random(in: 0...6, using: &random) { CSVTrial.mutate(&bytes, &random) }
      bytes = CSVTrial.encoded(bytes, &random)
      check(CSVTrial(bytes: bytes, options: CSVTrial.options(&random), random: random), seed)
    }
  }

  private func check(_ trial: CSVTrial, _ seed: UInt64, _ kind: String = #function) {
    let clock = ContinuousClock(), start = clock.now
    if let fault = trial.fault() {
      let text = String(decoding: trial.bytes, as: UTF8.self)
      Issue.record("\(kind), seed \(seed): \(fault); \(trial.options); \(text.debugDescription)")
    }
    // Inputs take less than a millisecond; this is about hangs, not about speed.
    if clock.now - start > .seconds(60) { Issue.record("\(kind), seed \(seed) took \(clock.now - start)") }
  }
}
