import Kernels
import Synchronization

/// An estimator that grows its model step by step.
///
/// A library that spreads a step over threads has them wait for each other hundreds of times a step. Several fits that
/// each take a thread for themselves need not wait at all, and give the same models.
public protocol SteppingEstimator: Estimator {
  /// Takes up the training rows, on all threads. What is left to do is a matter of steps.
  ///
  /// - Throws: what `fit` throws.
  func begin(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any SteppedFit
}

/// An estimator that cuts features into bins, and can do so once for fits on several parts of the rows.
public protocol BinningEstimator: SteppingEstimator {
  /// Cuts the features by all rows.
  ///
  /// - Throws: ``LearningError``; `InsufficientMemory`; `Cancelled`.
  func bins(of training: TrainingSet, seed: UInt64, execution: Execution) throws -> any SharedBins
}

/// Rows of which the features are cut into bins.
public protocol SharedBins: Sendable {
  /// Takes up some of the rows, ascending, with the bins of all.
  ///
  /// - Throws: what `fit` throws.
  func begin(rows: [Int], execution: Execution) throws -> any SteppedFit
}

/// A model that is being grown. It is with one thread at a time, and from step to step may be with another.
public protocol SteppedFit: AnyObject, Sendable {
  /// How many steps it takes at most.
  var steps: Int { get }

  /// About how many bytes it holds until it is done.
  var bytes: Double { get }

  /// Grows the model by one step; gives it once it is done.
  ///
  /// - Throws: ``LearningError``; `Cancelled`.
  func step(_ execution: Execution) throws -> (any FittedModel)?
}

extension SteppingEstimator {
  /// All steps one after another.
  public func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    try begin(training, seed: seed, execution: execution).model(execution)
  }
}

extension SteppedFit {
  /// The model after all steps, on all threads.
  func model(_ execution: Execution) throws -> any FittedModel {
    execution.monitor.begin(SideBySide.label, total: steps)
    while true {
      try execution.checkCancelled()
      let model = try step(execution)
      execution.monitor.advance(by: 1)
      if let model { return model }
    }
  }
}

/// Fits that go on side by side, as many at a time as there are threads.
public enum SideBySide {
  static let label = "growing trees"

  /// How many steps a thread does of one fit before it looks for another: what it has at hand is in its cache.
  private static let stride = 4

  /// The models, in the order of the fits.
  ///
  /// The threads are shared out among the fits: each gets the same number, at least one. Of the fits that no thread is
  /// at work on, a thread takes one with the fewest steps done, so that all of them end at about the same time.
  ///
  /// - Throws: the error of the first fit, in their order, that has one; `Cancelled`.
  public static func models(_ fits: [any SteppedFit], execution: Execution) throws -> [any FittedModel] {
    let workers = min(execution.threads, fits.count)
    if workers == 0 { return [] }
    execution.monitor.begin(
      fits.count == 1 ? label : "\(label) of \(fits.count) models", total: fits.reduce(0) { $0 + $1.steps })
    let own = Execution(
      threads: max(1, execution.threads / fits.count), monitor: execution.monitor, memory: execution.memory)
    let board = Mutex(Board(count: fits.count, inTurn: workers == 1))
    try Execution(threads: workers, monitor: execution.monitor, memory: execution.memory).forEach(count: workers) { _ in
      while let fit = board.withLock({ $0.take() }) {
        let result = Result { try advance(fits[fit], own) }
        board.withLock { $0.put(fit, result) }
      }
    }
    try execution.checkCancelled()
    return try board.withLock { board in try board.results.map { try $0?.get() ?? { throw Cancelled() }() } }
  }

  /// Some steps of a fit; the model where it is done.
  private static func advance(_ fit: any SteppedFit, _ execution: Execution) throws -> (any FittedModel)? {
    for _ in 0..<stride {
      try execution.checkCancelled()
      let model = try fit.step(execution)
      execution.monitor.advance(by: 1)
      if let model { return model }
    }
    return nil
  }

  /// Which fits are free, and how far each is.
  private struct Board {
    /// What became of each fit that is done.
    private(set) var results: [Result<any FittedModel, any Error>?]
    private var turns: [Int]
    private var isTaken: [Bool]
    /// Whether each fit goes to its end before the next one.
    private let inTurn: Bool

    init(count: Int, inTurn: Bool) {
      results = .init(repeating: nil, count: count)
      (turns, isTaken) = (.init(repeating: 0, count: count), .init(repeating: false, count: count))
      self.inTurn = inTurn
    }

    /// A fit to go on with; nil where all that are not done are taken. Those behind one that failed are left, so that
    /// the error is always that of the first one.
    mutating func take() -> Int? {
      let failed = results.firstIndex { if case .failure = $0 { true } else { false } } ?? results.count
      let free = (0..<failed).filter { results[$0] == nil && !isTaken[$0] }
      guard let fit = inTurn ? free.first : free.min(by: { turns[$0] < turns[$1] }) else { return nil }
      isTaken[fit] = true
      return fit
    }

    mutating func put(_ fit: Int, _ result: Result<(any FittedModel)?, any Error>) {
      isTaken[fit] = false
      turns[fit] += 1
      switch result {
      case .success(nil): break
      case .success(let model?): results[fit] = .success(model)
      case .failure(let error): results[fit] = .failure(error)
      }
    }
  }
}
