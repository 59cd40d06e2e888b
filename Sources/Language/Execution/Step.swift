import Columns
import Diagnostics
import Syntax

/// How a checked stage runs. The relational steps are a small closed set, so that the same pipeline can be executed here
/// or rendered for another engine; everything else is local.
public struct Step: Sendable {
  public let operation: Operation
  /// What comes out, where the input's shape alone tells it.
  public let output: Shape?
  /// Columns that the step takes away, and what to say to whoever asks for them later.
  public var departures: [String: Departure] = [:]
  /// The columns that the step computes by an expression each.
  public var computes: [NamedExpression]
  /// The keys of a step that makes one row of each group: positions in the input with ``computes`` before the items.
  public var groupKeys: [Int]?
  /// How many of ``computes`` are keys that are computed first.
  public var computedKeys = 0

  public init(_ operation: Operation, output: Shape?) {
    (self.operation, self.output) = (operation, output)
    computes = switch operation {
    case .derive(let items, _, _), .aggregate(let items, _): items
    default: []
    }
    groupKeys = if case .aggregate(_, let keys) = operation { keys } else { nil }
  }

  public enum Operation: Sendable {
    case filter(TypedExpression)
    case project([ProjectedColumn])
    case derive([NamedExpression], by: [Int], order: [SortColumn])
    case sort([SortColumn])
    case limit(Int, fromEnd: Bool)
    case join(JoinPlan)
    case aggregate([NamedExpression], by: [Int])
    case local(LocalWork)
  }

  /// Work that only this process can do. The input is nil for a verb that starts a pipeline.
  public typealias LocalWork = @Sendable ((any Value)?, RunContext) throws -> any Value

  /// A step that turns a table into another value.
  /// - Parameter memory: what the work takes of it; where that is not there, the step is refused.
  public static func onTable(
    output: Shape? = nil, memory: Footprint, _ work: @escaping @Sendable (Table, RunContext) throws -> any Value
  ) -> Step {
    Step(.local { input, context in
      guard let table = input?.table else { throw NeedsData() }
      try memory.require(on: table, context.execution)
      return try work(table, context)
    }, output: output)
  }
}

/// A column of the result, taken from the input under a name.
public struct ProjectedColumn: Sendable, Equatable {
  public let position: Int
  public let name: String
  public init(position: Int, name: String) { (self.position, self.name) = (position, name) }
}

/// A result column with the expression that computes it.
public struct NamedExpression: Sendable {
  public let name: String
  public let expression: TypedExpression
  /// The expression as one would type it for this column alone, where it was typed.
  public let source: String?

  public init(_ name: String, _ expression: TypedExpression, source: String? = nil) {
    (self.name, self.expression, self.source) = (name, expression, source)
  }
}

/// A column to sort by.
public struct SortColumn: Sendable {
  public let position: Int
  public let isDescending: Bool
  public init(position: Int, isDescending: Bool) { (self.position, self.isDescending) = (position, isDescending) }
}

/// A join that has been checked: positions of the keys on both sides, and which right columns are added.
public struct JoinPlan: Sendable {
  public enum Kind: String, Sendable { case left, inner, full, semi, anti }
  public let kind: Kind
  public let right: Table
  public let rightName: Name
  public let leftKeys: [Int]
  public let rightKeys: [Int]
  public let keyNames: [String]
  /// The types of the left side's keys in the result: a full join takes keys from the right side as well.
  public let keyTypes: [ColumnType]
  public let relation: JoinRelation
  /// Right columns that are added, with the names they get.
  public let added: [ProjectedColumn]
  public let span: Span

  public init(
    kind: Kind, right: Table, rightName: Name, leftKeys: [Int], rightKeys: [Int], keyNames: [String], keyTypes: [ColumnType],
    relation: JoinRelation, added: [ProjectedColumn], span: Span
  ) {
    (self.kind, self.right, self.rightName, self.leftKeys) = (kind, right, rightName, leftKeys)
    (self.rightKeys, self.keyNames, self.keyTypes, self.relation) = (rightKeys, keyNames, keyTypes, relation)
    (self.added, self.span) = (added, span)
  }
}

extension JoinPlan {
  /// The schema of the result. A target that only the right side declares comes along with its column.
  public func schema(joining left: Schema) -> Schema {
    let fields = left.fields + added.map { projected in
      var field = right.schema.fields[projected.position]
      field.name = projected.name
      return field
    }
    var roles = left.roles
    if roles.target == nil, let target = right.schema.target {
      roles.target = added.first { right.schema.fields[$0.position].name == target }?.name
    }
    return Schema(fields, roles: roles)
  }
}

extension Schema {
  /// The schema of one row for each group: the keys, then the items. The target stays one where its own aggregate has
  /// its name.
  public func aggregated(_ items: [(field: Field, expression: TypedExpression)], by keys: [Int]) -> Schema {
    let names = keys.map { fields[$0].name }
    var roles = Roles(key: names, isKeyDeclared: self.roles.isKeyDeclared && names.allSatisfy(key.contains))
    if let target, let own = index(of: target) {
      let isKept = items.contains { $0.field.name == target && $0.expression.columns.contains(own) }
      roles.target = isKept ? target : nil
    }
    return Schema(keys.map { fields[$0] } + items.map(\.field), roles: roles)
  }

  /// The schema after a projection.
  public func projected(_ columns: [ProjectedColumn]) -> Schema {
    projecting(columns.map { ($0.position, $0.name) })
  }
}
