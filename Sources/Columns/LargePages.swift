import Kernels

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Memory for columns. Large pieces are mapped by themselves, so that freeing them can give them back to the system,
/// and ask for pages of 2 MiB: touching a gigabyte for the first time in pages of 4 KiB costs more than most of
/// what is then done with it.
enum LargePages {
  private static let pageSize = 1 << 21
  /// Pieces of this size and larger are mapped; smaller ones come from the allocator.
  private static let mappedBytes = 1 << 20

  /// Allocates uninitialised memory, aligned to 64 bytes at least.
  static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    if bytes < mappedBytes { return .allocate(byteCount: bytes, alignment: 64) }
    if let kept = FreedMappings.take(bytes) { return kept }
    MemoryBrake.take(bytes)
    return map(bytes)
  }

  /// Allocates uninitialised memory of which most may stay unused; nil where the system does not give that much.
  static func reserve(_ bytes: Int) -> UnsafeMutableRawPointer? {
    if bytes < mappedBytes { return allocate(bytes) }
    if let kept = FreedMappings.take(bytes) { return kept }
    guard MemoryBrake.take(bytes, stops: false), let memory = mapped(bytes) else {
      MemoryBrake.give(bytes)
      return nil
    }
    return memory
  }

  /// Allocates memory that is all zero.
  static func allocateZeros(_ bytes: Int) -> UnsafeMutableRawPointer {
    if bytes >= mappedBytes {
      MemoryBrake.take(bytes)
      return map(bytes)
    }
    let memory = allocate(bytes)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    return memory
  }

  /// Frees memory that was allocated here with the same number of bytes.
  static func deallocate(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
    if bytes < mappedBytes { memory.deallocate() } else { FreedMappings.keep(memory, bytes) }
  }

  /// Gives a mapping back to the system.
  // SAFETY: nothing refers to the mapping any more.
  static func unmap(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
    munmap(memory, bytes)
    MemoryBrake.give(bytes)
  }

  private static func map(_ bytes: Int) -> UnsafeMutableRawPointer {
    if let memory = mapped(bytes) { return memory }
    SystemMemory.giveBackAll()
    guard let memory = mapped(bytes) else { SystemMemory.endForWant(of: bytes) }
    return memory
  }

  /// A mapping of its own, whose pages are zero when they are first touched.
  private static func mapped(_ bytes: Int) -> UnsafeMutableRawPointer? {
    guard var memory = mapping(bytes) else { return nil }
    guard bytes >= pageSize else { return memory }
    if UInt(bitPattern: memory) % UInt(pageSize) != 0 {
      munmap(memory, bytes)
      guard let larger = mapping(bytes + pageSize) else { return nil }
      memory = aligned(larger, bytes)
    }
    LargePageAdvice.ask(for: memory, bytes: bytes)
    return memory
  }

  private static func mapping(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0)
    return memory == MAP_FAILED ? nil : memory
  }

  /// The part of a mapping of `bytes + pageSize` bytes that starts at a large page; the rest is given back.
  private static func aligned(_ mapping: UnsafeMutableRawPointer, _ bytes: Int) -> UnsafeMutableRawPointer {
    let head = (pageSize - Int(UInt(bitPattern: mapping) % UInt(pageSize))) % pageSize
    let systemPage = Int(getpagesize()), start = mapping + head
    // SAFETY: both ends lie inside the mapping, outside the part that is kept.
    if head > 0 { munmap(mapping, head) }
    let kept = (bytes + systemPage - 1) / systemPage * systemPage
    if pageSize - head > kept - bytes { munmap(start + kept, bytes + pageSize - head - kept) }
    return start
  }
}
