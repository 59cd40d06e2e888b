import CPlatform
import Dispatch

/// Work that goes on behind other work, on a thread of its own that gets the time which nothing else wants.
public struct WorkBehind: Sendable {
  private let group = DispatchGroup()

  private final class Start: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Begins. Where there can be no further thread nothing is done, so that callers do what they find left.
  public init(_ body: @escaping @Sendable () -> Void) {
    let group = group
    let start = Unmanaged.passRetained(Start {
      body()
      group.leave()
    })
    group.enter()
    // SAFETY: the thread takes over the one reference that the context stands for.
    let failure = cplatform_run_behind(
      { Unmanaged<Start>.fromOpaque($0!).takeRetainedValue().body() }, start.toOpaque())
    guard failure != 0 else { return }
    start.release()
    group.leave()
  }

  /// Waits until it has ended.
  public func wait() { group.wait() }
}
