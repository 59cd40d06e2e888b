import Foundation
import Oracle
import Testing

/// Random cases, computed by the program and by the row-by-row reader of the tests.
///
/// `CARNET_TRIALS=100000` says how many, `CARNET_SEED` is the first of their seeds. Each failure prints a script.
@Suite struct AgreementTests {
  @Test("random expressions have the values of the row-by-row reader")
  func expressions() { expectAgreement(ExpressionTrial.self, count: 3000) }

  @Test("random pipelines have the tables of the row-by-row reader")
  func pipelines() { expectAgreement(PipelineTrial.self, count: 1000) }

  @Test("random pipelines have the same tables from the engine of the program and from a row-by-row one")
  func backends() { expectAgreement(BackendTrial.self, count: 1000) }

  @Test("random recipes, estimators and options run alike on one thread and on two, or are refused at a place")
  func models() { expectAgreement(ModelTrial.self, count: 150, mostRefused: 0.8) }

  @Test(
    "a text reads the column that an item before it has replaced",
    arguments: [901_775, 905_044, 908_412] as [UInt64])
  func textsOfReplacedColumns(seed: UInt64) {
    let difference = BackendTrial(seed: seed).difference
    #expect(difference == nil)
  }

  private func expectAgreement(_ type: (some Trial).Type, count: Int, mostRefused: Double = 0.5) {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["CARNET_SEED"].flatMap { UInt64($0) } ?? 1
    let trials = environment["CARNET_TRIALS"].flatMap { UInt64($0) } ?? UInt64(count)
    let report = TrialReport(type, seeds: first..<first + trials)
    for failure in report.shown { Issue.record("\(failure)") }
    #expect(report.failures == 0, "\(report.failures) of \(report.count) differ")
    #expect(Double(report.refused) < mostRefused * Double(report.count), "most have values")
  }
}
