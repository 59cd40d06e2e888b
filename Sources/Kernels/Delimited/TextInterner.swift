/// Gives equal byte ranges of one block equal codes, in order of first appearance.
final class TextInterner {
  /// Three words a slot; see `readTextFields`.
  private static let slotWords = 3
  private static let firstSlotCount = 64

  // SAFETY: `mask + 1` slots, a power of two; allocated by `init` and `grow`, freed by `grow` and `deinit`.
  private(set) var slots: UnsafeMutablePointer<UInt64>
  private(set) var mask: Int
  /// Where the bytes of each code were seen first.
  private(set) var entries: [(start: Int, end: Int)] = []

  init() {
    mask = TextInterner.firstSlotCount - 1
    slots = TextInterner.freeSlots(TextInterner.firstSlotCount)
  }

  deinit { slots.deallocate() }

  private static func freeSlots(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: count * slotWords)
    slots.initialize(repeating: 0, count: count * slotWords)
    return slots
  }

  /// Gives the next code to bytes that are not in the table.
  func insert(hash: UInt64, start: Int, end: Int) {
    entries.append((start, end))
    put(hash, UInt64(start) | UInt64(end - start) << 32, UInt64(entries.count))
    if entries.count * 2 > mask { grow() }
  }

  private func put(_ hash: UInt64, _ bytes: UInt64, _ code: UInt64) {
    var place = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[place * TextInterner.slotWords + 2] != 0 { place = (place + 1) & mask }
    let slot = slots + place * TextInterner.slotWords
    (slot[0], slot[1], slot[2]) = (hash, bytes, code)
  }

  private func grow() {
    let old = slots, oldCount = mask + 1
    mask = oldCount * 4 - 1
    slots = TextInterner.freeSlots(oldCount * 4)
    for index in 0..<oldCount {
      let slot = old + index * TextInterner.slotWords
      if slot[2] != 0 { put(slot[0], slot[1], slot[2]) }
    }
    old.deallocate()
  }
}
