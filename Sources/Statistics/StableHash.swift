import Kernels

/// Seeded randomness that belongs to a row: a value drawn from hash(seed, purpose, key).
///
/// What is drawn for one key does not depend on other rows, on their order or on threads, and two purposes (`"folds"`,
/// `"sample"`) of one seed draw independently. Without a declared key the row number is the key.
public struct StableHash: Sendable {
  private let state: UInt64

  /// Hashes that differ by seed and by purpose.
  public init(seed: UInt64, purpose: String) {
    state = XXH64.hash(purpose, seed: seed)
  }

  /// 64 bits for a whole-number key or a row number.
  public func hash(_ key: Int) -> UInt64 { XXH64.hash(word: UInt64(bitPattern: Int64(key)), seed: state) }

  /// 64 bits for a text key, from its UTF-8 bytes.
  public func hash(_ key: String) -> UInt64 { XXH64.hash(key, seed: state) }

  /// 64 bits for a key of raw bytes.
  public func hash(_ key: [UInt8]) -> UInt64 { XXH64.hash(key, seed: state) }

  /// A number in [0, 1) for a whole-number key or a row number.
  public func unit(_ key: Int) -> Double { Self.unit(hash(key)) }

  /// A number in [0, 1) for a text key.
  public func unit(_ key: String) -> Double { Self.unit(hash(key)) }

  /// The number in [0, 1) that a hash stands for: its upper 53 bits.
  public static func unit(_ hash: UInt64) -> Double { Double(hash >> 11) * 0x1p-53 }
}
