import Columns
import Language

/// The levels that `onehot` found among the training rows.
struct FittedOneHot: FittedPreparation {
  /// A column that becomes indicators.
  struct Source: Codable, Sendable {
    let name: String
    let type: ColumnType
    let levels: [Cell]
    /// The indicator of each level, in the same order.
    let names: [String]
    /// The indicator of null, behind the others.
    let nullName: String?

    var indicatorNames: [String] { names + (nullName.map { [$0] } ?? []) }
  }

  let sources: [Source]
  let keepsSource: Bool

  var summary: String {
    let indicators = sources.reduce(0) { $0 + $1.indicatorNames.count }
    return "onehot: \(sources.count) column\(sources.count == 1 ? "" : "s") became "
      + "\(indicators) indicator\(indicators == 1 ? "" : "s")"
  }

  /// A row's indicators tell of its own level alone.
  var learnt: [Learnt] {
    sources.map { source in
      Learnt(source.indicatorNames, from: source.indicatorNames.map { _ in source.name })
    }
  }

  var table: Table {
    let rows = sources.flatMap { source in
      zip(source.levels.map { Optional(CellFormat.plain($0)) }, source.names).map { (source.name, $0, $1) }
        + (source.nullName.map { [(source.name, nil, $0)] } ?? [])
    }
    return Table([
      ("column", Column(texts: rows.map(\.0))), ("level", Column(texts: rows.map(\.1))),
      ("indicator", Column(texts: rows.map(\.2))),
    ])
  }

  /// The schema of a table with indicators in the place of the sources.
  ///
  /// - Parameter check: called for each column, so that the work can be stopped.
  /// - Throws: ``PreparationError`` where a column, such as the key of other rows, has the name of an indicator.
  func schema(of input: Schema, check: () throws -> Void) throws -> Schema {
    let byName = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let fields = try input.fields.flatMap { field -> [Field] in
      try check()
      guard let source = byName[field.name] else { return [field] }
      return (keepsSource ? [field] : []) + source.indicatorNames.map { Field($0, .int, isIndicator: true) }
    }
    if let schema = try Schema(fields, roles: input.roles, check: check) { return schema }
    var seen = Set<String>()
    let twice = fields.map(\.name).first { !seen.insert($0).inserted } ?? ""
    throw PreparationError(
      code: .columnName, message: "two columns would be called `\(twice)`: one of these rows, and an indicator",
      help: "give it another name before: `| rename NEW = \(twice.asColumn)`")
  }

  /// The codes are kept, of which the indicators are views.
  func footprint(on table: Table) -> Footprint {
    .columns(table.positions(of: sources.map(\.name))) { column in
      var share = CodedColumn.share(column)
      share.kept += column.type == .text ? 0 : 4 * Double(column.count)
      return share
    }
  }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    let coded = try context.execution.map(count: sources.count) { index in
      try table.coded(sources[index].name, as: sources[index].type, levels: sources[index].levels)
    }
    // Notes are written in column order, whichever thread was faster.
    if !isTraining {
      for (source, column) in zip(sources, coded) {
        context.report(strangers: column.strangers, of: source.name, in: "onehot", "0 in every indicator")
      }
    }
    let result = try schema(of: table.schema, check: context.execution.checkCancelled)
    let places = Dictionary(
      sources.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let columns = try zip(table.schema.fields, table.columns).flatMap { field, column -> [Column] in
      try context.execution.checkCancelled()
      guard let place = places[field.name] else { return [column] }
      return (keepsSource ? [column] : []) + indicators(sources[place], coded[place].column)
    }
    return Table(schema: result, columns: columns, rowCount: table.rowCount)
  }

  private func indicators(_ source: Source, _ coded: CodedColumn) -> [Column] {
    // No row has the code behind the last one.
    let absent = coded.values.count
    let codes = coded.codes(of: source.levels).map { Int64($0 ?? absent) } + (source.nullName == nil ? [] : [nil])
    return codes.map { code in
      Column(
        type: .int, count: coded.codes.count, validity: nil,
        storage: .indicator(codes: coded.codes, codeValidity: coded.validity, code: code))
    }
  }
}

extension FittedOneHot.Source {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    type = try container.decode(ColumnType.self, forKey: .type)
    levels = try container.decode([Cell].self, forKey: .levels)
    names = try container.decode([String].self, forKey: .names)
    nullName = try container.decodeIfPresent(String.self, forKey: .nullName)
    guard names.count == levels.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .names, in: container,
        debugDescription: "\(levels.count) names should stand here, not \(names.count)")
    }
  }
}
