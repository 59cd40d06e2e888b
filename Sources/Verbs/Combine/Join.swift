import Columns
import Diagnostics
import Language
import Syntax

/// What the five joins share: their arguments, checks and examples' table.
enum Join {
  static let right = Parameter<Reference>("table", "The table to join, by name.").naming(.table)
  static let suffix = Parameter<String>(
    "suffix", default: "_right", "What is added to a right column's name that the left side has too.")

  static func signature(_ name: String, synonyms: Set<String> = []) -> Signature {
    let isFilter = name.hasPrefix("semi") || name.hasPrefix("anti")
    return Signature(
      name, positional: [right.declaration], clauses: [.on], options: isFilter ? [] : [suffix.declaration],
      synonyms: synonyms,
      // A right column is renamed where the left side has its name: only filters need not know all names.
      columnUse: isFilter ? .handsOn : .any)
  }

  static let discussion = """
    The default relation is `m:1`: the right side's key must not repeat, so that the join cannot add rows. Another \
    relation is written behind the keys: `1:1`, `1:m`, `m:m`. `semi join` and `anti join` add no rows in any case: \
    they check a relation only where one is written. Null keys match nothing. The left side's row order is kept. A \
    right column whose name the left side has too gets a suffix.
    """

  static func step(_ kind: JoinPlan.Kind, _ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let reference = arguments[right]
    let other = try arguments.plan(right)
    guard let on = arguments.stage.on else { preconditionFailure("the binder demands `on`") }
    var rightShape = Shape(reference.value)
    rightShape.name = reference.name.text
    rightShape.departures = arguments.scope.departures[reference.name.text] ?? Departures()
    let leftKeys = try on.keys.map { try input.position(of: $0.left) }
    let rightKeys = try on.keys.map { try rightShape.position(of: $0.right ?? $0.left) }
    try checkTypes(on.keys, leftKeys, rightKeys, input, rightShape)
    let isFilter = kind == .semi || kind == .anti
    let added = isFilter ? [] : addedColumns(other.schema, without: Set(rightKeys), input.fields, arguments[suffix])
    var ownFields = Array(input.fields)
    if kind == .full {
      // A right side's key that is no whole number needs a column of floats.
      for (left, right) in zip(leftKeys, rightKeys) where ownFields[left].type == .int {
        guard other.schema.fields[right].type == .float else { continue }
        let column = try arguments.table(Self.right).columns[right]
        let isWhole = (0..<column.count).allSatisfy { column.isNull($0) || column[$0].wholeNumber != nil }
        if !isWhole { ownFields[left] = Field(ownFields[left].name, .float) }
      }
    }
    let plan = JoinPlan(
      kind: kind, right: other, rightName: reference.name, leftKeys: leftKeys, rightKeys: rightKeys,
      keyNames: on.keys.map { ($0.right ?? $0.left).text }, keyTypes: leftKeys.map { ownFields[$0].type },
      relation: on.relation ?? (isFilter ? .manyToMany : .manyToOne),
      added: added, span: on.span)
    return Step(.join(plan), output: .table(plan.schema(joining: Schema(ownFields, roles: input.fields.roles))))
  }

  private static func checkTypes(
    _ keys: [JoinKey], _ left: [Int], _ right: [Int], _ input: Shape, _ other: Shape
  ) throws {
    for (index, key) in keys.enumerated() {
      let a = input.fields[left[index]].type, b = other.fields[right[index]].type
      guard a == b || (a.isNumeric && b.isNumeric) else {
        throw Diagnostic(
          code: .keyTypes,
          "the keys `\(key.left.text)` and `\((key.right ?? key.left).text)` cannot match: \(a.rawValue) and "
            + "\(b.rawValue)",
          at: Label(key.left.span, "\(a.rawValue) on the left, \(b.rawValue) on the right"))
      }
    }
  }

  private static func addedColumns(
    _ right: Schema, without keys: Set<Int>, _ left: Schema, _ suffix: String
  ) -> [ProjectedColumn] {
    var taken = Set(left.names)
    return right.fields.indices.filter { !keys.contains($0) }.map { position in
      var name = right.fields[position].name
      while !taken.insert(name).inserted { name += suffix }
      return ProjectedColumn(position: position, name: name)
    }
  }
}
