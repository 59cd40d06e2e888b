/// The 64-bit xxHash of a sequence of bytes, all at once or in pieces.
///
/// The algorithm is Yann Collet's XXH64 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md). It finds
/// changes and spreads keys; it does not withstand somebody who looks for collisions. Pieces may be cut anywhere: the
/// digest depends on the bytes and the seed alone.
public struct XXH64: Sendable {
  private var lanes: Lanes
  private let seed: UInt64
  private var byteCount: UInt64 = 0
  /// The bytes after the last whole stripe, fewer than 32 of them.
  private var pending: [UInt8] = []

  /// The hash of nothing yet.
  public init(seed: UInt64 = 0) {
    self.seed = seed
    lanes = Lanes(seed: seed)
    pending.reserveCapacity(Lanes.stripeBytes)
  }

  /// Adds the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = rest.prefix(Lanes.stripeBytes - pending.count)
      pending.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      guard pending.count == Lanes.stripeBytes else { return }
      // SAFETY: the pointer is used inside the closure only, and `consume` reads whole stripes of what it is given.
      pending.withUnsafeBytes { _ = lanes.consume($0) }
      pending.removeAll(keepingCapacity: true)
    }
    let tail = UnsafeRawBufferPointer(rebasing: rest)
    pending.append(contentsOf: tail[lanes.consume(tail)...])
  }

  /// Adds the next bytes.
  public mutating func update(_ bytes: [UInt8]) {
    // SAFETY: the pointer does not outlive the call.
    bytes.withUnsafeBytes { update($0) }
  }

  /// The hash of all bytes so far; more may follow.
  public func digest() -> UInt64 {
    // SAFETY: the pointer does not outlive the call.
    pending.withUnsafeBytes { Self.finish(lanes, seed: seed, byteCount: byteCount, tail: $0[...]) }
  }

  /// The hash of some bytes in memory.
  public static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    var lanes = Lanes(seed: seed)
    let read = lanes.consume(bytes)
    return finish(lanes, seed: seed, byteCount: UInt64(bytes.count), tail: bytes[read...])
  }

  /// How many blocks of words ``hashes(of:stride:counts:)`` is fastest with.
  public static var blocksAtOnce: Int { KernelTable.widest.hashFourBlocks == nil ? 1 : 4 }

  /// The hashes of blocks of words, each word in little-endian order: the same as of each by itself.
  ///
  /// - Parameters:
  ///   - stride: how many words it is from one block to the next.
  ///   - counts: how many words each block has.
  public static func hashes(
    of words: UnsafeBufferPointer<UInt64>, stride: Int, counts: [Int], kernels: KernelTable = .widest
  ) -> [UInt64] {
    precondition(counts.indices.allSatisfy { counts[$0] <= stride && $0 * stride + counts[$0] <= words.count })
    func bytes(_ block: Int, from start: Int = 0) -> UnsafeRawBufferPointer {
      let first = block * stride
      return UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: words[first + start..<first + counts[block]]))
    }
    guard counts.count == 4, let kernel = kernels.hashFourBlocks, let base = words.baseAddress
    else { return counts.indices.map { hash(bytes($0)) } }
    let shared = counts.min()! / 4 * 4, start = Lanes(seed: 0)
    var state = (0..<4).flatMap { _ in [start.a, start.b, start.c, start.d] }
    // SAFETY: each block has `shared` words or more, and there are four accumulators for each.
    state.withUnsafeMutableBufferPointer { kernel(base, stride, shared, $0.baseAddress!) }
    return (0..<4).map { block in
      var lanes = start
      (lanes.a, lanes.b) = (state[block * 4], state[block * 4 + 1])
      (lanes.c, lanes.d) = (state[block * 4 + 2], state[block * 4 + 3])
      let rest = bytes(block, from: shared), read = lanes.consume(rest)
      return finish(lanes, seed: 0, byteCount: UInt64(counts[block] * 8), tail: rest[read...])
    }
  }

  /// The hash of an array of bytes.
  public static func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
    // SAFETY: the pointer does not outlive the call.
    bytes.withUnsafeBytes { hash($0, seed: seed) }
  }

  /// The hash of a text's UTF-8 bytes.
  public static func hash(_ text: String, seed: UInt64 = 0) -> UInt64 {
    var text = text
    // SAFETY: the pointer does not outlive the call.
    return text.withUTF8 { hash(UnsafeRawBufferPointer($0), seed: seed) }
  }

  /// The hash of the eight bytes of a word in little-endian order.
  @inlinable
  public static func hash(word: UInt64, seed: UInt64 = 0) -> UInt64 {
    let start = (seed &+ prime5 &+ 8) ^ round(0, word)
    return avalanche(rotate(start, 27) &* prime1 &+ prime4)
  }

  private static func finish(
    _ lanes: Lanes, seed: UInt64, byteCount: UInt64, tail: Slice<UnsafeRawBufferPointer>
  ) -> UInt64 {
    var hash = byteCount >= UInt64(Lanes.stripeBytes) ? lanes.merged : seed &+ prime5
    hash &+= byteCount
    var rest = UnsafeRawBufferPointer(rebasing: tail)
    while rest.count >= 8 {
      hash = rotate(hash ^ round(0, UInt64(littleEndian: rest.loadUnaligned(as: UInt64.self))), 27) &* prime1 &+ prime4
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(8))
    }
    if rest.count >= 4 {
      let half = UInt64(UInt32(littleEndian: rest.loadUnaligned(as: UInt32.self)))
      hash = rotate(hash ^ (half &* prime1), 23) &* prime2 &+ prime3
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(4))
    }
    for byte in rest { hash = rotate(hash ^ (UInt64(byte) &* prime5), 11) &* prime1 }
    return avalanche(hash)
  }
}

extension XXH64 {
  @usableFromInline static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  @usableFromInline static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  @usableFromInline static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  @usableFromInline static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  @usableFromInline static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  @inlinable
  static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { (value &<< bits) | (value &>> (64 &- bits)) }

  @inlinable
  static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 { rotate(lane &+ word &* prime2, 31) &* prime1 }

  @inlinable
  static func avalanche(_ value: UInt64) -> UInt64 {
    var hash = (value ^ (value >> 33)) &* prime2
    hash = (hash ^ (hash >> 29)) &* prime3
    return hash ^ (hash >> 32)
  }

  /// The four accumulators, each of which takes one word of every stripe of 32 bytes.
  private struct Lanes {
    static let stripeBytes = 32
    var a, b, c, d: UInt64

    init(seed: UInt64) {
      (a, b, c, d) = (seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
    }

    /// Takes all whole stripes and returns how many bytes that were.
    mutating func consume(_ bytes: UnsafeRawBufferPointer) -> Int {
      let end = bytes.count / Self.stripeBytes * Self.stripeBytes
      guard end > 0, let base = bytes.baseAddress else { return 0 }
      var (a, b, c, d) = (a, b, c, d)
      var offset = 0
      // SAFETY: `offset` steps by whole stripes and stays below `end`, which is at most `bytes.count`.
      while offset < end {
        a = round(a, UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        b = round(b, UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)))
        c = round(c, UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset &+ 16, as: UInt64.self)))
        d = round(d, UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset &+ 24, as: UInt64.self)))
        offset &+= Self.stripeBytes
      }
      (self.a, self.b, self.c, self.d) = (a, b, c, d)
      return end
    }

    var merged: UInt64 {
      var hash = rotate(a, 1) &+ rotate(b, 7) &+ rotate(c, 12) &+ rotate(d, 18)
      for lane in [a, b, c, d] { hash = (hash ^ round(0, lane)) &* prime1 &+ prime4 }
      return hash
    }
  }
}
