import Columns
import Diagnostics
import Language
import Neighbours

/// What fills the gaps of each column.
struct FittedImputation: FittedPreparation {
  /// A column of the training rows.
  struct Source: Codable, Sendable {
    let name: String
    let type: ColumnType
    /// How many gaps the training rows had.
    let gaps: Int
    /// What fills a gap; nil where neighbours do.
    let filling: Cell?
  }

  let method: Imputation
  let sources: [Source]
  /// Fitted on the columns of ``sources`` in their order, where neighbours fill the gaps.
  let neighbours: FittedKNNImputer?
  /// What groups of rows say, where each fills its own gaps; what they cannot fill, the rest does.
  let groups: ImputedGroups?
  /// Whether columns that had gaps in training get a `_missing` indicator.
  let addsIndicators: Bool

  var table: Table {
    if let groups { return groups.table(sources) }
    let fillings = sources.map { $0.filling.map(CellFormat.plain) }
    return Table([
      ("column", Column(texts: sources.map(\.name))), ("type", Column(texts: sources.map(\.type.rawValue))),
      ("gaps", Column(ints: sources.map { Int64($0.gaps) })), ("filling", Column(texts: fillings)),
      ("fallback", Column(floats: sources.indices.map { neighbours?.fallbacks[$0] })),
    ])
  }

  /// How many training rows it keeps, to take neighbours from; nil where it keeps none.
  var donorRows: Int? {
    let ofGroups = groups?.groups.compactMap { $0.neighbours?.donors.rows } ?? []
    return neighbours.map { ofGroups.reduce($0.donors.rows, +) }
  }

  static func indicatorName(_ column: String) -> String { "\(column)_missing" }

  var summary: String {
    let gaps = sources.reduce(0) { $0 + $1.gaps }
    let columns = sources.count { $0.gaps > 0 }
    if gaps == 0 { return "impute: no gap in \(Prose.count(sources.count, "column"))" }
    return "impute: \(Prose.count(gaps, "gap")) in \(Prose.count(columns, "column")) filled \(method.description)"
      + (groups.map { ", by \($0.keys.joined(separator: ", "))" } ?? "")
  }

  var learnt: [Learnt] {
    let gappy = sources.filter { $0.gaps > 0 }.map(\.name)
    let indicators = addsIndicators
      ? [Learnt(gappy.map(FittedImputation.indicatorName), from: gappy)] : []
    let filled: [Learnt] = switch method {
    case .constant: [Learnt(gappy, as: .filling)]
    case .neighbours: [Learnt(gappy, by: sources.map(\.name) + (groups?.keys ?? []), as: .filling)]
    case .median, .mean, .mode: gappy.map { Learnt([$0], by: [$0] + (groups?.keys ?? []), as: .filling) }
    }
    return filled + indicators
  }

  func footprint(on table: Table) -> Footprint {
    let positions = table.positions(of: sources.map(\.name)).filter { table.columns[$0].nullCount > 0 }
    let filled = Footprint.columns(positions, work: 24, kept: 8)
    return neighbours == nil ? filled : filled + .rows(32 * Double(sources.count))
  }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    let columns = try sources.map { source in
      try context.execution.checkCancelled()
      let column = table.columns[try table.fittedPosition(of: source.name)]
      if column.type == source.type || (column.type.isNumeric && source.type.isNumeric) { return column }
      guard column.nullCount == column.count else {
        throw PreparationError.retyped(source.name, from: source.type, to: column.type)
      }
      return Column(nulls: column.count, type: source.type)
    }
    let filled = if let groups {
      try groups.fill(columns, of: table, sources, otherwise: neighbours, context)
    } else if let neighbours {
      try fill(columns, from: neighbours, context)
    } else {
      try context.execution.map(count: sources.count) { index in
        sources[index].filling.map { columns[index].filled(with: $0) } ?? columns[index]
      }
    }
    try context.reportLostDigits(
      zip(sources, zip(columns, filled)).filter {
        $1.0.type == .int && ($1.1.type == .float || $1.0.validity != nil && neighbours != nil)
      }
        .map { ($0.name, $1.0) }, in: "impute")
    var additions = zip(sources, filled).map { (field: Field($0.name, $1.type), column: $1) }
    if addsIndicators {
      for (source, column) in zip(sources, columns) where source.gaps > 0 {
        additions.append((Field(FittedImputation.indicatorName(source.name), .int), column.nullIndicator))
      }
    }
    return table.setting(additions)
  }

  private func fill(_ columns: [Column], from imputer: FittedKNNImputer, _ context: RunContext) throws -> [Column] {
    let (values, report) = try imputer.transform(
      Matrix(columns, execution: context.execution), execution: context.execution)
    FittedImputation.report(withoutNeighbour: report.total.byFallback, imputer, context)
    return try context.execution.map(count: columns.count) { index in
      columns[index].validity == nil ? columns[index] : columns[index].filled(with: values.column(index))
    }
  }
}

extension FittedImputation {
  /// Says how many gaps had to be filled without neighbours.
  static func report(withoutNeighbour gaps: Int, _ imputer: FittedKNNImputer, _ context: RunContext) {
    guard gaps > 0 else { return }
    let statistic = imputer.settings.fallback == .mean ? "mean" : "median"
    context.note(
      "impute: \(Prose.count(gaps, "gap")) had no neighbour with a value, and got the column's \(statistic)")
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    method = try container.decode(Imputation.self, forKey: .method)
    sources = try container.decode([Source].self, forKey: .sources)
    addsIndicators = try container.decode(Bool.self, forKey: .addsIndicators)
    groups = try container.decodeIfPresent(ImputedGroups.self, forKey: .groups)?.named(sources.map(\.name))
    neighbours = try container.decodeIfPresent(FittedKNNImputer.self, forKey: .neighbours)?
      .named(sources.map(\.name))
    guard method.isByNeighbours == (neighbours != nil), neighbours.map({ $0.fallbacks.count == sources.count }) ?? true
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .neighbours, in: container, debugDescription: "the neighbours do not go with the columns")
    }
    guard groups?.fits(columns: sources.count, byNeighbours: method.isByNeighbours) ?? true else {
      throw DecodingError.dataCorruptedError(
        forKey: .groups, in: container, debugDescription: "the groups do not go with the columns")
    }
  }
}

extension Column {
  /// The column with one value in its gaps. A column of whole numbers becomes one of floats if the value is not whole.
  func filled(with cell: Cell) -> Column {
    guard let validity else { return knowing(cell) }
    switch (knowing(cell).materialised().storage, cell) {
    case (.text(let codes, let dictionary), .text(let text)):
      let code = Int64(dictionary.code(of: text) ?? dictionary.count)
      let extended = code < dictionary.count ? dictionary : TextDictionary(dictionary.values + [text])
      let old = codes.values(0..<count)
      let new = old.indices.map { validity[$0] ? old[$0] : code }
      return Column(type: type, count: count, validity: nil, storage: .text(IntegerBuffer(new), extended))
    case (.integers(let integers), _) where cell.integer != nil:
      let (old, filling) = (integers.values(0..<count), cell.integer ?? 0)
      let new = old.indices.map { validity[$0] ? old[$0] : filling }
      return Column(type: type, count: count, validity: nil, storage: .integers(IntegerBuffer(new)))
    default:
      guard let value = cell.number, var values = doubles() else { return self }
      for row in values.indices where values[row].isNaN { values[row] = value }
      return filled(with: values)
    }
  }

  /// The column of numbers with its gaps filled from `values`, which hold one for each row. Whole numbers stay such if
  /// all that fills them are whole.
  func filled(with values: [Double]) -> Column {
    guard let validity, let integers = type == .int ? integers(0..<count) : nil else { return Column(doubles: values) }
    var whole = integers
    for row in 0..<count where !validity[row] {
      guard let value = Int64(exactly: values[row]) else { return Column(doubles: values) }
      whole[row] = value
    }
    return Column(type: .int, count: count, validity: nil, storage: .integers(IntegerBuffer(whole)))
  }

  /// 1 where the column is null, else 0.
  var nullIndicator: Column {
    Column(
      type: .int, count: count, validity: nil,
      storage: .indicator(codes: .w8(Buffer(zeros: count)), codeValidity: validity, code: nil))
  }
}
