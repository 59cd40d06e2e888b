import CPlatform
import Synchronization

/// Stops work that asks for more memory than there is, before it writes to that memory: what no estimate has foreseen.
///
/// Memory is not refused where it is asked for, since nothing there could go on without it. The running work is
/// cancelled instead, and where it ends the reason is the lack of memory. Work that does not look whether it was
/// cancelled before the rest is used up takes the program with it, which says why: the system would end it without a
/// word.
public enum MemoryBrake {
  private static let monitors = Mutex<[WorkMonitor]>([])
  /// What may be taken before the system is asked again.
  private static let credit = Atomic<Int>(0)
  /// What was mapped and not given back yet.
  private static let mapped = Atomic<Int>(0)

  /// Smaller requests of the allocator are not looked at one by one.
  private static let largeRequest = 1 << 20

  /// Has every large request of the allocator looked at.
  private static let seesRequests: Void = cplatform_watch_requests(largeRequest) { isThere($0, stops: true) }

  /// Runs work that ends with `InsufficientMemory` where it was stopped for want of memory.
  public static func watch<T>(_ monitor: WorkMonitor, _ work: () throws -> T) throws -> T {
    _ = seesRequests
    monitors.withLock { $0.append(monitor) }
    defer {
      monitors.withLock { monitors in
        if let place = monitors.lastIndex(where: { $0 === monitor }) { monitors.remove(at: place) }
      }
    }
    do {
      let result = try work()
      // Stopped at its end, where it did not look any more: what follows would only be cancelled.
      if let shortage = monitor.shortage { throw shortage }
      return result
    } catch let stop as Cancelled {
      if let shortage = monitor.shortage { throw shortage }
      throw stop
    }
  }

  /// Says that memory is about to be mapped. False where there is not so much, and then what runs is being stopped.
  @discardableResult
  public static func take(_ bytes: Int, stops: Bool = true) -> Bool {
    // Not counted before: what is asked for now is no promise of earlier.
    defer { mapped.add(bytes, ordering: .relaxed) }
    return isThere(bytes, stops: stops)
  }

  @discardableResult
  private static func isThere(_ bytes: Int, stops: Bool) -> Bool {
    if credit.subtract(bytes, ordering: .relaxed).newValue >= 0 { return true }
    var left = SystemMemory.available() ?? .max
    if bytes > left {
      SystemMemory.giveBackAll()
      left = SystemMemory.available() ?? .max
    }
    credit.store(max(0, left - bytes) / 8, ordering: .relaxed)
    guard bytes > left else { return true }
    if stops { stop(for: InsufficientMemory(needed: Double(bytes), available: left)) }
    return false
  }

  private static func stop(for shortage: InsufficientMemory) {
    for monitor in monitors.withLock({ $0 }) { monitor.stop(for: shortage) }
  }

  /// Looks how much is left, and stops what runs where that is next to nothing. Where it has not noticed before even
  /// that is used up, the program ends.
  ///
  /// - Returns: in how many milliseconds to look again. Two threads can take some megabytes in each.
  public static func look() -> Int {
    let left = SystemMemory.physical() ?? .max
    if isEnough(left) { return left < plenty ? watchful : restful }
    SystemMemory.giveBackAll()
    let rest = SystemMemory.physical() ?? .max
    if isEnough(rest) { return watchful }
    let shortage = InsufficientMemory(
      needed: Double(SystemMemory.resident() + lastReserve), available: SystemMemory.available() ?? 0)
    if rest < lastOfAll {
      SystemMemory.end(for: monitors.withLock { $0.lazy.compactMap(\.shortage).first } ?? shortage)
    }
    stop(for: shortage)
    return watchful
  }

  /// Whether work may go on with so much memory, and with the addresses there are: of these some are set aside already.
  private static func isEnough(_ left: Int) -> Bool { left >= lastReserve && SystemMemory.addressSpace() ?? 1 > 0 }

  private static let lastReserve = 40 << 20
  private static let lastOfAll = 8 << 20
  private static let plenty = 512 << 20
  private static let (restful, watchful) = (30, 1)

  /// Says that memory was given back to the system.
  public static func give(_ bytes: Int) { mapped.subtract(bytes, ordering: .relaxed) }

  /// How much of what was mapped cannot have been written to yet, since the program has less in all.
  static func unwritten(resident: Int) -> Int { max(0, mapped.load(ordering: .relaxed) - resident) }
}
