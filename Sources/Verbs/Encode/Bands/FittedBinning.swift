import Columns
import Diagnostics
import Language

/// The bands of each column that `bin` found among the training rows.
struct FittedBinning: FittedPreparation {
  private enum CodingKeys: String, CodingKey { case bands, method, givesWeights, isBadPositive, target }

  let bands: [FittedBands]
  let method: String
  /// Whether weights of evidence stand in the place of the values.
  let givesWeights: Bool
  /// Whether a greater weight speaks for a one of the target.
  let isBadPositive: Bool
  /// The target that had a part in it.
  let target: String?

  var summary: String {
    let byValue = bands.sorted { ($0.evidence?.informationValue ?? 0) > ($1.evidence?.informationValue ?? 0) }
    let shown = byValue.prefix(3).map(\.description).joined(separator: "; ")
    return "bin: \(Prose.count(bands.count, "column")) by \(method): \(shown)" + (bands.count > 3 ? "; …" : "")
  }

  var learnt: [Learnt] { bands.map { Learnt([$0.name], by: [$0.name] + (target.map { [$0] } ?? [])) } }

  /// Each row's value and band, and what stands in its place.
  func footprint(on table: Table) -> Footprint {
    .columns(table.positions(of: bands.map(\.name)), work: 56, kept: givesWeights ? 8 : 1)
  }

  var table: Table { BandTable.of(bands, isBadPositive: isBadPositive) }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    let binned = try context.execution.map(count: bands.count) { index in
      let own = bands[index], (places, strangers) = try own.places(in: table)
      let result = givesWeights ? own.weights(places, isBadPositive: isBadPositive) : own.bands(places)
      return (field: Field(own.name, result.type), column: result, strangers: strangers)
    }
    // Notes are written in column order, whichever thread was faster.
    for column in binned {
      context.report(
        strangers: column.strangers, of: column.field.name, in: "bin",
        givesWeights ? "whose weight is 0" : "in the band `\(FittedBands.unseen)`")
    }
    return table.setting(binned.map { ($0.field, $0.column) })
  }
}

extension FittedBinning {
  /// The sign of weights is written where it is not the usual one, which models of an older program have.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(bands, forKey: .bands)
    try container.encode(method, forKey: .method)
    try container.encode(givesWeights, forKey: .givesWeights)
    if isBadPositive { try container.encode(isBadPositive, forKey: .isBadPositive) }
    try container.encodeIfPresent(target, forKey: .target)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    bands = try container.decode([FittedBands].self, forKey: .bands)
    method = try container.decode(String.self, forKey: .method)
    givesWeights = try container.decode(Bool.self, forKey: .givesWeights)
    isBadPositive = try container.decodeIfPresent(Bool.self, forKey: .isBadPositive) ?? false
    target = try container.decodeIfPresent(String.self, forKey: .target)
    guard givesWeights, let plain = bands.firstIndex(where: { $0.evidence == nil }) else { return }
    throw DecodingError.dataCorruptedError(
      forKey: .bands, in: container, debugDescription: "band list \(plain + 1) has no weights")
  }
}
