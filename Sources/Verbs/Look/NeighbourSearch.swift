import Columns
import Diagnostics
import Language
import Neighbours
import Syntax

/// What `neighbours` does with its input.
struct NeighbourSearch: Sendable {
  private let metric: String
  private let scale: String
  private let sharesGaps: Bool
  private let within: Double?
  private let neighbours: Int?
  /// The compared columns.
  private let positions: [Int]
  /// The rows for which neighbours are looked up; nil for those of the input.
  private let other: Table?
  private let otherName: Name?
  /// The columns of the neighbours that are shown.
  private let shown: [Int]
  private let columnsSpan: Span
  private let scope: Scope
  private let stage: String
  /// Found to be so much greater than all others together that they hardly count.
  private static let overwhelming = 0.99

  init(_ arguments: BoundArguments, positions: [Int], other: Table?, shown: [Int]) {
    (metric, scale) = (arguments[NeighboursVerb.metric], arguments[NeighboursVerb.scale])
    sharesGaps = arguments[NeighboursVerb.gaps] == "shared"
    within = arguments[NeighboursVerb.within]
    neighbours = arguments[NeighboursVerb.count] ?? (within == nil ? 5 : nil)
    (self.positions, self.other, self.shown) = (positions, other, shown)
    otherName = arguments[NeighboursVerb.others]?.name
    columnsSpan = arguments.span(of: NeighboursVerb.columns)
    (scope, stage) = (arguments.scope, arguments.stage.shortText)
  }

  /// Numbers by column, in one piece, in the order of the search and as float32, and the pairs of a search for a
  /// number of neighbours.
  var footprint: Footprint {
    let (columns, others, neighbours) = (Double(positions.count), other?.rowCount, neighbours ?? 0)
    return Footprint { table, _ in
      let rows = Double(table.rowCount), queries = Double(others ?? table.rowCount)
      return (rows * 36 + queries * 32) * columns + queries * Double(min(neighbours, table.rowCount)) * 64
    }
  }
}

extension NeighbourSearch {
  /// What the value that ranks the pairs is called.
  private var valueName: String { metric == "inner_product" ? "product" : "distance" }

  /// The columns that tell a row of a table: its key, or none where its number has to do.
  private static func key(_ schema: Schema) -> [Field] { schema.key.compactMap { schema[$0] } }

  func schema(_ input: Schema, _ arguments: BoundArguments) throws -> Schema {
    let query = other?.schema ?? input
    let own = Self.key(query), found = Self.key(input)
    let keyNames = Set(found.map(\.name))
    let more = shown.map { input.fields[$0] }.filter { !keyNames.contains($0.name) }
    let fields = (own.isEmpty ? [Field("row", .int)] : own)
      + [Field("rank", .int), Field(valueName, .float)]
      + ((found.isEmpty ? [Field("row", .int)] : found) + more).map { Field("neighbour_\($0.name)", $0.type) }
    var taken: Set<String> = []
    for field in fields where !taken.insert(field.name).inserted {
      throw Diagnostic(
        code: .columnName, "two columns of the result would be called `\(field.name)`",
        at: Label(arguments.verbSpan, "gives `\(field.name)` twice"), help: "rename that column before")
    }
    let roles = Roles(key: own.map(\.name), isKeyDeclared: query.roles.isKeyDeclared)
    return Schema(fields, roles: roles)
  }
}

extension NeighbourSearch {
  func table(of table: Table, _ schema: Schema, _ context: RunContext) throws -> Table {
    let (rows, queries) = try matrices(table, context)
    let names = positions.map { table.schema.fields[$0].name }
    let found = try nearest(rows, queries, names, context)
    let pairs = found.rows.count
    try context.execution.memory.require(Double(pairs) * (32 + 8 * Double(schema.fields.count)))
    reportFewer(found, rows: table.rowCount, context)
    var (queryRows, ranks): ([Int32], [Int64]) = ([], [])
    queryRows.reserveCapacity(pairs)
    ranks.reserveCapacity(pairs)
    for query in 0..<found.starts.count - 1 {
      for rank in 0..<found.starts[query + 1] - found.starts[query] {
        queryRows.append(Int32(query))
        ranks.append(Int64(rank + 1))
      }
    }
    let foundRows = found.rows.map { Int32($0) }
    let own = try columns(of: other ?? table, Self.key, at: queryRows, context)
    let keyNames = Set(Self.key(table.schema).map(\.name))
    let more = try table.selecting(shown.filter { !keyNames.contains(table.schema.fields[$0].name) })
      .taking(foundRows, execution: context.execution).columns
    tell(table, schema, names, context)
    return Table(
      schema: schema,
      columns: own + [Column(ints: ranks), Column(doubles: values(found))]
        + (try columns(of: table, Self.key, at: foundRows, context)) + more,
      rowCount: pairs)
  }

  /// The key of rows, or their numbers.
  private func columns(
    of table: Table, _ key: (Schema) -> [Field], at rows: [Int32], _ context: RunContext
  ) throws -> [Column] {
    let positions = key(table.schema).compactMap { table.schema.index(of: $0.name) }
    if positions.isEmpty { return [Column(ints: rows.map { Int64($0) })] }
    return try table.selecting(positions).taking(rows, execution: context.execution).columns
  }

  /// What ranks the pairs, in the unit of the metric.
  private func values(_ found: NearestNeighbours.Result) -> [Double] {
    switch metric {
    case "euclidean": found.distances.map { $0.squareRoot() }
    // Zero minus the negative product: the negative of 0 would be −0.
    case "inner_product": found.distances.map { 0 - $0 }
    default: found.distances
    }
  }

  private func nearest(
    _ rows: Matrix, _ queries: Matrix?, _ names: [String], _ context: RunContext
  ) throws -> NearestNeighbours.Result {
    let measure: NearestNeighbours.Measure =
      switch metric {
      case "inner_product": .innerProduct
      case "cosine": .cosine
      default: .squaredEuclidean
      }
    // A little more has room for the rounding of the square; what is too far by its root goes afterwards.
    let reach = within.map { metric == "euclidean" ? ($0 * $0 * (1 + 0x1p-50)).nextUp : $0 }
    let wish = NearestNeighbours.Wish(
      neighbours: neighbours, within: reach, ownRows: queries == nil ? Array(0..<rows.rows) : nil)
    do {
      let search = try NearestNeighbours(
        rows, measure: measure, gaps: sharesGaps ? .shared : .refused, columnNames: names,
        execution: context.execution)
      let found = try search.search(queries ?? rows, wish, execution: context.execution)
      guard metric == "euclidean", let within else { return found }
      return found.keeping { $0.squareRoot() <= within }
    } catch let error as NeighbourError {
      throw Diagnostic(
        code: .wrongValue, String(error.sentence.dropLast()), at: Label(columnsSpan, "compares these"),
        help: error.column == nil ? withoutZeros(names) : "bring it to a smaller scale before")
    }
  }

  /// How to leave out rows that are 0 in all columns; none where the condition would be long.
  private func withoutZeros(_ names: [String]) -> String? {
    guard names.count <= 4 else { return nil }
    let columns = names.map { Formatter.format(Name($0, columnsSpan)) }
    return "leave such rows out: `| where \(columns.map { "\($0) != 0" }.joined(separator: " or "))`"
  }

  /// The numbers of both tables, scaled by the first one.
  private func matrices(_ table: Table, _ context: RunContext) throws -> (rows: Matrix, queries: Matrix?) {
    let names = positions.map { table.schema.fields[$0].name }
    let columns = positions.map { table.columns[$0] }
    let others = try other.map { other in
      try names.map { other.columns[try other.fittedPosition(of: $0)] }
    }
    if !sharesGaps {
      try refuseGaps(zip(names, columns), "")
      if let others { try refuseGaps(zip(names, others), " in `\(otherName?.text ?? "")`") }
    }
    try context.reportLostDigits(Array(zip(names, columns + (others ?? []))), in: "neighbours")
    let execution = context.execution
    let scales = scale == "none" ? nil : try execution.map(count: names.count) { index in
      try FittedScale.Scale(names[index], columns[index].doubles() ?? [], scale, execution)
    }
    func matrix(_ columns: [Column], _ rows: Int) throws -> Matrix {
      try Matrix(rows: rows, columns: columns.count, execution: execution) { index in
        var values = columns[index].doubles() ?? []
        if let scale = scales?[index] {
          for row in values.indices { values[row] = (values[row] - scale.centre) / scale.spread }
        }
        return values
      }
    }
    let mine = try matrix(columns, table.rowCount)
    try reportOverwhelming(mine, names, context)
    return (mine, try others.map { try matrix($0, other?.rowCount ?? 0) })
  }

  private func refuseGaps(_ columns: Zip2Sequence<[String], [Column]>, _ place: String) throws {
    guard let (name, column) = columns.first(where: { $0.1.nullCount > 0 }) else { return }
    let help = metric == "cosine" || metric == "inner_product"
      ? "fill them before: `| impute \(name), method: median`"
      : "compare over what both rows have, by `gaps: shared`, or fill them before: `| impute \(name), method: median`"
    throw Diagnostic(
      code: .wrongValue,
      "`\(name)` is null in \(Prose.count(column.nullCount, "row"))\(place), and rows are compared by all columns",
      at: Label(columnsSpan, "`\(name)` has nulls"), help: help)
  }
}

extension NeighbourSearch {
  /// Says where one column decides alone, because its numbers are so much larger.
  private func reportOverwhelming(_ matrix: Matrix, _ names: [String], _ context: RunContext) throws {
    guard scale == "none", names.count > 1, metric == "euclidean" || metric == "sqeuclidean" else { return }
    let variances = try context.execution.map(count: matrix.columns) { column in
      let values = matrix.values[column * matrix.rows..<(column + 1) * matrix.rows]
      var (sum, squares, count) = (0.0, 0.0, 0.0)
      let first = values.first { !$0.isNaN } ?? 0
      for value in values where !value.isNaN {
        let shifted = value - first
        (sum, squares, count) = (sum + shifted, squares + shifted * shifted, count + 1)
      }
      return count > 1 ? max(0, squares / count - (sum / count) * (sum / count)) : 0
    }
    let total = variances.reduce(0, +)
    guard total.isFinite, let most = variances.indices.max(by: { variances[$0] < variances[$1] }),
      variances[most] > Self.overwhelming * total
    else { return }
    context.note(
      "neighbours: `\(names[most])` makes \(ShortNumber.percent(variances[most] / total)) of the squared distances; "
        + "`scale: standard` weighs all columns alike")
  }

  /// Says where rows have fewer neighbours than asked for.
  private func reportFewer(_ found: NearestNeighbours.Result, rows: Int, _ context: RunContext) {
    let counts = (0..<found.starts.count - 1).map { found.starts[$0 + 1] - found.starts[$0] }
    let alone = counts.count { $0 == 0 }
    if alone > 0 {
      let why = within == nil ? "no neighbour" : "no neighbour within \(CellFormat.float(within ?? 0))"
      context.note("neighbours: \(Prose.count(alone, "row")) of \(DigitGroups.grouped(counts.count)) with \(why)")
    }
    guard within == nil, let neighbours else { return }
    let fewer = counts.count { $0 > 0 && $0 < neighbours }
    if fewer > 0 {
      context.note("neighbours: \(Prose.count(fewer, "row")) with fewer than \(neighbours), as there are no more")
    }
  }

  /// Says what each column of the result was made of.
  private func tell(_ table: Table, _ schema: Schema, _ names: [String], _ context: RunContext) {
    let mine = context.columnOrigins
    let theirs = otherName.map { scope.columnOrigins[$0.text] ?? [:] } ?? mine
    if let otherName { context.made(rows: scope.rowSets[otherName.text] ?? .unknown) }
    let compared = context.histories(names), parents = names.compactMap { theirs[$0]?.history }
    for field in schema.fields {
      if let known = theirs[field.name]?.history, schema.key.contains(field.name) {
        context.made(field.name, ColumnMaking(same: known))
      } else if field.name == "row", schema.key.isEmpty {
        context.made(field.name, ColumnMaking(isRowNumber: true))
      } else {
        let source = field.name.hasPrefix("neighbour_") ? String(field.name.dropFirst("neighbour_".count)) : ""
        let sources = compared + (mine[source].map { [$0.history] } ?? [])
        context.made(
          field.name,
          ColumnMaking(parents: parents, shapings: [Shaping(text: stage, sources: sources, rows: context.rows)]))
      }
    }
  }
}
