import Columns
import Diagnostics
import Syntax

/// A join that has been checked: positions of the keys on both sides, and which right columns are added.
public struct JoinPlan: Sendable {
  public enum Kind: String, Sendable { case left, inner, full, semi, anti }
  public let kind: Kind
  /// What is joined, and its name.
  public let right: Plan
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
    kind: Kind, right: Plan, rightName: Name, leftKeys: [Int], rightKeys: [Int], keyNames: [String], keyTypes: [ColumnType],
    relation: JoinRelation, added: [ProjectedColumn], span: Span
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
