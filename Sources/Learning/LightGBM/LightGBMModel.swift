import CLightGBM
import Columns
import Kernels

/// A fitted LightGBM model.
struct LightGBMModel: ExplainableModel {
  let featureNames: [String]
  let booster: LightGBMBooster
  /// The same trees for scores without the library; nil where only the library knows how.
  let trees: LightGBMTrees?
  let remarks: [String]

  var estimatorName: String { LightGBMEstimator.name }
  var importanceKinds: [String] { ["gain", "split"] }

  /// - Parameter text: the library's own form, as the library has written it or as it was checked.
  init(_ text: LightGBMText, featureNames: [String], remarks: [String] = []) throws {
    (self.featureNames, self.remarks) = (featureNames, remarks)
    booster = try LightGBMBooster(text: text.lines.joined(separator: "\n"))
    trees = LightGBMTrees(text, features: featureNames.count)
  }

  func predict(_ features: Matrix, execution: Execution) throws -> [Double] {
    try requireColumns(features)
    if let trees, features.columns > 0 { return try trees.predict(features, execution) }
    return try inBlocks(features, kind: LGBM_NORMAL, execution: execution).flatMap { $0 }
  }

  func contributions(_ features: Matrix, execution: Execution) throws -> Matrix {
    try requireColumns(features)
    let width = features.columns + 1
    var values = [Double](repeating: 0, count: features.rows * width)
    var row = 0
    for block in try inBlocks(features, kind: LGBM_CONTRIBUTION, execution: execution) {
      for start in stride(from: 0, to: block.count, by: width) {
        for column in 0..<width { values[column * features.rows + row] = block[start + column] }
        row += 1
      }
    }
    return Matrix(rows: features.rows, columns: width, values: values)
  }

  func native() throws -> NativeModel? {
    NativeModel(
      fileName: "model.lgb", bytes: Array(try booster.text().utf8),
      featureNames: LightGBMDataset.acceptable(featureNames))
  }

  func importances(kind: String) throws -> [Double] {
    try booster.importances(kind == "split" ? LGBM_SPLIT : LGBM_GAIN)
  }

  /// A call into the library cannot be cancelled, so large matrices go there in parts, each on a thread of its own.
  private func inBlocks(_ features: Matrix, kind: lgbm_prediction, execution: Execution) throws -> [[Double]] {
    try execution.mapBlocks(of: features.rows, size: kind == LGBM_CONTRIBUTION ? 1 << 11 : 1 << 13) { rows in
      try booster.predict(rows.count == features.rows ? features : features.selecting(rows: rows), kind: kind)
    }
  }
}

/// The lines of the library's own text form.
extension LightGBMModel {
  private enum CodingKeys: String, CodingKey { case features, lines }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(featureNames, forKey: .features)
    let lines = try booster.text().split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    try container.encode(lines, forKey: .lines)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let names = try container.decode([String].self, forKey: .features)
    let text = LightGBMText(try container.decode([String].self, forKey: .lines).joined(separator: "\n"))
    try text.check(features: names.count)
    try self.init(text, featureNames: names)
    let count = try booster.featureCount()
    guard count == featureNames.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .lines, in: container,
        debugDescription: "the trees are of \(count) features, and \(featureNames.count) are named")
    }
  }
}
