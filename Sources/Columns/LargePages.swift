#if canImport(Glibc)
  import Glibc
#endif

/// Memory for columns. Large pieces ask for pages of 2 MiB: touching a gigabyte for the first time in pages of 4 KiB
/// costs more than most of what is then done with it.
enum LargePages {
  private static let pageSize = 1 << 21

  /// Allocates uninitialised memory, aligned to 64 bytes at least; to be freed with `deallocate()`.
  static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    guard bytes >= 2 * pageSize else { return .allocate(byteCount: bytes, alignment: 64) }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: pageSize)
    #if canImport(Glibc)
      // SAFETY: advice about whole pages inside memory that was just allocated; it may be refused without harm.
      _ = madvise(memory, bytes / pageSize * pageSize, MADV_HUGEPAGE)
    #endif
    return memory
  }
}
