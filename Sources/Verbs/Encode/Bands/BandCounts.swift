import Columns
import Statistics

/// How many rows of either class are in each band.
enum BandCounts {
  typealias Counts = WeightOfEvidence.Counts

  /// - Parameter values: NaN is missing.
  static func of(_ values: [Double], _ labels: [Double], breaks: [Double]) -> (bands: [Counts], missing: Counts) {
    var bands = [Counts](repeating: Counts(), count: breaks.count + 1), missing = Counts()
    for (value, label) in zip(values, labels) {
      if value.isNaN { missing.add(label) } else { bands[Breaks.band(of: value, breaks)].add(label) }
    }
    return (bands, missing)
  }

  /// The counts of neighbours together.
  static func joined(_ counts: [Counts], _ ranges: [Range<Int>]) -> [Counts] {
    ranges.map { counts[$0].reduce(Counts(), +) }
  }
}

extension WeightOfEvidence.Counts {
  /// One more row.
  mutating func add(_ label: Double) {
    if label == 1 { events += 1 } else { nonEvents += 1 }
  }
}
