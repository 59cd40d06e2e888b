import Columns
import Diagnostics
import Language
import Relational
import Syntax

/// Declares the key and the target of a table.
enum RolesVerb: Verb {
  static let key = Parameter<ColumnSelection?>(
    "key", default: nil, shows: "as it is", "The column or columns that identify a row.")
  static let target = Parameter<ColumnName?>("target", default: nil, shows: "as it is", "The column to predict.")
  static let signature = Signature(
    "roles", options: [key.declaration, target.declaration], synonyms: ["role", "set_role", "update_role"],
    columnUse: .handsOn)
  static let summary = "Declares which columns identify a row and which one is to be predicted."
  static let discussion = """
    As `load …, key:, target:` does for a file. Roles travel with their columns through every verb, under a new name \
    as well; a column that goes loses its role. Preparations and models, and the selectors in them, leave the key and \
    the target out; naming one there is an error. Verbs that look at tables or reshape them see all columns. What is \
    not written stays as it was declared before.
    """
  static let examples = [
    Example(
      "range 60 | derive { x = n * 37 % 60, bad = n * 53 % 31 > 16 } | roles key: n, target: bad | cv logistic",
      "A key and a target, and no need to name them again.",
      gives: .value(.evaluation, ["auc": .float(0.2615039281705948), "brier": .float(0.2728459657185972)])),
    Example(
      "range 4 | derive { x = n * 10, bad = n % 2 } | roles key: n, target: bad | scale @num, method: minmax | "
        + "select x",
      "`@num` leaves both out.",
      gives: .table("x float", "0.0\n0.3333333333333333\n0.6666666666666666\n1.0")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    guard arguments.isWritten(key) || arguments.isWritten(target) else {
      throw Diagnostic(
        code: .argumentCount, "`roles` needs a key or a target", at: Label(arguments.verbSpan, "declares nothing"),
        help: "write `roles key: COLUMN, target: COLUMN`, or one of them")
    }
    let roles = try roles(arguments[key], arguments[target]?.name, in: input)
    return .onTable(output: .table(Schema(Array(input.fields), roles: roles)), memory: .asksItself) { table, context in
      try declare(arguments[key], arguments[target]?.name, on: table, "roles", context)
    }
  }

  /// The table with roles declared; a note says where the key repeats.
  /// - Parameter place: what stands before the note.
  static func declare(
    _ key: ColumnSelection?, _ target: Name?, on table: Table, _ place: String, _ context: RunContext
  ) throws -> Table {
    guard key != nil || target != nil else { return table }
    let roles = try roles(key, target, in: Shape(table))
    if key != nil { try reportRepeats(of: roles.key, in: table, place, context) }
    return table.with(roles: roles)
  }

  private static func roles(_ key: ColumnSelection?, _ target: Name?, in shape: Shape) throws -> Roles {
    var roles = shape.fields.roles
    if let key {
      roles.key = try key.positions(in: shape).map { shape.fields[$0].name }
      roles.isKeyDeclared = true
    }
    if let target { roles.target = shape.fields[try shape.position(of: target)].name }
    if let both = roles.target, roles.key.contains(both) {
      throw Diagnostic(
        code: .wrongValue, "`\(both)` cannot be the key and the target",
        at: (target?.span ?? key?.span).map { Label($0, "has the other role as well") },
        help: "name two columns: what identifies a row tells nothing about it")
    }
    return roles
  }

  private static func reportRepeats(
    of names: [String], in table: Table, _ place: String, _ context: RunContext
  ) throws {
    let keys = names.compactMap { table[$0] }
    let distinct = try Grouping.make(keys: keys, rowCount: table.rowCount, execution: context.execution).count
    let repeated = table.rowCount - distinct
    guard repeated > 0 else { return }
    context.note(
      "\(place): the key does not identify rows: \(Prose.count(repeated, "row")) "
        + "\(repeated == 1 ? "repeats" : "repeat")"
        + " that of an earlier one, and will fall into the same samples and folds")
  }
}
