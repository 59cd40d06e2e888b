import Columns
import Language
import Statistics

/// How scores become probabilities, learnt from the out-of-fold scores of all rows.
struct ScoreCalibration: Codable, Sendable {
  /// As one would type it: `calibrate method: isotonic`.
  let text: String
  /// One after another.
  let steps: [Calibration]

  func callAsFunction(_ score: Double) -> Double { steps.reduce(score) { $1($0) } }

  /// Whether outcomes were looked at, and not only odds shifted.
  var isLearnt: Bool { steps.contains { if case .shift = $0 { false } else { true } } }

  var facts: [(String, String)] { [("calibrated", text)] }

  /// A row for each number of the maps.
  var table: Table {
    let numbers = steps.enumerated().flatMap { index, step in
      Self.numbers(of: step).map { (step: index + 1, name: $0.name, score: $0.score, value: $0.value) }
    }
    return Table([
      ("step", Column(ints: numbers.map { Int64($0.step) })), ("name", Column(texts: numbers.map(\.name))),
      ("score", Column(floats: numbers.map(\.score))), ("value", Column(doubles: numbers.map(\.value))),
    ])
  }

  private static func numbers(of step: Calibration) -> [(name: String, score: Double?, value: Double)] {
    switch step {
    case .platt(let slope, let intercept): [("slope", nil, slope), ("intercept", nil, intercept)]
    case .beta(let a, let b, let c): [("a", nil, a), ("b", nil, b), ("c", nil, c)]
    case .shift(by: let shift): [("shift", nil, shift)]
    case .isotonic(let scores, let values): zip(scores, values).map { ("point", $0, $1) }
    }
  }
}

extension ScoreCalibration {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    text = try container.decode(String.self, forKey: .text)
    steps = try container.decode([Calibration].self, forKey: .steps)
    guard steps.allSatisfy(\.isWhole) else {
      throw DecodingError.dataCorruptedError(
        forKey: .steps, in: container, debugDescription: "a map from scores to probabilities is finite and rises")
    }
  }
}
