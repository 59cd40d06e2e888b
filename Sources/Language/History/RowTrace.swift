import Columns
import Kernels
import Syntax

/// The way of a table's rows from the files that they were read from: what kept some of them, put others beside them,
/// or made one of several. For people and for other programs; nothing is decided by it.
public struct RowTrace: Sendable {
  /// The steps in the order in which they ran.
  public private(set) var steps: [Step] = []

  /// What a stage did with rows. The same step may stand in the traces of many tables.
  public struct Step: Sendable {
    /// In which way.
    public let kind: Kind
    /// The stage in one line.
    public let text: String
    /// The name that its statement was bound to; nil while that runs, and where it binds none.
    public fileprivate(set) var binding: String?
    /// How many rows went in; nil where there was no table.
    public let rowsBefore: Int?
    /// How many came out; nil where that is not known.
    public let rows: Int?
    /// What the step had to say, a sentence each: how many rows of a join matched.
    public let notes: [String]
    /// The columns whose values decided: of the condition, the keys, the order.
    public let deciding: [ColumnHistory]
    /// The files that it read.
    public let files: [InputFile]
    /// The way of the rows of the other table, where there was one.
    public let other: RowTrace?
    /// The columns that the other table brought, by the identities of their histories there.
    public let brought: Set<UInt64>

    /// Tells it from other steps, also behind others; the same for the same text in the same place.
    fileprivate let id: UInt64
  }

  /// What a step does with rows.
  public enum Kind: String, Sendable {
    case read, filter, join, group, order, append, other
  }

  /// No rows.
  public init() {}

  /// The trace of a result that got its name.
  func bound(to name: String) -> RowTrace {
    var trace = self
    for index in trace.steps.indices where trace.steps[index].binding == nil { trace.steps[index].binding = name }
    return trace
  }

  /// All steps, those of other tables before the step that brings these in, each once.
  public var allSteps: [Step] {
    var known: Set<UInt64> = [], found: [Step] = []
    add(to: &found, &known) { _ in true }
    return found
  }

  /// The steps that a column has come along, those of other tables only where they had a part in it.
  /// - Parameter lineage: what the column was computed from, as identities of histories.
  public func steps(of lineage: Set<UInt64>) -> [Step] {
    var known: Set<UInt64> = [], found: [Step] = []
    add(to: &found, &known) { !$0.brought.isDisjoint(with: lineage) }
    return found
  }

  private func add(
    to found: inout [Step], _ known: inout Set<UInt64>, follows: (Step) -> Bool
  ) {
    for step in steps where known.insert(step.id).inserted {
      if let other = step.other, follows(step) { other.add(to: &found, &known, follows: follows) }
      found.append(step)
    }
  }
}

extension RowTrace {
  /// Where the next step comes.
  fileprivate var last: UInt64 { steps.last?.id ?? 0 }

  fileprivate func adding(_ step: Step) -> RowTrace {
    var trace = self
    trace.steps.append(step)
    return trace
  }
}

extension StepPassage {
  /// The way of the rows of the result: that of the input and this step, where it did something with rows.
  /// - Parameter notes: what the step had to say.
  func trace(of after: (any Value)?, _ before: RowTrace, notes: [String]) -> RowTrace {
    let rowsBefore = rowCount(self.before), rows = rowCount(after)
    let (kind, deciding) = rowWork
    guard kind != .other || rows != rowsBefore else { return before }
    let (other, brought) = otherTable
    let text = kind == .group ? groupText(deciding) : shortText
    return before.adding(
      RowTrace.Step(
        kind: kind, text: text, rowsBefore: rowsBefore, rows: rows, notes: notes, deciding: deciding,
        files: kind == .read ? context.inputs : [], other: other, brought: brought,
        // One text may join another table of the same name: what it did tells them apart.
        id: XXH64.hash(
          "\(text) \(source) \(other?.last ?? 0) \(rowsBefore ?? -1) \(rows ?? -1)", seed: before.last)))
  }

  /// The keys of a stage that is too long to be told.
  private func groupText(_ keys: [ColumnHistory]) -> String {
    guard shortText.hasSuffix(" …"), !keys.isEmpty else { return shortText }
    return shortText + " by " + keys.map(\.name).joined(separator: ", ")
  }

  private func rowCount(_ value: (any Value)?) -> Int? { (value as? Table)?.rowCount }

  /// What the step does with rows, and the columns that decide.
  private var rowWork: (RowTrace.Kind, [ColumnHistory]) {
    guard before != nil else { return (.read, []) }
    switch step.operation {
    case .filter(let condition): return (.filter, known(condition.columns.sorted()))
    case .aggregate(_, let by): return (.group, known(by))
    case .distinct(let columns): return (.group, known(columns))
    case .pivot(let plan): return (.group, known(plan.keys))
    case .sort(let order): return (.order, known(order.map(\.position)))
    case .join(let plan):
      let others = scope.columnOrigins[plan.rightName.text] ?? [:]
      let right = plan.rightKeys.compactMap { others[plan.rightSchema.fields[$0].name]?.history }
      return (.join, known(plan.leftKeys) + right)
    case .append: return (.append, [])
    case .limit: return (.filter, [])
    default: return (.other, [])
    }
  }

  private func known(_ positions: [Int]) -> [ColumnHistory] {
    let all = histories
    return positions.compactMap { all.indices.contains($0) ? all[$0] : nil }
  }

  /// The way of the other table's rows, and what its columns came about from.
  private var otherTable: (RowTrace?, Set<UInt64>) {
    switch step.operation {
    case .join(let plan):
      let others = scope.columnOrigins[plan.rightName.text] ?? [:]
      let ids = plan.added.compactMap { others[plan.rightSchema.fields[$0.position].name]?.history.id }
      return (scope.traces[plan.rightName.text], Set(ids))
    case .append(let plan):
      let others = scope.columnOrigins[plan.belowName.text] ?? [:]
      return (scope.traces[plan.belowName.text], Set(others.values.map(\.history.id)))
    default: return (nil, [])
    }
  }
}
