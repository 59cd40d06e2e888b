import Columns
import Diagnostics
import Syntax

/// A join that has been checked: positions of the keys on both sides, and which right columns are added.
public struct JoinPlan: Sendable {
  /// How the rows of both sides come together.
  public enum Kind: String, Sendable { case left, inner, full, semi, anti }
  /// The kind of join.
  public let kind: Kind
  /// What is joined, and its name.
  public let right: Plan
  /// The name under which the right side was given.
  public let rightName: Name
  /// The places of the keys on the left side.
  public let leftKeys: [Int]
  /// The places of the keys on the right side, in the same order.
  public let rightKeys: [Int]
  /// The names of the keys in the result.
  public let keyNames: [String]
  /// The types of the left side's keys in the result: a full join takes keys from the right side as well.
  public let keyTypes: [ColumnType]
  /// How often a key may occur on each side.
  public let relation: JoinRelation
  /// Right columns that are added, with the names they get.
  public let added: [ProjectedColumn]
  /// Where the join is written.
  public let span: Span

  /// A join that has been checked.
  public init(
    kind: Kind, right: Plan, rightName: Name, leftKeys: [Int], rightKeys: [Int], keyNames: [String],
    keyTypes: [ColumnType], relation: JoinRelation, added: [ProjectedColumn], span: Span
  ) {
    (self.kind, self.right, self.rightName, self.leftKeys) = (kind, right, rightName, leftKeys)
    (self.rightKeys, self.keyNames, self.keyTypes, self.relation) = (rightKeys, keyNames, keyTypes, relation)
    (self.added, self.span) = (added, span)
  }
}

extension JoinPlan {
  /// The columns of the right side.
  public var rightSchema: Schema { right.schema }

  /// The schema of the result. A target that only the right side declares comes along with its column.
  public func schema(joining left: Schema) -> Schema {
    let fields = left.fields + added.map { projected in
      var field = rightSchema.fields[projected.position]
      field.name = projected.name
      return field
    }
    var roles = left.roles
    if roles.target == nil, let target = rightSchema.target {
      roles.target = added.first { rightSchema.fields[$0.position].name == target }?.name
    }
    return Schema(fields, roles: roles)
  }
}
