/// Gives equal byte ranges of one block equal codes, in order of first appearance.
final class TextInterner {
  /// A place of the table: bytes that were seen, and their code.
  private struct Slot {
    var hash: UInt64
    var start: UInt32
    var length: UInt32
    /// -1 where the slot is free.
    var code: Int32

    static let free = Slot(hash: 0, start: 0, length: 0, code: -1)
  }

  private let base: UnsafePointer<UInt8>
  // SAFETY: `mask + 1` slots, a power of two; allocated by `init` and `grow`, freed by `grow` and `deinit`.
  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  /// Where the bytes of each code were seen first.
  private(set) var entries: [(start: Int, end: Int)] = []
  private var last = Slot.free

  private static let firstSlotCount = 64

  /// - Parameter base: the block's first byte. Its bytes and 64 more may be read.
  init(_ base: UnsafePointer<UInt8>) {
    self.base = base
    slots = .allocate(capacity: TextInterner.firstSlotCount)
    slots.initialize(repeating: .free, count: TextInterner.firstSlotCount)
    mask = TextInterner.firstSlotCount - 1
  }

  deinit { slots.deallocate() }

  /// The code of the bytes from `start` to before `end`, which are not empty.
  @inline(__always)
  func code(_ start: Int, _ end: Int) -> Int32 {
    let length = end &- start
    let hash = hash(start, length)
    if hash == last.hash, isEqual(last, start, length) { return last.code }
    var place = Int(truncatingIfNeeded: hash &>> 32) & mask
    while slots[place].code >= 0 {
      if slots[place].hash == hash, isEqual(slots[place], start, length) {
        last = slots[place]
        return last.code
      }
      place = (place &+ 1) & mask
    }
    return insert(hash, start, length, at: place)
  }

  @inline(never)
  private func insert(_ hash: UInt64, _ start: Int, _ length: Int, at place: Int) -> Int32 {
    last = Slot(hash: hash, start: UInt32(start), length: UInt32(length), code: Int32(entries.count))
    slots[place] = last
    entries.append((start, start + length))
    if entries.count * 2 > mask { grow() }
    return last.code
  }

  private func grow() {
    let old = slots, oldCount = mask + 1
    slots = .allocate(capacity: oldCount * 4)
    slots.initialize(repeating: .free, count: oldCount * 4)
    mask = oldCount * 4 - 1
    for index in 0..<oldCount where old[index].code >= 0 {
      var place = Int(truncatingIfNeeded: old[index].hash >> 32) & mask
      while slots[place].code >= 0 { place = (place + 1) & mask }
      slots[place] = old[index]
    }
    old.deallocate()
  }

  // SAFETY: both ranges lie in the block, of which 64 more bytes may be read.
  @inline(__always)
  private func isEqual(_ slot: Slot, _ start: Int, _ length: Int) -> Bool {
    guard Int(slot.length) == length else { return false }
    var left = base + Int(slot.start), right = base + start
    var rest = length
    while rest > 8 {
      if load(left) != load(right) { return false }
      left += 8
      right += 8
      rest &-= 8
    }
    return (load(left) ^ load(right)) &<< UInt64(truncatingIfNeeded: 64 &- rest &* 8) == 0
  }

  @inline(__always)
  private func hash(_ start: Int, _ length: Int) -> UInt64 {
    var rest = length, bytes = base + start
    var hash = UInt64(truncatingIfNeeded: rest)
    while rest > 8 {
      hash = (hash ^ load(bytes)) &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash &>> 32
      bytes += 8
      rest &-= 8
    }
    hash = (hash ^ (load(bytes) &<< UInt64(truncatingIfNeeded: 64 &- rest &* 8))) &* 0x9E37_79B9_7F4A_7C15
    return hash ^ hash &>> 29
  }

  @inline(__always)
  private func load(_ bytes: UnsafePointer<UInt8>) -> UInt64 { UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self) }
}
