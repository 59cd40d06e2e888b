import Columns
import Diagnostics
import Kernels
import Language
import Learning
import Statistics

/// A search that is part of an estimator, `tune(lightgbm(num_leaves: 8..64), trials: 15)`: it runs on the rows that the
/// estimator is fitted on, in folds of their own.
final class InnerSearch: Sendable {
  private static let estimator = Parameter<Call>("estimator", "What is fitted, with ranges and lists.")
  private static let signature = FunctionSignature(
    TuneVerb.name, [estimator.declaration], labelled: TuneSettings.options + [CvVerb.folds.declaration])

  let search: SearchCall
  let settings: TuneSettings
  let folds: Int

  init(_ call: Call, _ scope: Scope) throws {
    let arguments = try WordArguments(call, Self.signature, scope)
    search = try SearchCall(arguments[Self.estimator], scope)
    settings = try TuneSettings(arguments, search)
    folds = arguments[CvVerb.folds]
    guard folds >= 2 else { throw arguments.misfit(CvVerb.folds, "must be 2 or more", help: nil) }
  }
}

extension TrainingPlan {
  /// The plan with the parameters that are found on these rows; the plan itself where none are searched.
  ///
  /// - Parameter what: what the parameters are for, in the note that tells them.
  func settled(on rows: Table, _ what: String, _ context: RunContext) throws -> TrainingPlan {
    guard let inner = estimator.search else { return self }
    let labels = try TargetColumn.labels(rows.columns[targetPosition], target)
    let folds: Folds
    do { folds = try CvFolds.inner(rows, labels, self, inner.folds, context) } catch let error as StatisticsError {
      throw Diagnostic(
        code: ModelCodes.estimator, "the training rows cannot be cut into \(inner.folds) folds: \(error.sentence)",
        at: Label(estimator.span, "searches on training rows"), help: "take fewer inner folds: `folds: 2`")
    }
    let tuner = try Tuner(inner.search, inner.settings, with(inner.search.first), rows, labels, folds, context)
    let trials = try tuner.run(TuneLog())
    guard let best = inner.settings.best(of: trials) else { return with(inner.search.first) }
    let chosen = try inner.search.estimator(at: trials[best].point)
    context.note("\(what) takes `\(chosen.text)`, the best of \(Prose.count(trials.count, "trial")) on its own rows")
    return with(chosen)
  }
}

/// Stands for an estimator whose parameters are still to be searched; whoever fits one settles them first.
struct SearchedEstimator: Estimator {
  static let name = TuneVerb.name
  static let summary = "An estimator whose parameters are searched where it is fitted."
  static let parameters: [ParameterSpec] = []
  static let examples: [String] = []
  static var modelType: any FittedModel.Type { DummyEstimator.modelType }

  init() {}
  init(_ parameters: BoundParameters) {}

  func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    throw LearningError("`\(Self.name)` has its place in `cv`, `compare` and `fit`")
  }
}
