import Columns
import Kernels

/// Logistic regression whose terms are points: a scorecard.
///
/// Its features are weights of evidence, as `bin …, output: woe` gives them: then each band has its points. Without
/// penalties, so that standard errors hold for the features that were chosen beforehand.
public struct ScorecardEstimator: Estimator {
  /// The estimator's name in the language.
  public static let name = "scorecard"
  /// One line for lists of estimators.
  public static let summary =
    "Logistic regression in points, with selection and signs; wants bands as weights: `bin …, output: woe`."
  /// The scale of the points, and how features are chosen.
  public static let parameters = [
    ParameterSpec("base", .float, default: .float(600), in: -1e6...1e6, "The points at the odds of `odds`."),
    ParameterSpec(
      "odds", .float, default: .float(19), in: 1e-6...1e6, "How many are good for one bad at `base` points."),
    ParameterSpec("pdo", .float, default: .float(20), in: 1e-3...1e6, "The points that double the odds."),
    ParameterSpec("round", .bool, default: .bool(true), "Whether the points are whole numbers."),
    ParameterSpec(
      "select", .text(choices: ScorecardSelection.Method.allCases.map(\.rawValue)), default: .text("none"),
      "How features are chosen: stepwise by p-values, as also where one is given, by L1 penalties and BIC, or not."),
    ParameterSpec(
      "p_enter", .float, default: .float(0.05), in: 0...1, "The greatest p of a score test by which a feature enters."),
    ParameterSpec(
      "p_stay", .float, default: .float(0.05), in: 0...1, "The greatest p of a Wald test by which a feature stays."),
    ParameterSpec(
      "signs", .bool, default: .bool(true),
      "Whether each coefficient has the sign that its feature has alone; one that would not is left out."),
  ]
  /// How it is called.
  public static let examples = ["scorecard", "scorecard(base: 500, odds: 50, pdo: 40, select: stepwise)"]

  /// Values for the steps of a selection go with `select: stepwise`.
  public static func conflicts(in parameters: BoundParameters) -> [ParameterConflict] {
    // Their values ask for the selection that goes by them.
    guard parameters["select"] != .text("stepwise"), parameters.given.contains("select") else { return [] }
    return ParameterConflict.idle(
      ["p_enter", "p_stay"], given: parameters, beside: ["select"], "without `select: stepwise`",
      help: "add `select: stepwise`, or leave it out")
  }

  private let scale: PointScale
  private let isRounded: Bool
  private let selection: ScorecardSelection

  /// The estimator with its parameters set.
  public init(_ parameters: BoundParameters) {
    scale = PointScale(
      base: parameters.number("base"), odds: parameters.number("odds"), pdo: parameters.number("pdo"))
    isRounded = parameters["round"] == .bool(true)
    let asksForSteps = !parameters.given.isDisjoint(with: ["p_enter", "p_stay"])
    selection = ScorecardSelection(
      method: asksForSteps ? .stepwise : ScorecardSelection.Method(rawValue: "\(parameters["select"])") ?? .none,
      enter: parameters.number("p_enter"), stay: parameters.number("p_stay"),
      keepsSigns: parameters["signs"] == .bool(true))
  }

  /// The type of the models that it fits.
  public static var modelType: any FittedModel.Type { ScorecardModel.self }

  /// Chooses features and fits their coefficients; throws ``LearningError`` for a missing value and where no feature
  /// is left, and `Cancelled`.
  public func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    try training.requireBothClasses()
    try training.features.requireFinite(names: training.featureNames, for: "a scorecard")
    let chosen = try selection.choose(training, execution)
    guard chosen.fit.coefficients.contains(where: { $0 != 0 }) else {
      throw LearningError(
        "no feature is left for the scorecard", help: "let more of them stay: a greater `p_enter`, or `select: none`")
    }
    return try ScorecardModel(training, chosen, scale: scale, isRounded: isRounded, execution)
  }
}
