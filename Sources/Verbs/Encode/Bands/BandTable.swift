import Columns
import Language
import Statistics

/// Bands as a table, a row for each.
enum BandTable {
  /// `column`, `band` and `from`; where the target had a part also `weight` and `information`, and as far as the
  /// training rows are known `rows`, `share`, `events`, `rate` and `divergence`.
  static func of(_ bands: [FittedBands], isBadPositive: Bool) -> Table {
    let rows = bands.flatMap { own in own.shownNames.enumerated().map { (own: own, place: $0, name: $1) } }
    func floats(_ value: (FittedBands, Int) -> Double?) -> Column {
      Column(floats: rows.map { value($0.own, $0.place) })
    }
    func counts(_ value: (WeightOfEvidence.Counts) -> Int) -> Column {
      Column(ints: rows.map { row in row.own.counts.map { Int64(value($0[row.place])) } })
    }
    let isCounted = bands.contains { $0.counts != nil }
    var columns: [(name: String, column: Column)] = [
      ("column", Column(texts: rows.map(\.own.name))), ("band", Column(texts: rows.map(\.name))),
      ("from", floats { $0.start(of: $1) }),
    ]
    if isCounted {
      columns += [
        ("rows", counts(\.rows)), ("share", floats { $0.share(of: $1) }), ("events", counts(\.events)),
        ("rate", floats { $0.rate(of: $1) }),
      ]
    }
    guard bands.contains(where: { $0.evidence != nil }) else { return Table(columns) }
    columns += [
      ("weight", floats { $0.weight(of: $1, isBadPositive: isBadPositive) }),
      ("information", floats { $0.evidence?.contributions[$1] }),
    ]
    if isCounted { columns.append(("divergence", floats { $0.divergence(of: $1) })) }
    return Table(columns)
  }
}

extension FittedBands {
  /// What the bands are called that training rows can be in.
  var shownNames: ArraySlice<String> { names.dropLast(levels == nil ? 0 : 1) }

  /// Where a band of numbers begins; nil for the first one, and for what is no run of numbers.
  func start(of place: Int) -> Double? {
    if levels == nil, place > 0, place <= breaks.count { return breaks[place - 1] }
    let special = place - bandCount
    return specials.indices.contains(special) ? specials[special] : nil
  }

  /// The training rows of a band; none of unseen levels, and nil where they are not known.
  func count(of place: Int) -> WeightOfEvidence.Counts? {
    counts.map { $0.indices.contains(place) ? $0[place] : WeightOfEvidence.Counts() }
  }

  /// All training rows.
  private var total: WeightOfEvidence.Counts? {
    counts?.reduce(WeightOfEvidence.Counts(), +)
  }

  /// The share of the training rows in a band.
  func share(of place: Int) -> Double? {
    guard let own = count(of: place), let total, total.rows > 0 else { return nil }
    return Double(own.rows) / Double(total.rows)
  }

  /// The weight of evidence of a band as it stands in a column; nil where the target had no part.
  func weight(of place: Int, isBadPositive: Bool) -> Double? {
    evidence.map { isBadPositive ? 0 - $0.weights[place] : $0.weights[place] }
  }

  /// The share of ones among the training rows of a band; nil without rows.
  func rate(of place: Int) -> Double? {
    guard let own = count(of: place), own.rows > 0 else { return nil }
    return Double(own.events) / Double(own.rows)
  }

  /// What a band adds to the Jensen–Shannon divergence, in nats, of the non-events and the events over the bands.
  func divergence(of place: Int) -> Double? {
    guard let own = count(of: place), let total, total.events > 0, total.nonEvents > 0 else { return nil }
    return JensenShannon.contribution(
      Double(own.nonEvents) / Double(total.nonEvents), Double(own.events) / Double(total.events))
  }
}
