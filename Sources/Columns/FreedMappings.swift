import Kernels
import Synchronization

/// The mappings that were freed last. The next piece of the same size takes one of them, since the system clears every
/// page that it gives, and steps that rearrange column after column would spend a tenth of their time on that.
enum FreedMappings {
  /// How much is kept at most.
  private static let keptBytes = 1 << 28

  // Addresses, since a pointer cannot be shared; oldest first.
  private static let kept = Mutex<[(address: UInt, bytes: Int)]>([])

  static func take(_ bytes: Int) -> UnsafeMutableRawPointer? {
    kept.withLock { kept in
      guard let place = kept.lastIndex(where: { $0.bytes == bytes }) else { return nil }
      return UnsafeMutableRawPointer(bitPattern: kept.remove(at: place).address)
    }
  }

  /// Lets all of it go when memory runs short, from the first call on.
  private static let isOffered: Void = SystemMemory.onShortage { giveBack() }

  static func keep(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
    _ = isOffered
    kept.withLock { $0.append((UInt(bitPattern: memory), bytes)) }
    shrink(to: keptBytes)
  }

  static func giveBack() { shrink(to: 0) }

  /// Gives the oldest back to the system until only so many bytes are kept.
  private static func shrink(to bytes: Int) {
    let gone = kept.withLock { kept in
      var total = kept.reduce(0) { $0 + $1.bytes }
      let gone = kept.prefix { mapping in
        defer { total -= mapping.bytes }
        return total > bytes
      }
      kept.removeFirst(gone.count)
      return Array(gone)
    }
    for mapping in gone {
      if let memory = UnsafeMutableRawPointer(bitPattern: mapping.address) { LargePages.unmap(memory, mapping.bytes) }
    }
  }
}
