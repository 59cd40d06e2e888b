import Columns
import Diagnostics
import Language

/// The bands of each column that `bin` found among the training rows.
struct FittedBinning: FittedPreparation {
  let bands: [FittedBands]
  let method: String
  /// Whether weights of evidence stand in the place of the numbers.
  let givesWeights: Bool
  /// The target that had a part in it.
  let target: String?

  var summary: String {
    let byValue = bands.sorted { ($0.evidence?.informationValue ?? 0) > ($1.evidence?.informationValue ?? 0) }
    let shown = byValue.prefix(3).map(\.description).joined(separator: "; ")
    return "bin: \(Prose.count(bands.count, "column")) by \(method): \(shown)" + (bands.count > 3 ? "; …" : "")
  }

  var learnt: [Learnt] { bands.map { Learnt([$0.name], by: [$0.name] + (target.map { [$0] } ?? [])) } }

  /// Each row's number and band, and what stands in its place.
  func footprint(on table: Table) -> Footprint {
    .columns(table.positions(of: bands.map(\.name)), work: 40, kept: givesWeights ? 8 : 1)
  }

  var table: Table {
    let rows = bands.flatMap(\.rows)
    let facts = [
      ("column", Column(texts: rows.map(\.name))), ("band", Column(texts: rows.map(\.band))),
      ("from", Column(floats: rows.map(\.from))),
    ]
    let evidence = [
      ("weight", Column(floats: rows.map(\.weight))), ("information", Column(floats: rows.map(\.value))),
    ]
    return Table((target == nil ? facts : facts + evidence).map { (name: $0.0, column: $0.1) })
  }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    let binned = try context.execution.map(count: bands.count) { index in
      let own = bands[index]
      let column = table.columns[try table.fittedPosition(of: own.name)]
      guard let bands = Breaks.bands(of: column, own.breaks) else {
        throw PreparationError.retyped(own.name, from: .float, to: column.type)
      }
      let result = givesWeights ? own.weights(bands) : own.bands(bands)
      return (field: Field(own.name, result.type), column: result)
    }
    return table.setting(binned)
  }
}

extension FittedBinning {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    bands = try container.decode([FittedBands].self, forKey: .bands)
    method = try container.decode(String.self, forKey: .method)
    givesWeights = try container.decode(Bool.self, forKey: .givesWeights)
    target = try container.decodeIfPresent(String.self, forKey: .target)
    guard givesWeights, let plain = bands.firstIndex(where: { $0.evidence == nil }) else { return }
    throw DecodingError.dataCorruptedError(
      forKey: .bands, in: container, debugDescription: "band list \(plain + 1) has no weights")
  }
}
