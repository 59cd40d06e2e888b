import Foundation

/// Lets work in beside other work that wants the same number of threads, and has all other work wait.
final class ThreadGate: @unchecked Sendable {
  // SAFETY: unchecked because of the two numbers: they are read and written only while the condition is locked.
  private let condition = NSCondition()
  private var threads = 0
  private var inside = 0

  /// Does `body` once nothing else is at work on another number of threads; `change` is called first where the number
  /// is not that of the work before.
  func pass<T>(_ wanted: Int, change: () throws -> Void, body: () throws -> T) throws -> T {
    try enter(wanted, change)
    defer { leave() }
    return try body()
  }

  private func enter(_ wanted: Int, _ change: () throws -> Void) throws {
    condition.lock()
    defer { condition.unlock() }
    while inside > 0, threads != wanted { condition.wait() }
    if threads != wanted {
      try change()
      threads = wanted
    }
    inside += 1
  }

  private func leave() {
    condition.lock()
    defer { condition.unlock() }
    inside -= 1
    if inside == 0 { condition.broadcast() }
  }
}
