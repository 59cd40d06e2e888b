import Columns
import Diagnostics
import Language

/// A row-wise step of a recipe.
struct FittedRowWise: FittedPreparation {
  let arguments: BoundArguments
  let roles: Roles
  /// The columns that stay, where some are only chosen.
  let kept: [String]?
  let makeStep: @Sendable (Shape, BoundArguments) throws -> Step
  /// Whether it was read from a file, so that its places are in no source that messages could show.
  var isForeign = false

  var summary: String { arguments.stage.shortText }
  var learnt: [Learnt] { [] }

  /// The columns that stay, where it chooses columns; else the stage itself.
  var table: Table {
    kept.map { Table([("kept", Column(texts: $0))]) } ?? Table([("stage", Column(texts: [arguments.stage.sourceText]))])
  }

  /// The step on the table asks.
  func footprint(on table: Table) -> Footprint { .asksItself }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    guard isForeign else { return try applied(to: table, context) }
    do { return try applied(to: table, context) } catch let problem as Diagnostic {
      throw PreparationError(
        code: problem.kind, message: "a step of the model's recipe, `\(arguments.stage.shortText)`: \(problem.message)",
        notes: problem.notes)
    }
  }

  private func applied(to table: Table, _ context: RunContext) throws -> Table {
    if let kept {
      // The key and the target of other rows may be others, or none.
      for name in kept where !roles.exclusions.contains(name) { _ = try table.fittedPosition(of: name) }
      let wanted = roles.exclusions.union(kept)
      // In the order that was written, roles behind.
      let order = kept.compactMap { table.schema.index(of: $0) }
        + table.columns.indices.filter { roles.exclusions.contains(table.schema.fields[$0].name) }
      var seen = Set<Int>()
      return table.selecting(order.filter { wanted.contains(table.schema.fields[$0].name) && seen.insert($0).inserted })
    }
    // What tells the rows apart that are scored may have another name than in training.
    var present = roles
    present.key += table.schema.key.filter { !roles.key.contains($0) }
    let shape = Self.shape(table, present, arguments)
    guard let bare = shape.value?.table else { return table }
    let step = try makeStep(shape, arguments)
    let inner = RunContext(
      execution: context.execution, seed: context.seed, options: context.options, cache: context.cache,
      backend: context.backend)
    let value = try context.backend.computed(try context.backend.run(step, on: bare, inner), inner)
    guard let result = value.table else { return table }
    inner.notes.forEach { Self.note($0, context) }
    let hidden = Self.hidden(present)
    if let name = hidden.first(where: { table.schema.index(of: $0) != nil && result.schema.index(of: $0) != nil }) {
      throw Diagnostic(
        code: .columnName, "`\(name)` is the \(Self.role(of: name, present)) here",
        at: Label(arguments.verbSpan, "makes a column of its name"),
        help: "give the new column another name")
    }
    let back = hidden.compactMap { name in
      table.schema[name].flatMap { field in table[name].map { (field: field, column: $0) } }
    }
    return back.isEmpty ? result : result.setting(back).with(roles: table.schema.roles)
  }

  /// The columns that no step of a recipe sees: the target, and the key that was declared.
  private static func hidden(_ roles: Roles) -> [String] {
    (roles.isKeyDeclared ? roles.key : []) + (roles.target.map { [$0] } ?? [])
  }

  private static func role(of name: String, _ roles: Roles) -> String { name == roles.target ? "target" : "key" }

  /// Every fold would say the same with other counts.
  private static func note(_ text: String, _ context: RunContext) {
    let kind = text.prefix { !$0.isNumber }
    if !context.notes.contains(where: { $0.hasPrefix(kind) }) { context.note(text) }
  }

  /// The table without its roles, and what to say to whoever asks for them there.
  static func shape(_ table: Table, _ roles: Roles, _ arguments: BoundArguments) -> Shape {
    let hidden = Set(hidden(roles))
    var shape = Shape(table.selecting(table.columns.indices.filter { !hidden.contains(table.schema.fields[$0].name) }))
    for name in Self.hidden(roles) {
      let role = role(of: name, roles)
      shape.departures.add(
        name,
        Departure(
          span: arguments.verbSpan, label: "no step of a recipe sees the \(role)", help: "leave the \(role) out"))
    }
    shape.passedOver = roles.isKeyDeclared ? [] : Set(roles.key)
    return shape
  }
}

/// The stage with the values that it reads, the roles, and the columns that it chose.
extension FittedRowWise: Codable {
  private enum CodingKeys: String, CodingKey { case stage, roles, kept }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(KeptArguments(arguments), forKey: .stage)
    try container.encode(roles, forKey: .roles)
    try container.encodeIfPresent(kept, forKey: .kept)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    roles = try container.decode(Roles.self, forKey: .roles)
    kept = try container.decodeIfPresent([String].self, forKey: .kept)
    isForeign = true
    do {
      let (verb, arguments) = try container.decode(KeptArguments.self, forKey: .stage).bound(in: .standard)
      guard let verb = verb as? any RowWiseVerb.Type else {
        throw Diagnostic(code: .unknownVerb, "`\(verb.name)` changes no row by itself")
      }
      self.arguments = arguments
      makeStep = { try verb.tableStep($0, $1) }
    } catch let problem as Diagnostic {
      throw DecodingError.dataCorruptedError(forKey: .stage, in: container, debugDescription: problem.message)
    }
  }
}
