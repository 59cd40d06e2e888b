import Columns
import Diagnostics
import Language
import Syntax

/// Lets clients who were refused have a part in what a model learns.
enum RejectInferenceVerb: Verb {
  static let rejects = Parameter<Reference>("rejects", "The clients without an outcome, by name.").naming(.table)
  static let model = Parameter<Reference>("model", "What was fitted on the accepted ones, by name.").naming(.model)
  static let method = Parameter<String>(
    "method", "Accepted clients that stand for refused ones as well, or refused ones with an inferred outcome.",
    choices: ["augmentation", "parcelling"])
  static let bands = Parameter<Int>("bands", default: 10, in: 1...1000, "How many bands of scores.")
  static let factor = Parameter<Double>(
    "factor", default: 1, in: 0...100, "`parcelling`: how many times as often the refused default in a band.")
  static let signature = Signature(
    "reject_inference", positional: [rejects.declaration],
    options: [model.declaration, method.declaration, bands.declaration, factor.declaration],
    synonyms: ["infer_rejects", "parcelling", "augmentation"])
  static let summary = "Lets refused clients have a part in learning, under an assumption that it says."
  static let discussion = """
    Behind the table of the accepted clients, with their outcomes; the model was fitted on them. Bands of equally many \
    accepted clients by its scores are what both methods go by.

    `augmentation` adds a column `weight`: (accepted + refused) / accepted of the client's band, so that the accepted \
    stand for all who applied (Hsia 1978): `fit …, weights: weight`. It assumes that in a band the refused default as \
    the accepted do. `parcelling` puts the refused below, with a column `inferred`, and with an outcome: in each band \
    so many default as the accepted's rate times `factor:` says, chosen by hash(seed, key) (Siddiqi 2006). A `factor:` \
    above 1 assumes that the refused are worse than their scores tell. Nothing in the data can tell whether either \
    holds, and a note says which was assumed; neither column is a feature. Judge models by accepted clients alone, \
    `| where not inferred`; what judges others counts them in a note. Standard errors and p-values take weights for \
    numbers of rows, and bands do not weigh rows.
    """
  private static let two = "clients = range 90 | derive { x = n * 37 % 89, bad = x > 60 and n % 3 > 0 }\n"
    + "kept = clients | where x < 70 | roles target: bad\nrefused = clients | where x >= 70 | drop bad\n"
    + "m = kept | fit logistic, features: x\n"
  static let examples = [
    Example(
      "\(two)kept | reject_inference refused, model: m, method: augmentation, bands: 2 "
        + "| distinct weight",
      "Weights of accepted clients.", gives: .table("weight float", "1.0\n1.5277777777777777")),
    Example(
      "\(two)kept | reject_inference refused, model: m, method: parcelling, bands: 2, factor: 1.5 "
        + "| agg { rows = count(), defaulted = sum(bad) } by inferred",
      "Inferred outcomes.", gives: .table("inferred bool, rows int, defaulted int", "no 71 3\nyes 19 2")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let call = try Call(input, arguments)
    return .onTable(output: nil, memory: .asksItself) { table, context in
      try call.requireMemory(table, context)
      let groups = try call.groups(table, context)
      guard arguments[method] == "parcelling" else {
        context.note("\(name): assumes that in a band of scores the refused default as the accepted do; \(groups.text)")
        call.tellOrigin(of: "weight", context)
        let column = Column(doubles: groups.acceptedBands.map { groups.weight(of: $0) })
        return table.setting([(Field("weight", .float), column)])
      }
      let outcomes = groups.outcomes(factor: arguments[factor], keys: call.rejectKeys(context))
      let count = outcomes.count { $0 }
      context.note(
        "\(name): assumes that in a band of scores the refused default \(times(arguments[factor])) as the accepted: "
          + "\(count) of \(outcomes.count); \(groups.text)")
      call.tellOrigin(of: InferredOutcomes.column, context)
      return try call.appended(outcomes, to: table, context)
    }
  }

  /// `1.5 times as often`
  private static func times(_ factor: Double) -> String {
    factor == 1 ? "as often" : "\(ShortNumber.text(factor)) times as often"
  }
}

extension RejectInferenceVerb {
  /// What was written, checked.
  private struct Call {
    let target: (name: Name, position: Int)
    let rejects: Table
    let model: ModelValue
    let reference: Reference
    let arguments: BoundArguments

    init(_ input: Shape, _ arguments: BoundArguments) throws {
      self.arguments = arguments
      let name = try roleTarget(input, arguments)
      target = (name, try TargetColumn.position(name, in: input))
      rejects = try arguments.table(RejectInferenceVerb.rejects)
      model = try arguments.model(RejectInferenceVerb.model)
      reference = arguments[RejectInferenceVerb.model]
      if arguments.isWritten(factor), arguments[method] != "parcelling" {
        throw arguments.outOfRange(factor, "goes with `method: parcelling` only", help: "leave it out")
      }
      try refuseTaken(input)
      guard model.target == name.text else {
        throw Diagnostic(
          code: .wrongValue,
          "`\(reference.name.text)` predicts `\(model.target)`, and the target here is `\(name.text)`",
          at: Label(reference.name.span, "another target"), help: "fit a model of `\(name.text)` on the accepted")
      }
      try contract(at: reference.name.span).check(input)
      try contract(at: arguments[RejectInferenceVerb.rejects].name.span).check(Shape(rejects))
      try checkColumns(input)
    }

    /// Scores, bands and keys of both tables, and the rows of both below each other.
    func requireMemory(_ table: Table, _ context: RunContext) throws {
      for part in [table, rejects] { try Footprint.rows(200).require(on: part, context.execution) }
      try context.execution.memory.require(Double(table.byteCount + rejects.byteCount))
    }

    /// The column that is added is not one that is there.
    private func refuseTaken(_ input: Shape) throws {
      let added = arguments[method] == "parcelling" ? InferredOutcomes.column : "weight"
      guard input.fields.index(of: added) != nil else { return }
      throw Diagnostic(
        code: .columnName, "the table has a column `\(added)` already",
        at: Label(arguments.verbSpan, "would take its place"),
        help: "rename it before: `| rename other_\(added) = \(added)`")
    }

    /// That a model of the outcome had a part in a column, which is no feature then.
    func tellOrigin(of column: String, _ context: RunContext) {
      let text = "reject_inference by \(model.estimator)"
      context.made(
        column,
        ColumnMaking(
          parents: context.histories(model.trained.inputs.map(\.name)), shapings: [model.training.shaping(text: text)]))
    }

    /// What the model demands of a table that is named at a place.
    private func contract(at place: Span) -> DataContract {
      DataContract(model.trained.inputs, modelName: Name(reference.name.text, place))
    }

    /// Refused clients have every column that is to stand below those of the accepted.
    private func checkColumns(_ input: Shape) throws {
      guard arguments[method] == "parcelling" else { return }
      let name = arguments[RejectInferenceVerb.rejects].name
      for field in input.fields where field.name != target.name.text {
        guard let own = rejects.schema[field.name], own.type == field.type else {
          throw Diagnostic(
            code: .unknownColumn, "`\(name.text)` has no column `\(field.name)` of the type \(field.type.rawValue)",
            at: Label(name.span, "lacks a column of the accepted"),
            help: "keep the same columns on both sides: `| select …`")
        }
      }
    }

    func groups(_ table: Table, _ context: RunContext) throws -> RejectGroups {
      let place = reference.name.span, contract = contract(at: place)
      let labels = try TargetColumn.labels(table.columns[target.position], target.name)
      return RejectGroups(
        accepted: try model.trained.scores(try contract.inputs(of: table), at: place, context), labels: labels,
        rejected: try model.trained.scores(try contract.inputs(of: rejects), at: place, context),
        count: arguments[bands])
    }

    func rejectKeys(_ context: RunContext) -> [UInt64] {
      let key = rejects.schema.roles.key.compactMap { rejects.schema.index(of: $0) }
      return RowKeys.hashes(rejects, seed: context.seed, purpose: name, key: key)
    }

    /// The accepted and, below them, the refused with their inferred outcomes.
    func appended(_ outcomes: [Bool], to table: Table, _ context: RunContext) throws -> Table {
      let outcome = table.schema.fields[target.position].type == .bool
        ? Column(bools: outcomes) : Column(ints: outcomes.map { $0 ? 1 : 0 })
      let columns = try zip(table.schema.fields, table.columns).map { field, column in
        let below = field.name == target.name.text ? outcome : rejects[field.name] ?? outcome
        return try Column(stacking: [column, below], .below, as: field.type, execution: context.execution)
      }
      let inferred = Column(bools: (0..<table.rowCount).map { _ in false } + outcomes.map { _ in true })
      return Table(schema: table.schema, columns: columns, rowCount: table.rowCount + rejects.rowCount)
        .setting([(Field(InferredOutcomes.column, .bool), inferred)])
    }
  }

  private static func roleTarget(_ input: Shape, _ arguments: BoundArguments) throws -> Name {
    if let declared = input.fields.target { return Name(declared, arguments.verbSpan) }
    throw Diagnostic(
      code: .argumentCount, "`reject_inference` needs the outcome of the accepted, and this table declares no target",
      at: Label(arguments.verbSpan, "which column is it?"), help: "declare it before: `| roles target: COLUMN`")
  }
}
