#if canImport(Glibc)
  import Glibc
#endif

extension Execution {
  /// An array of which each piece is written by itself, on all threads.
  ///
  /// - Parameter write: Gets the number of a piece and where the array begins. All pieces together write every element,
  ///   and no two of them the same.
  package func array<Element: BitwiseCopyable & Sendable>(
    count: Int, pieces: Int, _ write: @Sendable (Int, UnsafeMutablePointer<Element>) throws -> Void
  ) throws -> [Element] {
    // Room for one at least, so that the pieces are made of nothing, too: they may have more to do than these.
    try Array(unsafeUninitializedCapacity: max(1, count)) { memory, initialised in
      guard let start = memory.baseAddress else { return }
      LargePageAdvice.ask(for: start, bytes: count * MemoryLayout<Element>.stride)
      // SAFETY: the pieces end before this closure does.
      nonisolated(unsafe) let base = start
      try forEach(count: pieces) { try write($0, base) }
      initialised = count
    }
  }
}

/// Asks for pages of 2 MiB: touching a gigabyte for the first time in pages of 4 KiB costs more than most of what is
/// then done with it.
package enum LargePageAdvice {
  private static let pageSize = 1 << 21

  /// Advice about the large pages that lie wholly in some memory; it may be refused without harm.
  package static func ask(for memory: UnsafeMutableRawPointer, bytes: Int) {
    #if canImport(Glibc)
      let start = (UInt(bitPattern: memory) + UInt(pageSize - 1)) / UInt(pageSize) * UInt(pageSize)
      let end = (UInt(bitPattern: memory) + UInt(bytes)) / UInt(pageSize) * UInt(pageSize)
      guard start < end, let first = UnsafeMutableRawPointer(bitPattern: start) else { return }
      // SAFETY: both ends lie inside the memory.
      _ = madvise(first, Int(end - start), MADV_HUGEPAGE)
    #endif
  }
}
