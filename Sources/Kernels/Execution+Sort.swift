extension Execution {
  /// The numbers in ascending order, NaN left out.
  ///
  /// Pieces of fixed size are sorted on all threads, then merged in pairs.
  ///
  /// - Throws: `Cancelled`.
  public func sorted(_ numbers: [Double]) throws -> [Double] {
    var runs = try mapBlocks(of: numbers.count, size: 1 << 19) { RadixSort.sorted(any: numbers[$0]) }
    while runs.count > 1 {
      let pairs = runs
      runs = try map(count: (pairs.count + 1) / 2) { pair in
        2 * pair + 1 < pairs.count ? merged(pairs[2 * pair], pairs[2 * pair + 1]) : pairs[2 * pair]
      }
    }
    return runs.first ?? []
  }

  private func merged(_ a: [Double], _ b: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: a.count + b.count) { out, count in
      // SAFETY: each step takes one number of `a` or `b`, none of them twice, and the array has room for all.
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          var (i, j) = (0, 0)
          for place in 0..<a.count + b.count {
            if j == b.count || (i < a.count && a[i] <= b[j]) {
              out[place] = a[i]
              i += 1
            } else {
              out[place] = b[j]
              j += 1
            }
          }
        }
      }
      count = a.count + b.count
    }
  }
}
