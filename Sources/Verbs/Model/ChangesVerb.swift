import Columns
import Diagnostics
import Language
import Syntax

/// Says which single change would turn a decision.
enum ChangesVerb: Verb {
  static let clients = Parameter<Reference>("clients", "The rows whose decision is to change, by name.").naming(.table)
  static let rows = Parameter<Reference?>(
    "of", default: nil, shows: "the clients themselves", "The rows whose values are tried, by name.").naming(.table)
  static let features = Parameter<ColumnSelection?>(
    "features", default: nil, shows: "all that the model wants", "The columns that a client could change.")
  static let points = Parameter<Int>("points", default: 20, in: 2...1000, "How many values of a number are tried.")
  /// More clients than anybody reads the answer for.
  static let mostClients = 1000
  static let signature = Signature(
    "changes", inputs: [.model], output: .table, positional: [clients.declaration],
    options: [rows.declaration, features.declaration, points.declaration],
    synonyms: ["counterfactual", "counterfactuals", "recourse", "what_if"])
  static let summary = "Lists for each client the single changes that would turn the model's decision."
  static let discussion = """
    Each column by itself is given the values that occur in the rows of `of`, as `partial` tries them, and the nearest \
    one that turns the decision at the model's cut is listed: `from` the client's own value `to` that one, and the \
    score it gives. `shift` is the share of those rows that lie between the two; of levels, which have no order, the \
    one that moves the score most is taken, without a shift. The least shift stands first. A client whom no single \
    change would help has no row. What the model would say is not what the client would do: name in `features:` only \
    what can be changed.
    """
  static let examples = [
    Example(
      "d = \(CvVerb.data)\nm = d | fit logistic, target: bad, cut: 0.5\n"
        + "one = d | where x == 42 and y == 6\n"
        + "m | changes one, of: d, features: y | select row, decision, feature, from, to",
      "What would turn one decision.",
      gives: .table("row int, decision text, feature text, from text, to text", "0 refuse y 6 1")),
    Example(
      "d = \(CvVerb.data)\nm = d | fit logistic, target: bad, cut: 0.5\n"
        + "m | changes d, features: x, points: 40 | agg count() by decision",
      "Whom a change of one column would help.",
      gives: .table("decision text, count int", "grant 38\nrefuse 22")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let reference = arguments[clients]
    let table = try self.table(reference)
    let others = try arguments[rows].map { try self.table($0) } ?? table
    guard table.rowCount <= mostClients else {
      throw Diagnostic(
        code: .wrongValue,
        "`changes` takes at most \(mostClients) clients, and `\(reference.name.text)` has \(table.rowCount)",
        at: Label(reference.name.span, "\(table.rowCount) rows"),
        help: "choose some: `| where SCORE >= CUT | head 100`")
    }
    return Step(.local { value, context in
      guard let model = value as? ModelValue else { throw NeedsData() }
      guard let cut = model.cut else {
        throw Diagnostic(
          code: ModelCodes.contract, "the model decides nothing: it has no cut",
          at: Label(arguments.verbSpan, "which decision?"), help: "fit it with one: `fit …, cut: $chosen.threshold`")
      }
      func contract(_ name: Name) -> DataContract {
        DataContract(model.trained.inputs, modelName: Name("the model", name.span))
      }
      let inputs = try contract(reference.name).inputs(of: table)
      let tried = try contract(arguments[rows]?.name ?? reference.name).inputs(of: others)
      let chosen = try arguments[features].map { selection in
        Set(try selection.positions(in: Shape(table)).map { table.schema.fields[$0].name })
      }
      let search = ChangeSearch(
        model: model, cut: cut, clients: inputs, others: tried,
        points: arguments[points], span: reference.name.span)
      let fields = model.trained.inputs.filter { chosen?.contains($0.name) ?? true }
      return try search.table(fields, keys: table, context)
    }, output: nil)
  }

  private static func table(_ reference: Reference) throws -> Table {
    if let table = try reference.rows() { return table }
    throw Diagnostic(
      code: .misplacedVerb, "`\(reference.name.text)` is not a table but a \(reference.value.kind.name)",
      at: Label(reference.name.span, "not a table"), help: "write `MODEL | changes CLIENTS, of: TABLE`")
  }
}

/// Tries values of one column after another.
private struct ChangeSearch {
  struct Change {
    let client: Int
    let feature: String
    let from: String?
    let to: String
    let score: Double
    let shift: Double?
  }

  let model: ModelValue
  let cut: Double
  let clients: Table
  let others: Table
  let points: Int
  let span: Span

  func table(_ fields: [Field], keys table: Table, _ context: RunContext) throws -> Table {
    let scores = try model.trained.scores(clients, at: span, context)
    context.execution.monitor.begin("trying \(Prose.count(fields.count, "column"))", total: fields.count)
    var changes: [Change] = []
    for field in fields {
      try context.execution.checkCancelled()
      changes += try self.changes(of: field, scores, context)
      context.execution.monitor.advance(by: 1)
    }
    let order = changes.indices.sorted { a, b in
      let (x, y) = (changes[a], changes[b])
      return (x.client, x.shift ?? 2, a) < (y.client, y.shift ?? 2, b)
    }.map { changes[$0] }
    return result(order, scores, keys: table)
  }

  /// The nearest value for each client that turns the decision.
  private func changes(of field: Field, _ scores: [Double], _ context: RunContext) throws -> [Change] {
    guard let column = clients[field.name], let other = others[field.name],
      let values = TriedValues.of(other, most: points)
    else { return [] }
    let tried = try (0..<values.count).map { index -> [Double] in
      let constant = values.taking([Int32](repeating: Int32(index), count: clients.rowCount))
      let varied = clients.setting([(field: Field(field.name, values.type), column: constant)])
      return try model.trained.scores(varied, at: span, context)
    }
    let numbers = values.type.isNumeric ? values.doubles() : nil
    let sorted = (other.doubles() ?? []).filter { !$0.isNaN }.sorted()
    return scores.indices.compactMap { client in
      let turning = tried.indices.filter { (tried[$0][client] >= cut) != (scores[client] >= cut) }
      let own = column.type.isNumeric ? column[client].number : nil
      func distance(_ index: Int) -> Double {
        if let numbers, let own { return abs(numbers[index] - own) }
        return -abs(tried[index][client] - scores[client])
      }
      guard let best = turning.min(by: { distance($0) < distance($1) }) else { return nil }
      let shift = numbers.flatMap { numbers in own.map { Self.share(between: $0, numbers[best], sorted) } }
      return Change(
        client: client, feature: field.name, from: column.isNull(client) ? nil : CellFormat.plain(column[client]),
        to: CellFormat.plain(values[best]), score: tried[best][client], shift: shift)
    }
  }

  /// The share of sorted numbers that lie between two.
  private static func share(between a: Double, _ b: Double, _ sorted: [Double]) -> Double {
    let (low, high) = (min(a, b), max(a, b))
    return Double(sorted.count { $0 > low && $0 < high }) / Double(max(1, sorted.count))
  }

  private func result(_ changes: [Change], _ scores: [Double], keys table: Table) -> Table {
    let rows = changes.map { Int32($0.client) }
    let key = table.schema.key.compactMap { name in
      table.schema[name].flatMap { field in table[name].map { (field, $0) } }
    }
    let own = key.isEmpty
      ? [(field: Field("row", .int), column: Column(ints: rows.map { Int64($0) }))]
      : key.map { (field: $0.0, column: $0.1.taking(rows)) }
    return Table(schema: Schema([]), columns: [], rowCount: rows.count).setting(own + [
      (Field("score", .float), Column(doubles: changes.map { scores[$0.client] })),
      (Field("decision", .text), Column(texts: changes.map { scores[$0.client] >= cut ? "refuse" : "grant" })),
      (Field("feature", .text), Column(texts: changes.map(\.feature))),
      (Field("from", .text), Column(texts: changes.map(\.from))),
      (Field("to", .text), Column(texts: changes.map(\.to))),
      (Field("new_score", .float), Column(doubles: changes.map(\.score))),
      (Field("shift", .float), Column(floats: changes.map(\.shift))),
    ])
  }
}
