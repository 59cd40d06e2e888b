import Columns
import Kernels

/// A fitted XGBoost model. It computes in single precision, as the library does: a probability has about 7 digits.
struct XGBoostModel: ExplainableModel {
  let featureNames: [String]
  let booster: XGBoostBooster
  var remarks: [String] = []

  var estimatorName: String { XGBoostEstimator.name }
  /// The library's words: `gain` and `cover` are means over the splits of a feature, `weight` is the number of splits.
  var importanceKinds: [String] { ["gain", "weight", "cover", "total_gain", "total_cover"] }

  func predict(_ features: Matrix, execution: Execution) throws -> [Double] {
    try requireColumns(features)
    try features.requireSinglePrecision(names: featureNames)
    return try blocks(of: features.rows, size: 1 << 15).flatMap { rows in
      try execution.checkCancelled()
      return try booster.probabilities(features, rows: rows, threads: execution.threads)
    }
  }

  /// The library's own contributions, single numbers of which each has about 7 digits; so has their sum.
  func contributions(_ features: Matrix, execution: Execution) throws -> Matrix {
    try requireColumns(features)
    try features.requireSinglePrecision(names: featureNames)
    let width = features.columns + 1
    var values = [Double](repeating: 0, count: features.rows * width)
    for rows in blocks(of: features.rows, size: 1 << 11) {
      try execution.checkCancelled()
      let matrix = try XGBoostMatrix(features, rows: rows, threads: execution.threads)
      let block = try booster.contributions(matrix, count: rows.count * width, threads: execution.threads)
      for (offset, row) in rows.enumerated() {
        for column in 0..<width { values[column * features.rows + row] = block[offset * width + column] }
      }
    }
    return Matrix(rows: features.rows, columns: width, values: values)
  }

  /// XGBoost tells from the ending of the name that it is JSON.
  func native() throws -> NativeModel? {
    NativeModel(
      fileName: "xgboost.json", bytes: Array(try booster.text().utf8),
      featureNames: XGBoostBooster.acceptable(featureNames))
  }

  func importances(kind: String) throws -> [Double] {
    let scores = try booster.scores(kind)
    return XGBoostBooster.acceptable(featureNames).map { scores[$0] ?? 0 }
  }

  /// A call into the library cannot be cancelled, so large matrices go there in parts.
  private func blocks(of rows: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: rows, by: size).map { $0..<min($0 + size, rows) }
  }
}

/// The library's own JSON, a line for each tree. A line break between two of its values changes nothing for its
/// readers.
extension XGBoostModel {
  private enum CodingKeys: String, CodingKey { case features, lines }

  /// What every tree begins with. It cannot stand inside of a name, where a quote has a backslash before it.
  private static let treeStart = #"{"base_weights""#

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(featureNames, forKey: .features)
    let parts = try booster.text().split(separator: Self.treeStart, omittingEmptySubsequences: false)
    let lines = parts.enumerated().map { $0.offset == 0 ? String($0.element) : Self.treeStart + $0.element }
    try container.encode(lines, forKey: .lines)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    featureNames = try container.decode([String].self, forKey: .features)
    let text = try container.decode([String].self, forKey: .lines).joined(separator: "\n")
    try XGBoostText(text).check(features: XGBoostBooster.acceptable(featureNames))
    booster = try XGBoostBooster(text: text)
    let count = try booster.featureCount()
    guard count == featureNames.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .lines, in: container,
        debugDescription: "the trees are of \(count) features, and \(featureNames.count) are named")
    }
  }
}
