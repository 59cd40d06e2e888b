import Columns
import Diagnostics
import Foundation
import Language
import Statistics

/// The bands of one column: runs of numbers or groups of levels, then special values, missing ones, and levels that
/// training did not have.
struct FittedBands: Codable, Sendable {
  private enum CodingKeys: String, CodingKey { case name, type, breaks, levels, specials, evidence, counts }

  let name: String
  /// The type of a column of levels; of numbers each will do.
  let type: ColumnType
  /// Where the second and further bands begin, ascending; none of levels.
  let breaks: [Double]
  /// The levels of each band; nil for numbers.
  let levels: [[Cell]]?
  /// Values that are bands of their own.
  let specials: [Double]
  /// The weights of the bands, of special values and, last, of missing ones; nil where the target had no part.
  let evidence: WeightOfEvidence?
  /// The training rows in the same order; nil where the target had no part, and of models that do not tell.
  let counts: [WeightOfEvidence.Counts]?

  /// How many bands of equal counts those by `woe` are made from.
  static let fineBands = 20
  static let missing = "missing"
  static let unseen = "unseen"

  /// Bands of numbers in which the target has no part.
  init(name: String, breaks: [Double]) {
    (self.name, self.breaks, type, levels, specials) = (name, breaks, .float, nil, [])
    (evidence, counts) = (nil, nil)
  }

  /// Bands with the training rows that each has.
  /// - Parameter counts: those of the bands, of special values and, last, of missing ones.
  init(
    name: String, type: ColumnType, breaks: [Double] = [], levels: [[Cell]]? = nil, specials: [Double] = [],
    counts: [WeightOfEvidence.Counts]
  ) {
    (self.name, self.breaks, self.levels) = (name, breaks, levels)
    self.type = levels == nil ? .float : type
    (self.specials, self.counts) = (specials, counts)
    evidence = WeightOfEvidence(counts)
  }

  /// Bands in which the share of ones rises or falls throughout.
  init(_ name: String, _ values: [Double], labels: [Double], limit: Int) {
    let fine = Breaks.of(values, method: "quantile", count: FittedBands.fineBands)
    let (counts, missing) = BandCounts.of(values, labels, breaks: fine)
    let classes = counts.reduce(into: (0, 0)) { $0 = ($0.0 + $1.events, $0.1 + $1.nonEvents) }
    // Without both classes among the values there is no order of risk to find.
    let merged = classes.0 > 0 && classes.1 > 0
      ? MonotoneBins.merge(counts, limit: limit) : [0..<counts.count]
    self.init(
      name: name, type: .float, breaks: merged.dropFirst().map { fine[$0.lowerBound - 1] },
      counts: BandCounts.joined(counts, merged) + [missing])
  }

  /// How many bands there are without special, missing and unseen values.
  var bandCount: Int { levels?.count ?? breaks.count + 1 }

  /// What the bands are called, each by another name; the last two, of levels, are `missing` and `unseen`.
  var names: [String] {
    let bands = levels.map { $0.map(Self.groupName) } ?? BandNames.of(breaks)
    let others = specials.map { "= " + BandNames.number($0) }
    let open = evidence == nil ? [] : [Self.missing] + (levels == nil ? [] : [Self.unseen])
    // What stands for gaps and the like keeps its name, and a level of that name gets a number.
    return UniqueNames.of(bands, besides: others + open) + others + open
  }

  /// `A, B, C`, or the first few of many levels.
  private static func groupName(_ levels: [Cell]) -> String {
    let texts = levels.map(CellFormat.plain)
    var length = -2, shown = 0
    for text in texts {
      length += text.unicodeScalars.count + 2
      if length <= 36 { shown += 1 }
    }
    if length <= 48 || texts.count < 3 { return texts.joined(separator: ", ") }
    return texts.prefix(max(1, shown)).joined(separator: ", ") + ", … (\(texts.count) levels)"
  }

  /// `AGE: < 25 -0.41, >= 25 0.12 (IV 0.213)`
  var description: String {
    guard let evidence else { return "\(name): \(Prose.count(bandCount, "band"))" }
    let shown = zip(names, evidence.weights).filter { $1 != 0 || $0 != FittedBands.missing }
      .map { "\($0) \(String(format: "%.2f", $1))" }.joined(separator: ", ")
    return "\(name): \(shown) (IV \(String(format: "%.3f", evidence.informationValue)))"
  }
}

extension FittedBands {
  /// For each row the number of its band in ``names``; nil for missing values where they have none of their own.
  /// - Throws: ``PreparationError`` for a column that is missing, or of another type.
  func places(in table: Table) throws -> (places: [Int?], strangers: (rows: Int, values: [Cell])) {
    let missing = evidence == nil ? nil : bandCount + specials.count
    guard let levels else {
      let column = table.columns[try table.fittedPosition(of: name)]
      guard var places = Breaks.bands(of: column, breaks) else {
        throw PreparationError.retyped(name, from: .float, to: column.type)
      }
      if missing != nil { places = places.map { $0 ?? missing } }
      if !specials.isEmpty { setSpecials(column, &places) }
      return (places, (0, []))
    }
    let coded = try table.coded(name, as: type, levels: levels.flatMap { $0 })
    var placeOf = [Int?](repeating: missing.map { $0 + 1 }, count: coded.column.values.count)
    for (band, own) in levels.enumerated() {
      for code in coded.column.codes(of: own) { if let code { placeOf[code] = band } }
    }
    let codes = coded.column.codes.values(0..<coded.column.codes.count)
    return (codes.indices.map { coded.column.isNull($0) ? missing : placeOf[Int(codes[$0])] }, coded.strangers)
  }

  private func setSpecials(_ column: Column, _ places: inout [Int?]) {
    let values = column.doubles() ?? []
    for (row, value) in values.enumerated() {
      if let special = specials.firstIndex(of: value) { places[row] = bandCount + special }
    }
  }

  /// The names of the bands that rows are in.
  func bands(_ places: [Int?]) -> Column {
    let names = names
    let validity = evidence == nil ? Bitmap(count: places.count) { places[$0] != nil } : nil
    return Column(
      type: .text, count: places.count, validity: validity,
      storage: .text(IntegerBuffer(places.map { Int64($0 ?? 0) }), TextDictionary(names, isOrdered: true)))
  }

  /// The weights of evidence of the bands that rows are in; 0 for levels that training did not have.
  func weights(_ places: [Int?], isBadPositive: Bool) -> Column {
    let weights = weights(isBadPositive: isBadPositive) + [0]
    return Column(doubles: places.map { weights[$0 ?? weights.count - 1] })
  }

  /// The weight of each band, of special values and of missing ones, as they stand in a column.
  func weights(isBadPositive: Bool) -> [Double] {
    (evidence?.weights.indices.map { $0 } ?? []).compactMap { weight(of: $0, isBadPositive: isBadPositive) }
  }
}

extension FittedBands {
  /// What older bands did not have is left out where it says nothing, so that a model of theirs reads and writes alike.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    if levels != nil { try container.encode(type, forKey: .type) }
    try container.encode(breaks, forKey: .breaks)
    try container.encodeIfPresent(levels, forKey: .levels)
    if !specials.isEmpty { try container.encode(specials, forKey: .specials) }
    try container.encodeIfPresent(evidence, forKey: .evidence)
    try container.encodeIfPresent(counts, forKey: .counts)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    type = try container.decodeIfPresent(ColumnType.self, forKey: .type) ?? .float
    levels = try container.decodeIfPresent([[Cell]].self, forKey: .levels)
    specials = try container.decodeIfPresent([Double].self, forKey: .specials) ?? []
    counts = try container.decodeIfPresent([WeightOfEvidence.Counts].self, forKey: .counts)
    breaks = try container.decode([Double].self, forKey: .breaks)
    evidence = try container.decodeIfPresent(WeightOfEvidence.self, forKey: .evidence)
    guard zip(breaks, breaks.dropFirst()).allSatisfy({ $0 < $1 }), (breaks + specials).allSatisfy(\.isFinite) else {
      throw DecodingError.dataCorruptedError(
        forKey: .breaks, in: container, debugDescription: "the numbers should rise throughout")
    }
    // The bands, special values, and missing ones.
    let count = (levels?.count ?? breaks.count + 1) + specials.count + 1
    for found in [evidence?.weights.count, evidence?.contributions.count, counts?.count]
    where found ?? count != count {
      throw DecodingError.dataCorruptedError(
        forKey: .evidence, in: container,
        debugDescription: "\(count) bands should have a weight, not \(found ?? 0)")
    }
    guard evidence == nil, levels != nil || !specials.isEmpty else { return }
    throw DecodingError.dataCorruptedError(
      forKey: .evidence, in: container, debugDescription: "bands of levels and special values have weights")
  }
}
