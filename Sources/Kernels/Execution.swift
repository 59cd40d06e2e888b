import Dispatch
import Synchronization

/// How work runs: on how many threads, and under which monitor.
///
/// Results never depend on `threads`: work is cut into pieces by its size alone, and pieces are combined in order.
public struct Execution: Sendable {
  /// How many threads work is spread over, at least 1. Results do not depend on it.
  public let threads: Int
  /// Where progress is told and cancelling asked for.
  public let monitor: WorkMonitor
  /// Where work asks whether what it will take is there.
  public let memory: MemoryBudget

  /// So many threads, and a budget of memory that work is compared with.
  public init(threads: Int, monitor: WorkMonitor = WorkMonitor(), memory: MemoryBudget = .system) {
    precondition(threads > 0, "work needs at least one thread")
    self.threads = threads
    self.monitor = monitor
    self.memory = memory
  }

  /// One thread and a monitor that nobody cancels: for tests and small work.
  public static var serial: Execution { Execution(threads: 1) }

  /// Throws where the work is to stop. Long loops ask at every block.
  @inlinable
  public func checkCancelled() throws(Cancelled) {
    if monitor.isCancelled { throw Cancelled() }
  }

  /// Runs `body` for each index in `0..<count` and returns the results in index order.
  ///
  /// Threads take the next index from a shared counter, so uneven pieces balance. The first error in index order is
  /// thrown after all running pieces have ended; after an error or a cancellation no further piece is started.
  public func map<T: Sendable>(count: Int, _ body: @Sendable (Int) throws -> T) throws -> [T] {
    let workers = min(threads, count)
    if workers <= 1 {
      return try (0..<count).map { index in
        try checkCancelled()
        return try body(index)
      }
    }
    let slots = Mutex<[Result<T, any Error>?]>(Array(repeating: nil, count: count))
    let next = Atomic<Int>(0)
    let failed = Atomic<Bool>(false)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while !failed.load(ordering: .relaxed), !monitor.isCancelled {
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= count { return }
        let result = Result { try body(index) }
        if case .failure = result { failed.store(true, ordering: .relaxed) }
        slots.withLock { $0[index] = result }
      }
    }
    try checkCancelled()
    return try slots.withLock { slots in
      for case .failure(let error)? in slots { throw error }
      return try slots.map { slot in
        guard let slot else { throw Cancelled() }
        return try slot.get()
      }
    }
  }

  /// Runs `body` for each index in `0..<count`, for its effect on memory that the caller owns.
  public func forEach(count: Int, _ body: @Sendable (Int) throws -> Void) throws {
    _ = try map(count: count, body)
  }
}
