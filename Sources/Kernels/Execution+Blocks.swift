extension Execution {
  /// How many rows a block of work holds where nothing else decides: about a millisecond of simple work.
  public static var blockSize: Int { 1 << 17 }

  /// Runs `body` for consecutive ranges of `size` that cover `0..<count`, on all threads, with the results in order.
  public func mapBlocks<T: Sendable>(
    of count: Int, size: Int = Execution.blockSize, _ body: @Sendable (Range<Int>) throws -> T
  ) throws -> [T] {
    try map(count: (count + size - 1) / size) { block in
      try body(block * size..<min(count, (block + 1) * size))
    }
  }

  /// Runs `body` for consecutive ranges of `size` that cover `0..<count`, for its effect on memory the caller owns.
  public func forBlocks(
    of count: Int, size: Int = Execution.blockSize, _ body: @Sendable (Range<Int>) throws -> Void
  ) throws {
    _ = try mapBlocks(of: count, size: size, body)
  }
}
