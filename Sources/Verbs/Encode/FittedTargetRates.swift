import Columns
import Foundation
import Language

/// The rates of levels that `target_rate` learnt from the training rows.
struct FittedTargetRates: FittedPreparation {
  struct Source: Codable, Sendable {
    let name: String
    let type: ColumnType
    /// Sorted, each with its rate.
    let levels: [Cell]
    let rates: [Double]
    let rateOfNull: Double
  }

  let sources: [Source]
  /// The share of ones among all rows, which levels get that were not there.
  let whole: Double
  let target: String
  let smoothing: String

  var summary: String {
    let counts = sources.prefix(4).map { source in
      let range = source.rates.min().map { "\(Self.text($0)) to \(Self.text(source.rates.max() ?? $0))" }
      return "\(source.name) \(source.levels.count)" + (range.map { " (\($0))" } ?? "")
    }
    return "target_rate: rates of levels of \(counts.joined(separator: ", "))"
      + (sources.count > 4 ? ", … (\(sources.count) columns)" : "") + ", of all rows \(Self.text(whole))"
  }

  private static func text(_ rate: Double) -> String { String(format: "%.3f", rate) }

  var learnt: [Learnt] { sources.map { Learnt([$0.name], by: [$0.name, target]) } }

  func footprint(on table: Table) -> Footprint {
    .columns(table.positions(of: sources.map(\.name))) { column in
      var share = CodedColumn.share(column)
      share.work += 16 * Double(column.count) + 88 * Double(column.roughDistinctCount)
      share.kept += 8 * Double(column.count)
      return share
    }
  }

  /// A row for each level, and for null.
  var table: Table {
    let rows = sources.flatMap { source in
      zip(source.levels.map { Optional(CellFormat.plain($0)) }, source.rates).map { (source.name, $0, $1) }
        + [(source.name, nil, source.rateOfNull)]
    }
    return Table([
      ("column", Column(texts: rows.map(\.0))), ("level", Column(texts: rows.map(\.1))),
      ("rate", Column(doubles: rows.map(\.2))),
    ])
  }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    let encoded = try context.execution.map(count: sources.count) { index in
      let source = sources[index]
      let coded = try table.coded(source.name, as: source.type, levels: source.levels)
      let column = rates(source, coded.column)
      return (field: Field(source.name, .float), column: column, strangers: coded.strangers)
    }
    // Notes are written in column order, whichever thread was faster.
    for column in encoded {
      context.report(
        strangers: column.strangers, of: column.field.name, in: "target_rate", "with the share of all rows there")
    }
    return table.setting(encoded.map { ($0.field, $0.column) })
  }

  private func rates(_ source: Source, _ coded: CodedColumn) -> Column {
    var rateOf = [Double](repeating: whole, count: coded.values.count)
    for (place, code) in coded.codes(of: source.levels).enumerated() {
      if let code { rateOf[code] = source.rates[place] }
    }
    let codes = coded.codes.values(0..<coded.codes.count)
    return Column(doubles: codes.indices.map { coded.isNull($0) ? source.rateOfNull : rateOf[Int(codes[$0])] })
  }
}

extension FittedTargetRates.Source {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    type = try container.decode(ColumnType.self, forKey: .type)
    levels = try container.decode([Cell].self, forKey: .levels)
    rates = try container.decode([Double].self, forKey: .rates)
    rateOfNull = try container.decode(Double.self, forKey: .rateOfNull)
    guard levels.count == rates.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .rates, in: container,
        debugDescription: "\(levels.count) levels should have a rate, not \(rates.count)")
    }
  }
}
