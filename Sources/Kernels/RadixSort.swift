/// Numbers in ascending order by their digits: as many passes as the bits of a number have digits that differ, whatever
/// their order was.
public enum RadixSort {
  private static let digitBits = 11
  private static let digits = 6
  private static let buckets = 1 << digitBits
  /// Fewer numbers are compared with each other: the counts of the digits take longer.
  private static let fewest = 1 << 10

  /// The numbers of a sequence without NaN, ascending; a zero with a sign comes before one without.
  public static func sorted(_ numbers: [Double]) -> [Double] { sorted(any: numbers) }

  /// Not for other modules, which would get code that does not know the collection's type and is many times slower.
  static func sorted(any numbers: some Collection<Double>) -> [Double] {
    guard numbers.count >= fewest else {
      return numbers.filter { !$0.isNaN }.sorted { ordered($0.bitPattern) < ordered($1.bitPattern) }
    }
    var keys: [UInt64] = []
    keys.reserveCapacity(numbers.count)
    for number in numbers where !number.isNaN { keys.append(ordered(number.bitPattern)) }
    sort(&keys)
    return keys.map { Double(bitPattern: plain($0)) }
  }

  /// Bits that order as the numbers do: all are turned of a negative number, and the sign of others.
  private static func ordered(_ bits: UInt64) -> UInt64 {
    bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
  }

  private static func plain(_ ordered: UInt64) -> UInt64 {
    ordered ^ (UInt64(bitPattern: ~(Int64(bitPattern: ordered) >> 63)) | 1 << 63)
  }

  /// Deals the keys into the buckets of each digit in turn, from the least one.
  private static func sort(_ keys: inout [UInt64]) {
    let count = keys.count
    let counts = counts(keys)
    var other = [UInt64](unsafeUninitializedCapacity: count) { _, filled in filled = count }
    for digit in 0..<digits {
      let own = digit * buckets..<(digit + 1) * buckets
      if counts[own].contains(count) { continue }
      var places: [Int] = []
      places.reserveCapacity(buckets)
      var next = 0
      for bucket in own {
        places.append(next)
        next += counts[bucket]
      }
      deal(keys, &other, &places, shift: digit * digitBits)
      swap(&keys, &other)
    }
  }

  /// How often each value of each digit occurs.
  private static func counts(_ keys: [UInt64]) -> [Int] {
    var counts = [Int](repeating: 0, count: digits * buckets)
    // SAFETY: a digit is below the number of buckets.
    counts.withUnsafeMutableBufferPointer { counts in
      for key in keys {
        for digit in 0..<digits {
          counts[digit * buckets + Int(truncatingIfNeeded: key >> UInt64(digit * digitBits)) & (buckets - 1)] += 1
        }
      }
    }
    return counts
  }

  private static func deal(_ keys: [UInt64], _ other: inout [UInt64], _ places: inout [Int], shift: Int) {
    // SAFETY: the places of a digit are those of its counts, so that each key has one of its own.
    keys.withUnsafeBufferPointer { keys in
      other.withUnsafeMutableBufferPointer { other in
        places.withUnsafeMutableBufferPointer { places in
          for key in keys {
            let bucket = Int(truncatingIfNeeded: key >> UInt64(shift)) & (buckets - 1)
            other[places[bucket]] = key
            places[bucket] += 1
          }
        }
      }
    }
  }
}
