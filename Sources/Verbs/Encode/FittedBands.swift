import Columns
import Diagnostics
import Foundation
import Language
import Statistics

/// The bands of one column.
struct FittedBands: Codable, Sendable {
  let name: String
  /// Where the second and further bands begin, ascending.
  let breaks: [Double]
  /// The weights of the bands and, behind them, of missing values; nil where the target had no part.
  let evidence: WeightOfEvidence?

  /// How many bands of equal counts those by risk are made from.
  static let fineBands = 20
  static let missing = "missing"

  init(name: String, breaks: [Double]) { (self.name, self.breaks, evidence) = (name, breaks, nil) }

  /// Bands in which the share of ones rises or falls throughout.
  init(_ name: String, _ values: [Double], labels: [Double], limit: Int) {
    let fine = Breaks.of(values, method: "quantile", count: FittedBands.fineBands)
    var counts = [WeightOfEvidence.Counts](repeating: .init(), count: fine.count + 1)
    var missing = WeightOfEvidence.Counts()
    for (value, label) in zip(values, labels) {
      let (event, other) = label == 1 ? (1, 0) : (0, 1)
      if value.isNaN {
        missing = .init(events: missing.events + event, nonEvents: missing.nonEvents + other)
      } else {
        let band = Breaks.band(of: value, fine)
        counts[band].events += event
        counts[band].nonEvents += other
      }
    }
    let classes = counts.reduce(into: (0, 0)) { $0 = ($0.0 + $1.events, $0.1 + $1.nonEvents) }
    // Without both classes among the values there is no order of risk to find.
    let merged = classes.0 > 0 && classes.1 > 0
      ? MonotoneBins.merge(counts, limit: limit) : [0..<counts.count]
    self.name = name
    breaks = merged.dropFirst().map { fine[$0.lowerBound - 1] }
    let bins = merged.map { range in
      counts[range].reduce(into: WeightOfEvidence.Counts()) { sum, bin in
        sum.events += bin.events
        sum.nonEvents += bin.nonEvents
      }
    }
    evidence = WeightOfEvidence(bins + [missing])
  }

  /// `AGE: < 25 -0.41, >= 25 0.12 (IV 0.213)`
  var description: String {
    var names = BandNames.of(breaks)
    guard let evidence else { return "\(name): \(Prose.count(names.count, "band"))" }
    names.append(FittedBands.missing)
    let shown = zip(names, evidence.weights).filter { $1 != 0 || $0 != FittedBands.missing }
      .map { "\($0) \(String(format: "%.2f", $1))" }.joined(separator: ", ")
    return "\(name): \(shown) (IV \(String(format: "%.3f", evidence.informationValue)))"
  }

  /// The names of the bands that values are in, nil for missing ones, which have a band of their own where the target
  /// had a part.
  func bands(_ places: [Int?]) -> Column {
    let names = BandNames.of(breaks) + (evidence == nil ? [] : [FittedBands.missing])
    let codes = places.map { $0 ?? (evidence == nil ? 0 : names.count - 1) }
    let validity = evidence == nil ? Bitmap(count: places.count) { places[$0] != nil } : nil
    return Column(
      type: .text, count: places.count, validity: validity,
      storage: .text(IntegerBuffer(codes.map(Int64.init)), TextDictionary(names, isOrdered: true)))
  }

  /// The weights of evidence of the bands that values are in, nil for missing ones.
  func weights(_ places: [Int?]) -> Column {
    let weights = evidence?.weights ?? []
    return Column(doubles: places.map { weights[$0 ?? weights.count - 1] })
  }
}

extension FittedBands {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    breaks = try container.decode([Double].self, forKey: .breaks)
    evidence = try container.decodeIfPresent(WeightOfEvidence.self, forKey: .evidence)
    guard zip(breaks, breaks.dropFirst()).allSatisfy({ $0 < $1 }), breaks.allSatisfy(\.isFinite) else {
      throw DecodingError.dataCorruptedError(
        forKey: .breaks, in: container, debugDescription: "the numbers should rise throughout")
    }
    // A band more than there are breaks, and that of missing values.
    let count = breaks.count + 2
    guard let evidence, evidence.weights.count != count || evidence.contributions.count != count else { return }
    throw DecodingError.dataCorruptedError(
      forKey: .evidence, in: container,
      debugDescription: "\(count) bands should have a weight, not \(evidence.weights.count)")
  }

  /// A row for each band: where it begins, and its weight.
  var rows: [(name: String, band: String, from: Double?, weight: Double?, value: Double?)] {
    let names = BandNames.of(breaks) + (evidence == nil ? [] : [FittedBands.missing])
    return names.enumerated().map { index, band in
      (name, band, index > 0 && index <= breaks.count ? breaks[index - 1] : nil, evidence?.weights[index],
        evidence?.contributions[index])
    }
  }
}
