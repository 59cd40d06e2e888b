import Language

/// The columns that tell a target, by how they were made: from it, or it from them.
struct TargetFamily {
  let target: ColumnHistory
  /// The columns that the target was computed from, directly or not, itself included.
  private let lineage: [UInt64: ColumnHistory]
  /// Columns of which each alone decides the target.
  private let deciding: Set<UInt64>
  /// Those among them that were read from somewhere: what else is computed from one tells the target as well.
  private let real: Set<UInt64>

  init(_ target: ColumnHistory) {
    self.target = target
    lineage = target.lineage
    let numbers = Set(lineage.values.filter(\.isRowNumber).map(\.id))
    deciding = Set(lineage.keys.filter { !numbers.contains($0) && Self.is(target, decidedBy: [$0]) })
    let lineage = lineage
    real = deciding.filter { id in lineage[id].map { !Self.is($0, decidedBy: numbers) } ?? false }
  }

  /// Whether the values of a column follow from those of others in the same row.
  private static func `is`(_ column: ColumnHistory, decidedBy known: Set<UInt64>) -> Bool {
    var answers: [UInt64: Bool] = [:]
    func isDecided(_ column: ColumnHistory) -> Bool {
      if known.contains(column.id) { return true }
      if let answer = answers[column.id] { return answer }
      let isComputed = column.shapings.isEmpty && !column.parents.isEmpty
      let answer = isComputed
        && (column.isUnion ? column.parents.contains(where: isDecided) : column.parents.allSatisfy(isDecided))
      answers[column.id] = answer
      return answer
    }
    return isDecided(column)
  }

  /// Why a column tells the target; nil where it does not, as far as statements show.
  func reason(_ column: ColumnHistory) -> String? {
    if column == target { return "is the target under another name" }
    let own = column.lineage
    if own[target.id] != nil { return "was computed from the target" }
    guard let common = real.subtracting([target.id]).first(where: { own[$0] != nil }), let source = lineage[common]
    else {
      return nil
    }
    return source == column ? "is what the target was computed from"
      : "was computed from `\(source.name)`, as the target was"
  }

  /// Those of some columns that the target was computed from, and whether they decide it together.
  func sources(among columns: [ColumnHistory]) -> (found: [ColumnHistory], decide: Bool) {
    let found = columns.filter { lineage[$0.id] != nil && !$0.isRowNumber && $0 != target }
    return (found, !found.isEmpty && Self.is(target, decidedBy: Set(found.map(\.id))))
  }

  /// Whether the target of other rows had a part in what was learnt from some columns.
  func hadPart(in sources: [ColumnHistory]) -> Bool {
    if sources.contains(where: { deciding.contains($0.id) }) { return true }
    var seen = Set<UInt64>(), open = sources
    while !open.isEmpty {
      let own = open.lineage.filter { seen.insert($0.key).inserted }
      if own[target.id] != nil || own.keys.contains(where: real.contains) { return true }
      open = own.values.flatMap { $0.shapings.flatMap(\.sources) }
    }
    return false
  }

  /// How gaps of the target itself were filled, where they were.
  var filling: Shaping? { target.allShapings.first { $0.kind == .filling } }
}
