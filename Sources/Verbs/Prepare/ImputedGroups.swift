import Columns
import Diagnostics
import Kernels
import Language
import Neighbours
import Relational

/// What fills gaps by groups of rows: what the training rows of each group say.
struct ImputedGroups: Codable, Sendable {
  /// One group: the rows that have the same values of the keys.
  struct Group: Codable, Sendable {
    /// The values of the keys, in their order; null is a value of its own.
    let key: [Cell]
    /// What fills a gap of each column; null where neighbours do, and where the group has no value.
    let fillings: [Cell]
    /// The rows of the group that may donate values, where neighbours fill the gaps.
    let neighbours: FittedKNNImputer?
  }

  let keys: [String]
  let types: [ColumnType]
  /// In order of first appearance.
  let groups: [Group]

  /// The number of each row's group, and the group that it is; nil for one that the training rows do not have.
  private func groups(of table: Table, _ context: RunContext) throws -> (ofRow: [Int32], known: [Group?]) {
    let columns = try zip(keys, types).map { name, type in
      let column = table.columns[try table.fittedPosition(of: name)]
      guard column.type == type || column.nullCount == column.count else {
        throw PreparationError.retyped(name, from: type, to: column.type)
      }
      return column
    }
    let grouping = try Grouping.make(keys: columns, rowCount: table.rowCount, execution: context.execution)
    let known = Dictionary(groups.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let found = grouping.firstRows.map { row in known[columns.map { $0[Int(row)] }] }
    return (grouping.groupOfRow.array(), found)
  }

  /// The columns with their gaps filled; what a group cannot fill, the statistic of all training rows does.
  func fill(
    _ columns: [Column], of table: Table, _ sources: [FittedImputation.Source], otherwise neighbours: FittedKNNImputer?,
    _ context: RunContext
  ) throws -> [Column] {
    let (ofRow, known) = try groups(of: table, context)
    reportUnknown(columns, ofRow, known, context)
    if let neighbours { return try fill(columns, ofRow, known, otherwise: neighbours, context) }
    return try context.execution.map(count: columns.count) { place in
      guard let general = sources[place].filling, columns[place].validity != nil else { return columns[place] }
      let fillings = known.map { group in
        guard let own = group?.fillings[place], !own.isNull else { return general }
        return own
      }
      return try columns[place].filled(from: fillings, at: ofRow, context.execution)
    }
  }

  /// By neighbours of the same group.
  private func fill(
    _ columns: [Column], _ ofRow: [Int32], _ known: [Group?], otherwise: FittedKNNImputer, _ context: RunContext
  ) throws -> [Column] {
    var values = try Matrix(columns, execution: context.execution)
    var rowsOfGroup = [[Int]](repeating: [], count: known.count)
    for (row, group) in ofRow.enumerated() { rowsOfGroup[Int(group)].append(row) }
    var lone = 0
    for (group, rows) in zip(known, rowsOfGroup) {
      let (filled, report) = try (group?.neighbours ?? otherwise).transform(
        values.selecting(rows: rows), execution: context.execution)
      lone += report.total.byFallback
      for column in columns.indices {
        for (place, row) in rows.enumerated() { values[row, column] = filled[place, column] }
      }
    }
    FittedImputation.report(withoutNeighbour: lone, otherwise, context)
    let done = values
    return try context.execution.map(count: columns.count) { index in
      columns[index].validity == nil ? columns[index] : columns[index].filled(with: done.column(index))
    }
  }

  /// Says how many gaps lie in groups that the training rows do not have.
  private func reportUnknown(_ columns: [Column], _ ofRow: [Int32], _ known: [Group?], _ context: RunContext) {
    guard known.contains(where: { $0 == nil }) else { return }
    let rows = ofRow.indices.filter { known[Int(ofRow[$0])] == nil }
    let gaps = columns.filter { $0.validity != nil }.reduce(0) { sum, column in
      sum + rows.count { column.isNull($0) }
    }
    guard gaps > 0 else { return }
    context.note(
      "impute: \(Prose.count(gaps, "gap")) in groups of \(Prose.names(keys)) that the training rows do not have, "
        + "filled by what all of these say")
  }
}

extension ImputedGroups {
  /// What fills the gaps of each column in each group, as text; null where neighbours do.
  func table(_ sources: [FittedImputation.Source]) -> Table {
    let pairs = sources.indices.flatMap { source in groups.map { (source, $0) } }
    let own = keys.indices.map { place in
      (name: keys[place], column: Column(texts: pairs.map { CellFormat.plain($0.1.key[place]) }))
    }
    return Table(
      [(name: "column", column: Column(texts: pairs.map { sources[$0.0].name }))] + own + [
        (name: "filling", column: Column(texts: pairs.map { pair in
          let cell = pair.1.fillings[pair.0]
          return cell.isNull ? nil : CellFormat.plain(cell)
        })),
      ])
  }

  /// Whether every group speaks of so many columns.
  func fits(columns: Int, byNeighbours: Bool) -> Bool {
    keys.count == types.count && groups.allSatisfy { group in
      group.key.count == keys.count && group.fillings.count == columns
        && (group.neighbours != nil) == byNeighbours && group.neighbours?.fallbacks.count ?? columns == columns
    }
  }

  /// The same with names of columns for messages.
  func named(_ names: [String]) -> ImputedGroups {
    ImputedGroups(
      keys: keys, types: types,
      groups: groups.map { Group(key: $0.key, fillings: $0.fillings, neighbours: $0.neighbours?.named(names)) })
  }
}

extension Column {
  /// The column with gaps filled by what is said for the group of each row. A column of whole numbers becomes one of
  /// floats if one of these is not whole.
  fileprivate func filled(from fillings: [Cell], at groups: [Int32], _ execution: Execution) throws -> Column {
    if case .text(let codes, let dictionary) = materialised().storage {
      return filled(fillings, codes.values(0..<count), dictionary, at: groups)
    }
    let hasFloats = fillings.contains { if case .float = $0 { true } else { false } }
    let wanted = type == .int && hasFloats ? ColumnType.float : type
    let stacked = try Column(
      stacking: [self, Column(cells: fillings, type: wanted)], .below, as: wanted, execution: execution)
    let rows = groups.indices.map { isNull($0) ? Int32(count) + groups[$0] : Int32($0) }
    return try stacked.taking(rows, execution: execution)
  }

  /// Texts keep the order of their dictionary, which bands sort by; those that it does not have come behind.
  private func filled(
    _ fillings: [Cell], _ codes: [Int64], _ dictionary: TextDictionary, at groups: [Int32]
  ) -> Column {
    var texts = dictionary.values, added: [TextKey: Int64] = [:]
    let codeOfGroup = fillings.map { cell -> Int64 in
      guard case .text(let text) = cell else { return 0 }
      if let known = dictionary.code(of: text).map({ Int64($0) }) ?? added[TextKey(text)] { return known }
      added[TextKey(text)] = Int64(texts.count)
      texts.append(text)
      return Int64(texts.count - 1)
    }
    let extended = added.isEmpty ? dictionary : TextDictionary(texts, isOrdered: dictionary.isOrdered)
    let filled = codes.indices.map { isNull($0) ? codeOfGroup[Int(groups[$0])] : codes[$0] }
    return Column(type: type, count: count, validity: nil, storage: .text(IntegerBuffer(filled), extended))
  }
}

extension ImputeVerb {
  /// What the training rows of each group say, by the columns of `by:`.
  static func groups(
    _ training: Table, _ chosen: [Int], _ method: Imputation, otherwise neighbours: FittedKNNImputer?,
    _ arguments: BoundArguments, _ context: RunContext
  ) throws -> ImputedGroups? {
    guard let selection = arguments[by] else { return nil }
    let positions = try selection.positions(in: Shape(training))
    let columns = positions.map { training.columns[$0] }
    let grouping = try Grouping.make(keys: columns, rowCount: training.rowCount, execution: context.execution)
    var rows = [[Int32]](repeating: [], count: grouping.count)
    for (row, group) in grouping.groupOfRow.array().enumerated() { rows[Int(group)].append(Int32(row)) }
    let table = training.selecting(chosen), members = rows
    context.execution.monitor.begin("impute", total: members.count)
    let groups = try context.execution.map(count: members.count) { number -> ImputedGroups.Group in
      defer { context.execution.monitor.advance(by: 1) }
      let own = table.taking(members[number])
      let key = columns.map { $0[Int(grouping.firstRows[number])] }
      let fillings = try own.columns.map { try method.filling($0) ?? .null }
      let donors = try neighbours.map { $0.over(try Matrix(own.columns, execution: context.execution)) }
      return ImputedGroups.Group(key: key, fillings: fillings, neighbours: donors)
    }
    return ImputedGroups(
      keys: positions.map { training.schema.fields[$0].name }, types: columns.map(\.type), groups: groups)
  }

  /// Groups may not be told by what is filled, or by what is to be predicted.
  static func checkGroups(_ input: Shape, _ roles: Roles, _ chosen: [Int], _ arguments: BoundArguments) throws {
    guard let selection = arguments[by] else { return }
    if case .constant = try Imputation(arguments) {
      throw Diagnostic(
        code: .unknownOption, "`by` has no meaning with `method: constant`",
        at: Label(arguments.span(of: by), "the same in all groups"), help: "leave `by:` out")
    }
    for position in try selection.positions(in: input) {
      let name = input.fields[position].name
      if chosen.contains(position) {
        throw Diagnostic(
          code: .wrongValue, "`\(name)` is filled itself, and cannot tell the groups",
          at: Label(arguments.span(of: by), "chooses `\(name)`"), help: "leave it out of the columns that are filled")
      }
      if name == roles.target {
        throw Diagnostic(
          code: .wrongValue, "`\(name)` is the target here, which is not known where gaps are to be filled",
          at: Label(arguments.span(of: by), "chooses the target"), help: "group by a feature")
      }
    }
  }
}
