/// Blocks of whole keys in order of time.
public struct TimeBlocks: Sendable {
  /// The block of each row's key; nil for a row without a time.
  public let blockOfRow: [Int?]
  /// The earliest time of each block; nil for a block without rows.
  public let starts: [Int?]
  private let times: [Int?]

  /// Puts each key into the block in which its first row lies.
  ///
  /// Keys are put in order of their first time and cut where the rows before a key reach the cumulative shares, rounded
  /// half up. Keys that begin at one time share a block, so that the blocks do not depend on row order.
  ///
  /// - Parameters:
  ///   - times: the rank of each row's time, equal for equal times; nil where there is none.
  ///   - keyOfRow: the key of each row, a number from 0; a number of its own for each row where keys do not repeat.
  ///   - shares: the share of each block; positive, with a sum of 1.
  public init(times: [Int?], keyOfRow: [Int], shares: [Double]) {
    precondition(times.count == keyOfRow.count, "each row has one key and perhaps a time")
    self.times = times
    var firstOfKey = [Int?](repeating: nil, count: (keyOfRow.max() ?? -1) + 1)
    for (row, key) in keyOfRow.enumerated() {
      guard let time = times[row] else { continue }
      firstOfKey[key] = min(firstOfKey[key] ?? time, time)
    }
    // For each time, how many rows belong to the keys that begin there.
    var beginning = [Int](repeating: 0, count: (times.compactMap { $0 }.max() ?? -1) + 1)
    for (row, key) in keyOfRow.enumerated() where times[row] != nil {
      if let first = firstOfKey[key] { beginning[first] += 1 }
    }
    let count = beginning.reduce(0, +)
    var cumulative = 0.0, place = 0, starts = [Int?](repeating: nil, count: shares.count)
    let ends = shares.dropLast().map { share -> Int in
      cumulative += share
      return Int((cumulative * Double(count)).rounded())
    }
    var blockOfTime = beginning.map { _ in 0 }
    for (time, rows) in beginning.enumerated() where rows > 0 {
      let block = ends.firstIndex { place < $0 } ?? ends.count
      blockOfTime[time] = block
      if starts[block] == nil { starts[block] = time }
      place += rows
    }
    self.starts = starts
    blockOfRow = keyOfRow.indices.map { row in
      times[row] == nil ? nil : firstOfKey[keyOfRow[row]].map { blockOfTime[$0] }
    }
  }

  /// The first block, if any, that begins only after a row: a model that is tested on the block may know the row.
  public func firstBlock(after row: Int) -> Int? {
    guard let time = times[row], let own = blockOfRow[row] else { return nil }
    return starts.indices.first { block in block > own && (starts[block].map { $0 > time } ?? false) }
  }

  /// Whether a later block has begun at a row's time, though the row belongs to an earlier one.
  public func isOvertaken(_ row: Int) -> Bool {
    guard let time = times[row], let own = blockOfRow[row] else { return false }
    return starts.indices.contains { block in block > own && (starts[block].map { $0 <= time } ?? false) }
  }
}
