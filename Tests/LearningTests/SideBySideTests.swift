import Columns
import Kernels
import Synchronization
import TestSupport
import Testing

@testable import Learning

/// Counts its steps, and whether two threads ever were in one of them at once.
private final class CountedFit: SteppedFit {
  struct Failure: Error, Equatable { let number: Int }

  let number: Int
  let steps: Int
  let bytes = 0.0
  private let failsAt: Int?
  private let inside = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let wasShared = Atomic<Bool>(false)
  private let threads = Atomic<Int>(0)

  init(_ number: Int, steps: Int, failsAt: Int? = nil) {
    (self.number, self.steps, self.failsAt) = (number, steps, failsAt)
  }

  var isAlone: Bool { !wasShared.load(ordering: .relaxed) }
  var stepsDone: Int { done.load(ordering: .relaxed) }
  var threadsGiven: Int { threads.load(ordering: .relaxed) }

  func step(_ execution: Execution) throws -> (any FittedModel)? {
    if inside.add(1, ordering: .relaxed).oldValue != 0 { wasShared.store(true, ordering: .relaxed) }
    defer { inside.subtract(1, ordering: .relaxed) }
    threads.store(execution.threads, ordering: .relaxed)
    let step = done.add(1, ordering: .relaxed).newValue
    if step == failsAt { throw Failure(number: number) }
    return step == steps ? DummyModel(featureNames: ["f\(number)"], prior: 0.5) : nil
  }
}

@Suite struct SideBySideTests {
  @Test(arguments: [1, 2, 3, 8]) func modelsComeInTheOrderOfTheFits(threads: Int) throws {
    let fits = [7, 1, 30, 12, 9].enumerated().map { CountedFit($0, steps: $1) }
    let execution = Execution(threads: threads)
    let models = try SideBySide.models(fits, execution: execution)
    #expect(models.map(\.featureNames) == (0..<5).map { ["f\($0)"] })
    #expect(fits.allSatisfy { $0.stepsDone == $0.steps && $0.isAlone })
    #expect(fits.allSatisfy { $0.threadsGiven == max(1, threads / 5) })
    #expect(execution.monitor.progress.done == 59 && execution.monitor.progress.total == 59)
    #expect(execution.monitor.progress.label == "growing trees of 5 models")
  }

  @Test func threadsAreSharedOutAmongFewFits() throws {
    let fits = (0..<2).map { CountedFit($0, steps: 3) }
    _ = try SideBySide.models(fits, execution: Execution(threads: 7))
    #expect(fits.map(\.threadsGiven) == [3, 3])
    #expect(try SideBySide.models([], execution: .serial).isEmpty)
  }

  @Test(arguments: [1, 2, 5]) func theErrorIsThatOfTheFirstFitInOrder(threads: Int) throws {
    // The last one fails long before the second.
    for _ in 0..<20 {
      let fits = [
        CountedFit(0, steps: 50), CountedFit(1, steps: 50, failsAt: 40), CountedFit(2, steps: 50),
        CountedFit(3, steps: 50, failsAt: 1),
      ]
      #expect(throws: CountedFit.Failure(number: 1)) {
        try SideBySide.models(fits, execution: Execution(threads: threads))
      }
      #expect(fits[0].stepsDone == 50)
    }
  }

  @Test func cancelStops() throws {
    let execution = Execution(threads: 2)
    execution.monitor.cancel()
    let fits = (0..<3).map { CountedFit($0, steps: 3) }
    #expect(throws: Cancelled.self) { try SideBySide.models(fits, execution: execution) }
    #expect(fits.allSatisfy { $0.stepsDone == 0 })
  }

  @Test(arguments: [1, 2, 6]) func modelsAreThoseThatGrowAlone(threads: Int) throws {
    let training = try TrainingSet.large()
    let calls: [(String, [String: ParameterValue])] = [
      ("lightgbm", ["n_estimators": .int(13)]),
      ("lightgbm", ["data_sample_strategy": .text("goss"), "n_estimators": .int(13)]),
      ("lightgbm", ["subsample": .float(0.6), "subsample_freq": .int(1), "n_estimators": .int(5)]),
      ("lightgbm", ["n_estimators": .int(40), "early_stopping_rounds": .int(3), "learning_rate": .float(0.5)]),
      ("xgboost", ["n_estimators": .int(5)]),
    ]
    let estimators = try calls.map { try EstimatorCatalog.make($0, $1) }
    let execution = Execution(threads: threads)
    let fits = try estimators.map { estimator in
      try #require(estimator as? any SteppingEstimator).begin(training, seed: 3, execution: execution)
    }
    let beside = try SideBySide.models(fits, execution: execution)
    for (estimator, model) in zip(estimators, beside) {
      let alone = try estimator.fit(training, seed: 3, execution: .serial)
      let isSame = try alone.predict(training.features, execution: .serial)
        == model.predict(training.features, execution: execution)
      #expect(isSame)
      #expect(alone.remarks == model.remarks)
    }
  }
}

@Suite struct ThreadGateTests {
  @Test func onlyEqualNumbersAreInsideTogether() throws {
    let gate = ThreadGate(), inside = Mutex<[Int]>([]), changes = Atomic<Int>(0), mixed = Atomic<Bool>(false)
    try Execution(threads: 4).forEach(count: 200) { turn in
      let threads = turn % 3 + 1
      try gate.pass(threads) { changes.add(1, ordering: .relaxed) } body: {
        inside.withLock { inside in
          inside.append(threads)
          if Set(inside).count > 1 { mixed.store(true, ordering: .relaxed) }
        }
        inside.withLock { inside in inside.firstIndex(of: threads).map { _ = inside.remove(at: $0) } }
      }
    }
    let (wasMixed, changeCount) = (mixed.load(ordering: .relaxed), changes.load(ordering: .relaxed))
    #expect(!wasMixed && changeCount >= 3)
  }
}
