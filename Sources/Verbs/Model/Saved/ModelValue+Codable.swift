import Columns
import Language
import Learning

/// All that a model predicts by, decides by and knows of its training. The form is described at ``LanguageReference``.
extension ModelValue: Codable {
  private enum CodingKeys: String, CodingKey {
    case estimator, target, rows, positives, cut, decision, leaks, reweighted, inputs, recipe, recipeName, model
    case calibration, trainedRows
    /// What the statements before the training told; the lock passes over it.
    case training = "origin"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(estimator, forKey: .estimator)
    try container.encode(target, forKey: .target)
    try container.encode(rows, forKey: .rows)
    try container.encode(positives, forKey: .positives)
    try container.encodeIfPresent(cut, forKey: .cut)
    try container.encodeIfPresent(decision, forKey: .decision)
    try container.encode(leaks, forKey: .leaks)
    try container.encode(trained.isReweighted, forKey: .reweighted)
    try container.encode(seen.columns, forKey: .inputs)
    try container.encode(trained.recipe, forKey: .recipe)
    try container.encodeIfPresent(trained.recipeName, forKey: .recipeName)
    try container.encode(ModelState(trained.model), forKey: .model)
    try container.encodeIfPresent(trained.calibration, forKey: .calibration)
    try container.encode(trainedRows, forKey: .trainedRows)
    try container.encode(training, forKey: .training)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    estimator = try container.decode(String.self, forKey: .estimator)
    target = try container.decode(String.self, forKey: .target)
    rows = try container.decode(Int.self, forKey: .rows)
    positives = try container.decode(Int.self, forKey: .positives)
    cut = try container.decodeIfPresent(Double.self, forKey: .cut)
    decision = try container.decodeIfPresent(Decision.self, forKey: .decision)
    leaks = try container.decode([String].self, forKey: .leaks)
    seen = SeenColumns(columns: try container.decode([SeenColumn].self, forKey: .inputs))
    var trained = TrainedModel(
      inputs: seen.columns.map(\.field), recipe: try container.decode(FittedRecipe.self, forKey: .recipe),
      model: try container.decode(ModelState.self, forKey: .model).model,
      isReweighted: try container.decode(Bool.self, forKey: .reweighted),
      recipeName: try container.decodeIfPresent(String.self, forKey: .recipeName))
    if let map = try container.decodeIfPresent(ScoreCalibration.self, forKey: .calibration) {
      trained.calibrate(by: map)
    }
    self.trained = trained
    trainedRows = try container.decode(TrainedRows.self, forKey: .trainedRows)
    training = try container.decode(TrainingRecord.self, forKey: .training)
    guard Set(trained.inputs.map(\.name)).count == trained.inputs.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .inputs, in: container, debugDescription: "two columns have one name")
    }
  }
}
