import Columns
import Kernels

/// Features cut into bins, each row's bin in one byte.
///
/// As scikit-learn's `_BinMapper`: between all distinct values where there are few, and at quantiles of the rows
/// (averaged inverted distribution function) where there are more than bins. All rows are looked at, where scikit-learn
/// draws 200 000.
struct HistBins: Sendable {
  /// The bin of gaps, behind all others.
  static let gaps = 255

  let rows: Int
  /// For each feature the greatest number of each bin but the last, ascending.
  let thresholds: [[Double]]
  /// Whether some row has no number.
  let hasGaps: [Bool]
  /// `bins[feature * rows + row]`.
  let bins: Buffer<UInt8>

  /// - Parameter most: how many bins a feature has at most, beside that of its gaps; 255 at most.
  /// - Throws: ``LearningError`` for an infinite number; `InsufficientMemory`; `Cancelled`.
  init(_ training: TrainingSet, most: Int, _ execution: Execution) throws {
    let features = training.features, rows = features.rows
    try execution.memory.require(Double(rows * features.columns) + 24 * Double(rows * execution.threads))
    let bins = Scratch<UInt8>(count: rows * features.columns)
    let found = try execution.map(count: features.columns) { feature in
      try Self.cut(training, feature, most, bins.slots[feature * rows..<(feature + 1) * rows])
    }
    (self.rows, self.bins) = (rows, bins.frozen())
    (thresholds, hasGaps) = (found.map(\.thresholds), found.map(\.hasGaps))
  }

  /// How many features there are.
  var count: Int { thresholds.count }

  private static func cut(
    _ training: TrainingSet, _ feature: Int, _ most: Int, _ bins: Slots<UInt8>
  ) throws -> (thresholds: [Double], hasGaps: Bool) {
    let rows = bins.count, start = feature * rows, name = training.featureNames[feature]
    let values = training.features.values
    var numbers: [(value: Double, weight: Double)] = []
    numbers.reserveCapacity(rows)
    var hasGaps = false
    for row in 0..<rows {
      let value = values[start + row], weight = training.weights?[row] ?? 1
      if value.isNaN {
        hasGaps = true
        continue
      }
      guard value.isFinite else {
        throw LearningError("`\(name)` is infinite in row \(row)", row: row, feature: name)
      }
      if weight > 0 { numbers.append((value + 0, weight)) }
    }
    numbers.sort { $0.value < $1.value }
    let thresholds = Self.thresholds(numbers, most, isWeighted: training.weights != nil)
    for row in 0..<rows {
      let value = values[start + row]
      bins.cells[row] = UInt8(value.isNaN ? gaps : bin(of: value, thresholds))
    }
    return (thresholds, hasGaps)
  }

  /// The first bin that reaches up to a number.
  private static func bin(of value: Double, _ thresholds: [Double]) -> Int {
    var (low, high) = (0, thresholds.count)
    while low < high {
      let middle = (low + high) / 2
      if thresholds[middle] >= value { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func thresholds(
    _ numbers: [(value: Double, weight: Double)], _ most: Int, isWeighted: Bool
  ) -> [Double] {
    var distinct: [Double] = []
    for number in numbers where distinct.last != number.value { distinct.append(number.value) }
    if distinct.count <= 1 { return [] }
    var found: [Double] = []
    if distinct.count <= most {
      found = zip(distinct, distinct.dropFirst()).map { middle($0, $1) }
    } else if isWeighted {
      found = weighted(numbers, most)
    } else {
      let count = Double(numbers.count), step = 100 / Double(most)
      for cut in 1..<most {
        let place = count * (Double(cut) * step / 100) - 1, below = max(0, Int(place.rounded(.down)))
        let next = numbers[min(numbers.count - 1, below + 1)].value
        found.append(place == place.rounded(.down) ? next - (next - numbers[below].value) * 0.5 : next)
      }
    }
    var out: [Double] = []
    for threshold in found where out.last ?? -.infinity < threshold { out.append(threshold) }
    return out
  }

  /// Where shares of the whole weight are reached.
  private static func weighted(_ numbers: [(value: Double, weight: Double)], _ most: Int) -> [Double] {
    let whole = numbers.reduce(0) { $0 + $1.weight }
    var found: [Double] = [], sum = 0.0, cut = 1
    for (place, number) in numbers.enumerated() {
      sum += number.weight
      while cut < most, sum >= whole * (Double(cut) / Double(most)) {
        let isEven = sum == whole * (Double(cut) / Double(most)) && place + 1 < numbers.count
        found.append(isEven ? middle(number.value, numbers[place + 1].value) : number.value)
        cut += 1
      }
    }
    return found
  }

  private static func middle(_ a: Double, _ b: Double) -> Double {
    let middle = (a + b) / 2
    return middle.isFinite ? middle : a / 2 + b / 2
  }
}
