import Columns
import Diagnostics
import Language
import Statistics

/// Which columns are compared, with what, and how.
struct DriftComparison: Sendable {
  /// A column by its place in either table; nil where one has it not.
  private struct Pair: Sendable {
    let name: String
    let reference: Int?
    let current: Int?
  }

  /// Nulls that rose by so much of all rows are what is wrong with a column.
  private static let filled = 0.5
  /// What is sorted of the numbers of a column, a row: themselves, their keys twice, in order, and the distinct ones.
  private static let bytesPerRow = 56.0

  private let other: Table
  private let settings: DriftSettings
  private let arguments: BoundArguments
  private let pairs: [Pair]
  private let by: Int?
  private let leftOut: [String]

  init(_ input: Shape, _ other: Table, _ settings: DriftSettings, _ arguments: BoundArguments) throws {
    (self.other, self.settings, self.arguments) = (other, settings, arguments)
    by = try arguments[DriftVerb.by].map { try input.position(of: $0.name) }
    let chosen = try arguments[DriftVerb.columns]?.positions(in: input)
    let cutting = by.map { input.fields[$0].name }
    let keys = Set(input.fields.key + other.schema.key), own = input.fields.names
    let isLeftOut = { (name: String) in name == cutting || (chosen == nil && keys.contains(name)) }
    let here = (chosen ?? Array(input.fields.indices)).filter { !isLeftOut(own[$0]) }
    var pairs = here.map { Pair(name: own[$0], reference: other.schema.index(of: own[$0]), current: $0) }
    if chosen == nil {
      for (place, name) in other.schema.names.enumerated()
      where input.fields.index(of: name) == nil && !isLeftOut(name) {
        pairs.append(Pair(name: name, reference: place, current: nil))
      }
    }
    self.pairs = pairs
    let missing = other.schema.names.filter { input.fields.index(of: $0) == nil }
    leftOut = chosen == nil ? (own + missing).filter { keys.contains($0) && $0 != cutting } : []
  }

  /// The numbers of a column of each table on each thread.
  var footprint: Footprint {
    let reference = Double(other.rowCount) * Self.bytesPerRow
    return .columns(pairs.compactMap(\.current), work: Self.bytesPerRow, kept: 0)
      + Footprint { _, execution in reference * Double(execution.threads) }
      + (by == nil ? .small : .rows(16))
  }

  func value(_ table: Table, _ context: RunContext) throws -> DriftValue {
    let parts = try DriftParts(table, by: by, arguments, context)
    try reportLostDigits(table, context)
    context.execution.monitor.begin("drift", total: pairs.count)
    var drifts = try context.execution.map(count: pairs.count) { index in
      defer { context.execution.monitor.advance(by: 1) }
      return try self.drifts(of: pairs[index], table, parts, context)
    }.flatMap { $0 }
    let tested = drifts.indices.filter { drifts[$0].verdict == nil }
    let adjusted = FalseDiscoveries.adjusted(tested.map { drifts[$0].pValue ?? 1 })
    for (index, value) in zip(tested, adjusted) { drifts[index].settle(adjusted: value, settings) }
    let value = DriftValue(drifts, parts, rows: (other.rowCount, table.rowCount), settings)
    if !leftOut.isEmpty { context.note("drift: \(Prose.names(leftOut)) left out, the key of a row") }
    context.note("drift: \(value.summary)")
    return value
  }

  private func reportLostDigits(_ table: Table, _ context: RunContext) throws {
    let now = pairs.compactMap { pair in pair.current.map { (pair.name, table.columns[$0]) } }
    let before = pairs.compactMap { pair in pair.reference.map { (pair.name, other.columns[$0]) } }
    try context.reportLostDigits(now, in: "drift")
    try context.reportLostDigits(before, in: "drift")
  }

  /// How each part of a column lies to the reference.
  private func drifts(
    of pair: Pair, _ table: Table, _ parts: DriftParts, _ context: RunContext
  ) throws -> [ColumnDrift] {
    let before = pair.reference.map { other.columns[$0] }
    let now = pair.current.map { parts.columns(of: table.columns[$0]) }
    let type = pair.current.map { table.columns[$0].type } ?? before?.type ?? .text
    let ofReference = before.map { SideCounts(rows: $0.count, nulls: $0.nullCount) }
    var drifts = (0..<parts.count).map { part in
      let own = now.map { SideCounts(rows: $0[part].count, nulls: $0[part].nullCount) }
      return ColumnDrift(pair.name, part: part, type, reference: ofReference, current: own)
    }
    guard let before, let now else {
      for part in drifts.indices { drifts[part].verdict = before == nil ? .new : .vanished }
      return drifts
    }
    // The type of a column without any value means nothing.
    let isOther = before.type != type && !before.isEmpty && !now.allSatisfy(\.isEmpty)
    let isComparable = before.type == type || (before.type.isNumeric && type.isNumeric)
    for part in drifts.indices {
      if isOther { drifts[part].findings.append("was \(before.type.rawValue), is \(type.rawValue)") }
      if isOther, !isComparable { drifts[part].verdict = .changedType }
      judgeNulls(&drifts[part])
    }
    if isComparable { try measure(&drifts, before, now, context) }
    return drifts
  }

  /// What can be said by counts of nulls alone.
  private func judgeNulls(_ drift: inout ColumnDrift) {
    guard let before = drift.reference, let now = drift.current else { return }
    if let moved = DriftFindings.nulls(before, now) { drift.findings.append(moved) }
    guard drift.verdict == nil else { return }
    if before.values == 0, now.values == 0 {
      drift.verdict = .noValues
    } else if (now.nullShare ?? 0) - (before.nullShare ?? 0) >= Self.filled {
      drift.verdict = .filledWithNulls
    } else if min(before.values, now.values) < settings.fewest {
      drift.verdict = .tooFew
      let side = before.values <= now.values ? "the reference" : "the current table"
      let count = Prose.count(min(before.values, now.values), "value")
      drift.findings.append("\(count) in \(side), fewer than \(settings.fewest)")
    }
  }

  /// Statistics of the parts; p-values only of those that get a verdict.
  private func measure(
    _ drifts: inout [ColumnDrift], _ before: Column, _ now: [Column], _ context: RunContext
  ) throws {
    let samples = DriftSamples(before, now)
    if let distinct = samples.mostlyDistinct {
      let values = DigitGroups.grouped(drifts[0].reference?.values ?? 0)
      for part in drifts.indices where drifts[part].verdict == nil {
        drifts[part].verdict = .notCompared
        drifts[part].findings.append("\(DigitGroups.grouped(distinct)) different texts in \(values) values")
      }
      return
    }
    let frame = samples.frame
    for part in drifts.indices {
      try context.execution.checkCancelled()
      samples.measure(&drifts[part], part, settings)
      drifts[part].shape = samples.shape(of: part, in: frame)
      if drifts[part].verdict != nil { drifts[part].pValue = nil }
      if drifts[part].verdict == nil, drifts[part].statistic == nil {
        drifts[part].verdict = .notCompared
        drifts[part].findings.append("numbers too far apart to be subtracted")
      }
    }
  }
}

extension ColumnType {
  /// A value of a column of the type that was read as a double, as text.
  func name(of value: Double) -> String {
    switch self {
    case .bool, .date, .datetime:
      Int64(exactly: value.rounded(.down)).map { CellFormat.plain(Cell(integer: $0, type: self)) } ?? "\(value)"
    case .int, .float, .text:
      Int64(exactly: value).map { String($0) } ?? ShortNumber.text(value)
    }
  }
}
