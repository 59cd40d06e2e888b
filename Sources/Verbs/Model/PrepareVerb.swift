import Columns
import Diagnostics
import Language
import Syntax

/// Applies the fitted recipe of a model to a table.
enum PrepareVerb: Verb {
  static let model = Parameter<Reference>("model", "The model whose recipe it is, by name.").naming(.model)
  static let signature = Signature(
    "prepare", positional: [model.declaration], synonyms: ["transform", "bake", "apply"])
  static let summary = "Prepares a table as a model's fitted recipe does, and keeps its key and target."
  static let discussion = """
    The columns are those that the estimator behind the recipe gets, prepared by what the recipe learnt from the \
    training rows of `fit`; nothing is learnt from the rows of the table. The table must have every column that the \
    model was fitted on. Its key and the model's target, where it has that, stay as they are.
    """
  static let examples = [
    Example(
      "prep = recipe | scale @num, method: minmax\nm = \(CvVerb.data) | fit dummy, target: bad, prep: prep\n"
        + "range 2 | derive { x = n * 59, y = 3 } | prepare m", "By the scales of the training rows.",
      gives: .table("x float, y float", "0.0 0.5\n1.0 0.5")),
    Example(
      "prep = recipe | clip x, max: 10\nm = \(CvVerb.data) | fit dummy, target: bad, prep: prep\n"
        + "\(CvVerb.data) | prepare m | head 2", "The target stays.",
      gives: .table("x int, y int, bad bool", "0 0 no\n10 1 no")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let reference = arguments[model], fitted = try arguments.model(model, fittedWith: ", prep: RECIPE")
    let contract = DataContract(fitted.trained.inputs, modelName: reference.name)
    try contract.check(input)
    return .onTable(memory: .asksItself) { table, context in
      let prepared = try PreparedColumns.Passage(fitted, try contract.inputs(of: table), context).result()
      guard let field = table.schema[fitted.target], let target = table[fitted.target] else { return prepared }
      if prepared.schema.index(of: fitted.target) != nil { return prepared }
      return prepared.setting([(field, target)])
        .with(
          roles: Roles(
            target: table.schema.target, key: prepared.schema.key, isKeyDeclared: table.schema.roles.isKeyDeclared))
    }
  }
}

extension PreparedColumns {
  /// A fitted recipe on its way over a table: what becomes of the columns, and which rows had a part in it.
  struct Passage {
    private let model: ModelValue
    private var table: Table
    private let context: RunContext
    /// Of the table's columns, and of those that the model was fitted on, as the steps so far left them.
    private var own: [String: ColumnHistory]
    private var trained: [String: ColumnHistory]

    init(_ model: ModelValue, _ table: Table, _ context: RunContext) {
      (self.model, self.table, self.context) = (model, table, context)
      own = context.columnOrigins.mapValues(\.history)
      let features = model.training.features, names = model.trained.inputs.map(\.name)
      // Where some are not known, a column may have been made of any.
      trained = names.count == features.count
        ? Dictionary(zip(names, features), uniquingKeysWith: { first, _ in first }) : [:]
      if let target = model.training.target { trained[model.target] = target }
    }

    /// The prepared table; the histories of its columns are told to the context.
    func result() throws -> Table {
      var passage = self
      for step in model.trained.recipe.steps { try passage.take(step) }
      for name in passage.table.schema.names {
        guard let history = passage.own[name] else { continue }
        context.made(name, ColumnMaking(same: history))
      }
      return passage.table
    }

    private mutating func take(_ step: FittedStep) throws {
      let before = table
      table = try step.fitted.changed(before, isTraining: false, context)
      let learnt = step.fitted.isForTrainingOnly ? [] : step.fitted.learnt
      var (nextOwn, nextTrained) = (own, trained)
      for part in learnt {
        for (column, origin) in zip(part.columns, part.origins) {
          let shapings = shapings(part, step.text)
          nextOwn[column] = history(column, step.text, [own[origin]], shapings)
          nextTrained[column] = history(column, step.text, [trained[origin]], shapings)
        }
      }
      // What a step computes within each row may be made of any of its columns.
      let told = Set(learnt.flatMap(\.columns))
      for (name, column) in zip(table.schema.names, table.columns) where !told.contains(name) {
        if let old = before[name], StorageIdentity(old) == StorageIdentity(column) { continue }
        nextOwn[name] = history(name, step.text, before.schema.names.map { own[$0] }, [])
        nextTrained[name] = history(name, step.text, before.schema.names.map { trained[$0] }, [])
      }
      (own, trained) = (nextOwn, nextTrained)
    }

    private func history(
      _ name: String, _ text: String, _ parents: [ColumnHistory?], _ shapings: [Shaping]
    ) -> ColumnHistory {
      ColumnHistory(name, text: "\(text) \(name)", parents: parents.compactMap { $0 }, shapings: shapings)
    }

    /// What the training rows had a part in.
    private func shapings(_ part: Learnt, _ text: String) -> [Shaping] {
      let rows = model.training.rows
      var shapings: [Shaping] = []
      if !part.sources.isEmpty {
        let known = part.sources.compactMap { trained[$0] }
        let all = (Array(trained.values) + model.training.features).sorted { $0.id < $1.id }
        let sources = known.count == part.sources.count ? known : all
        shapings.append(Shaping(part.kind, text: text, sources: sources, rows: rows))
      } else if part.kind == .filling {
        shapings.append(Shaping(.filling, text: text, sources: [], rows: rows))
      }
      if let ranker = part.ranker { shapings.append(ranker.shaping(part.kind, text: text)) }
      return shapings
    }
  }
}
