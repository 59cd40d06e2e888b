#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes that are made piece by piece and then become ``FileBytes`` where they lie, without a copy.
public struct GrowingBytes: ~Copyable {
  // SAFETY: memory for `capacity` bytes and the padding behind them, of which the first `count` have been written;
  // nobody else has the address, and it is given back once: by `deinit`, or by the `FileBytes` that took it.
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity = 0
  /// How many bytes there are.
  public private(set) var count = 0

  /// No bytes.
  public init() { base = GrowingBytes.resized(nil, capacity: 0) }

  deinit { free(base) }

  /// Makes room for some bytes more, and for as many again as there are, so that growing stays cheap.
  ///
  /// - Throws: `InsufficientMemory` where the budget lacks what this takes.
  public mutating func reserve(_ additional: Int, within memory: MemoryBudget) throws(InsufficientMemory) {
    guard additional > capacity - count else { return }
    let larger = max(2 * capacity, count + additional)
    try memory.require(Double(larger - capacity))
    grow(to: larger)
  }

  /// Has `fill` write up to `limit` bytes behind those there are; it returns how many.
  public mutating func append<E>(
    upTo limit: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) throws(E) -> Int
  ) throws(E) {
    if limit > capacity - count { grow(to: max(2 * capacity, count + limit)) }
    let written = try fill(UnsafeMutableBufferPointer(start: base + count, count: limit))
    precondition(written >= 0 && written <= limit, "more bytes than there was room for")
    count += written
  }

  private mutating func grow(to larger: Int) {
    base = GrowingBytes.resized(base, capacity: larger)
    capacity = larger
  }

  /// Gives the memory away, with zeros for padding.
  consuming func taken() -> (base: UnsafePointer<UInt8>, count: Int) {
    let (base, count) = (GrowingBytes.resized(base, capacity: count), count)
    discard self
    (base + count).initialize(repeating: 0, count: FileBytes.padding)
    return (UnsafePointer(base), count)
  }

  /// The system moves the pages of large memory instead of copying it.
  private static func resized(_ base: UnsafeMutablePointer<UInt8>?, capacity: Int) -> UnsafeMutablePointer<UInt8> {
    let bytes = capacity + FileBytes.padding
    guard let memory = realloc(base, bytes) else { SystemMemory.endForWant(of: bytes) }
    return memory.bindMemory(to: UInt8.self, capacity: bytes)
  }
}
