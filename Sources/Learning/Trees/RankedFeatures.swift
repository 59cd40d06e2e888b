import Columns
import Kernels

/// Features with the place of each value among the distinct values of its feature, which is all that a split looks at.
struct RankedFeatures: Sendable {
  /// How many rows there are.
  let rows: Int
  /// The distinct numbers of each feature, ascending.
  let values: [Buffer<Double>]
  /// `codes[feature * rows + row]`: the place of the value in ``values``; a missing one has the place behind the last.
  let codes: Buffer<UInt32>

  /// Sorts each feature once.
  ///
  /// - Throws: ``LearningError`` for an infinite value; `InsufficientMemory`; `Cancelled`.
  init(_ features: Matrix, names: [String], _ execution: Execution) throws {
    // Codes and distinct numbers of all, and what sorting takes on each thread.
    let cells = Double(features.rows * features.columns)
    try execution.memory.require(12 * cells + 24 * Double(features.rows * execution.threads))
    let rows = features.rows
    let codes = Scratch<UInt32>(count: rows * features.columns)
    values = try execution.map(count: features.columns) { feature in
      try Self.rank(features, feature, names[feature], codes.slots[feature * rows..<(feature + 1) * rows])
    }
    (self.rows, self.codes) = (rows, codes.frozen())
  }

  /// How many features there are.
  var count: Int { values.count }

  /// The codes of a feature, one for each row.
  func codes(of feature: Int) -> Elements<UInt32> { codes.elements(feature * rows..<(feature + 1) * rows) }

  private static func rank(
    _ features: Matrix, _ feature: Int, _ name: String, _ codes: Slots<UInt32>
  ) throws(LearningError) -> Buffer<Double> {
    let rows = features.rows, first = feature * rows
    let keys = Scratch<UInt64>(count: rows), places = Scratch<UInt32>(count: rows)
    var count = 0
    for row in 0..<rows {
      let value = features.values[first + row]
      if value.isNaN { continue }
      guard value.isFinite else {
        throw LearningError("`\(name)` is infinite in row \(row)", row: row, feature: name)
      }
      // Bits that are ordered as the numbers are; adding 0 makes one zero of the two.
      let bits = (value + 0).bitPattern
      keys.slots.cells[count] = bits >> 63 == 1 ? ~bits : bits | 1 << 63
      places.slots.cells[count] = UInt32(row)
      count += 1
    }
    RadixSort.sort(keys.slots[0..<count], places.slots[0..<count])
    var distinct: [Double] = []
    let sorted = keys.slots.cells, order = places.slots.cells, out = codes.cells
    for place in 0..<count {
      if place == 0 || sorted[place] != sorted[place - 1] {
        let key = sorted[place]
        distinct.append(Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key))
      }
      out[Int(order[place])] = UInt32(distinct.count - 1)
    }
    for row in 0..<rows where features.values[first + row].isNaN { out[row] = UInt32(distinct.count) }
    return Buffer(distinct)
  }
}

/// Sorting by digits of eight bits, the lowest first.
enum RadixSort {
  /// Sorts keys ascending, and brings what belongs to each along; equal ones keep their order.
  static func sort(_ keys: Slots<UInt64>, _ beside: Slots<UInt32>) {
    let count = keys.count
    var (from, to) = (keys, Scratch<UInt64>(count: count).slots)
    var (fromBeside, toBeside) = (beside, Scratch<UInt32>(count: count).slots)
    for shift in stride(from: 0, to: 64, by: 8) {
      let (source, target) = (from.cells, to.cells)
      let (sourceBeside, targetBeside) = (fromBeside.cells, toBeside.cells)
      var starts = [Int](repeating: 0, count: 257)
      for place in 0..<count { starts[Int(source[place] >> UInt64(shift) & 255) + 1] += 1 }
      // All keys have the same digit.
      if starts.contains(count) { continue }
      for digit in 1...256 { starts[digit] += starts[digit - 1] }
      for place in 0..<count {
        let key = source[place], digit = Int(key >> UInt64(shift) & 255)
        target[starts[digit]] = key
        targetBeside[starts[digit]] = sourceBeside[place]
        starts[digit] += 1
      }
      swap(&from, &to)
      swap(&fromBeside, &toBeside)
    }
    guard from.view.baseAddress != keys.view.baseAddress else { return }
    for place in 0..<count {
      keys.cells[place] = from.cells[place]
      beside.cells[place] = fromBeside.cells[place]
    }
  }
}
