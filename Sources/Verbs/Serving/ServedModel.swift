import Columns
import Diagnostics
import Files
import Forms
import Kernels
import Language
import Learning
import Syntax

/// A model that answers requests, as `export` wrote it.
///
/// Scores are those of `predict`, to the last bit: the same recipe and the same model are applied. Only steps that do
/// nothing but leave columns out are not, where they are the first ones. Columns that no score depends on are not asked
/// for, and are null where they are not sent.
package struct ServedModel: Sendable {
  /// The XXH64 of the model's file, which tells models apart.
  package let hash: String
  /// All columns that the model was fitted with, in its order.
  package let inputs: [ServedInput]
  /// What tells clients apart.
  package let keys: [String]
  /// Who scores at least this is refused; nil where no decision was learnt.
  package let cut: Double?
  package let target: String
  /// The features behind the recipe.
  package let features: [String]
  private let value: ModelValue
  /// The model behind the steps that are not mere choices of columns.
  private let applied: TrainedModel
  private let scriptText: String?

  /// - Throws: `FormError` for what is no model as it was written; `FileFailure`.
  package init(_ path: String) throws {
    let context = Self.context(threads: 1)
    let isFolder = ModelFolder.isFolder(path), file = isFolder ? path + "/model.json" : path
    if !isFolder, !FileSystem.names(in: path).isEmpty {
      throw FormError("the folder is none that `MODEL | export \"…\"` wrote", at: path)
    }
    value = isFolder ? try ModelFolder.read(path, context) : try ModelFile.read(try FileSystem.read(file))
    hash = XXH64.hash(try FileSystem.read(file)).hexadecimal
    scriptText = isFolder
      ? (try? FileSystem.read(path + "/script.carnet")).map { String(decoding: $0, as: UTF8.self) } : nil
    applied = try Self.trimmed(value.trained, context)
    let used = NeededColumns(applied.model.featureNames, behind: applied.recipe).names
      ?? Set(applied.inputs.map(\.name))
    let rows = value.rows
    inputs = value.seen.columns.map { ServedInput($0, rows: rows, isUsed: used.contains($0.name)) }
    keys = value.trainedRows.isKey ? value.trainedRows.columns : []
    (cut, target, features) = (value.cut, value.target, value.trained.model.featureNames)
  }

  /// No statement asks for these scores.
  private static let nowhere = Span(source: SourceID(rawValue: 0), lower: 0, upper: 0)

  private static func context(threads: Int) -> RunContext {
    RunContext(execution: Execution(threads: threads), seed: 0, cache: SessionCache())
  }

  /// The model behind the first steps that only choose columns.
  private static func trimmed(_ trained: TrainedModel, _ context: RunContext) throws -> TrainedModel {
    var steps = trained.recipe.steps[...], inputs = trained.inputs
    while let step = steps.first, step.fitted is FittedTop || step.fitted is FittedPruning {
      let none = Table(schema: Schema(inputs), columns: inputs.map { Column(nulls: 0, type: $0.type) }, rowCount: 0)
      let left = try step.fitted.changed(none, isTraining: false, context).schema
      inputs = inputs.filter { left.index(of: $0.name) != nil }
      steps = steps.dropFirst()
    }
    // Where no other step needs it, a column that is no feature of the model does not matter either.
    if steps.isEmpty {
      let features = Set(trained.model.featureNames)
      inputs = inputs.filter { features.contains($0.name) }
    }
    return TrainedModel(
      inputs: inputs, recipe: FittedRecipe(steps: Array(steps)), model: trained.model,
      isReweighted: trained.isReweighted, recipeName: trained.recipeName, calibration: trained.calibration)
  }

  /// The columns of a table that scores depend on, in the model's order.
  private func rows(of table: Table) throws -> Table {
    try DataContract(applied.inputs, modelName: Name("the model", Self.nowhere)).inputs(of: table)
  }

  /// The score of each row, a probability unless classes were weighed.
  ///
  /// - Throws: `Diagnostic` for a row that the model cannot take.
  package func scores(_ table: Table, threads: Int = 1) throws -> [Double] {
    try applied.scores(try rows(of: table), at: Self.nowhere, Self.context(threads: threads))
  }

  /// Why the rows have their scores; nil where the model's scores are no sum of contributions.
  package func explanation(_ table: Table, threads: Int = 1) throws -> ServedExplanation? {
    guard let model = applied.model as? any ExplainableModel else { return nil }
    let context = Self.context(threads: threads)
    let prepared = try applied.recipe.apply(to: try rows(of: table), context)
    let numbers = try FeatureColumns.matrix(prepared, model.featureNames, context.execution)
    let all = try model.contributions(numbers, execution: context.execution)
    return ServedExplanation(
      names: model.featureNames, scale: model.contributionScale.rawValue, features: numbers, contributions: all)
  }

  /// What is to be known of the model, for people and programs.
  package var card: JSONValue {
    get throws {
      let contract = ModelContract.form(of: value, try? value.trained.model.native())
      let own = (contract.object ?? []).filter { !["inputs", "features", "library_file"].contains($0.name) }
      let more = JSONValue.members([
        "xxh64": .text(hash), "inputs": .int(inputs.count), "used_inputs": .int(inputs.count { $0.isUsed }),
        "features": .texts(features), "steps": .texts(value.trained.recipe.steps.map(\.text)),
        "script": scriptText.map { .text($0) },
      ])
      return .object(own + (more.object ?? []))
    }
  }
}

/// How much each feature moves the score of each row.
package struct ServedExplanation: Sendable {
  package let names: [String]
  /// What the contributions and the expected value add up to.
  package let scale: String
  /// Rows × features, as the model sees them; NaN is missing.
  package let features: Matrix
  /// Rows × features, and a last column with the expected value.
  package let contributions: Matrix

  /// The features of a row from the one that moves its score most.
  ///
  /// - Parameter raisesOnly: Only those that raise the score.
  package func strongest(_ row: Int, raisesOnly: Bool) -> [Int] {
    contributions.strongest(row, features: names.count, raisesOnly ? .raising : .either)
  }
}
