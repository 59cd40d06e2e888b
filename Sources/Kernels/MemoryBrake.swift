import Synchronization

/// Stops work that asks for more memory than there is, before it writes to that memory: what no estimate has foreseen.
///
/// Memory is not refused where it is asked for, since nothing there could go on without it. The running work is
/// cancelled instead, and where it ends the reason is the lack of memory.
public enum MemoryBrake {
  private static let monitors = Mutex<[WorkMonitor]>([])
  /// What may be taken before the system is asked again.
  private static let credit = Atomic<Int>(0)
  /// What was mapped and not given back yet.
  private static let mapped = Atomic<Int>(0)

  /// Runs work that ends with `InsufficientMemory` where it was stopped for want of memory.
  public static func watch<T>(_ monitor: WorkMonitor, _ work: () throws -> T) throws -> T {
    monitors.withLock { $0.append(monitor) }
    defer {
      monitors.withLock { monitors in
        if let place = monitors.lastIndex(where: { $0 === monitor }) { monitors.remove(at: place) }
      }
    }
    do {
      return try work()
    } catch is Cancelled {
      if let shortage = monitor.shortage { throw shortage }
      throw Cancelled()
    }
  }

  /// Says that memory is about to be mapped. False where there is not so much, and then what runs is being stopped.
  @discardableResult
  public static func take(_ bytes: Int, stops: Bool = true) -> Bool {
    // Not counted before: what is asked for now is no promise of earlier.
    defer { mapped.add(bytes, ordering: .relaxed) }
    return isThere(bytes, stops: stops)
  }

  /// Says that arrays of so many bytes are about to be made.
  @inlinable
  public static func expect(_ bytes: Int) { if bytes >= smallest { isThere(bytes, stops: true) } }

  @usableFromInline static let smallest = 1 << 20

  @discardableResult
  @usableFromInline
  static func isThere(_ bytes: Int, stops: Bool) -> Bool {
    if credit.subtract(bytes, ordering: .relaxed).newValue >= 0 { return true }
    var left = SystemMemory.available() ?? .max
    if bytes > left {
      SystemMemory.giveBackAll()
      left = SystemMemory.available() ?? .max
    }
    credit.store(max(0, left - bytes) / 8, ordering: .relaxed)
    guard bytes > left else { return true }
    if stops {
      let shortage = InsufficientMemory(needed: Double(bytes), available: left)
      for monitor in monitors.withLock({ $0 }) { monitor.stop(for: shortage) }
    }
    return false
  }

  /// To be called every few hundredths of a second while work runs: stops it where what it takes in small pieces, of
  /// which nobody asks, has left next to nothing.
  public static func look() {
    guard let left = SystemMemory.available(), left < lastReserve else { return }
    SystemMemory.giveBackAll()
    guard let left = SystemMemory.available(), left < lastReserve else { return }
    let needed = Double(SystemMemory.resident() + lastReserve)
    for monitor in monitors.withLock({ $0 }) { monitor.stop(for: InsufficientMemory(needed: needed, available: left)) }
  }

  private static let lastReserve = 32 << 20

  /// Says that memory was given back to the system.
  public static func give(_ bytes: Int) { mapped.subtract(bytes, ordering: .relaxed) }

  /// How much of what was mapped cannot have been written to yet, since the program has less in all.
  static func unwritten(resident: Int) -> Int { max(0, mapped.load(ordering: .relaxed) - resident) }
}
