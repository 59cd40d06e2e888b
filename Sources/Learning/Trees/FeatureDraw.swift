/// How many features are drawn for each split.
enum FeatureDraw {
  static let name = "max_features"
  static let countName = "split_features"

  static func parameter(default value: String) -> ParameterSpec {
    ParameterSpec(
      name, .text(choices: ["sqrt", "log2", "all"]), default: .text(value),
      "How many features are drawn for each split: the square root or the logarithm of their number, or all.")
  }

  static let countParameter = ParameterSpec(
    countName, .float, default: .float(0), in: 0...1_000_000,
    "So many features are drawn for each split, or such a share of them below 1; 0 leaves it to `max_features`.")

  /// The number for so many features; at least 1.
  static func count(_ parameters: BoundParameters, of features: Int) -> Int {
    let own = parameters.number(countName), all = Double(features)
    if own >= 1 { return min(features, Int(own)) }
    if own > 0 { return max(1, Int(own * all)) }
    return switch parameters[name] {
    case .text("sqrt"): max(1, Int(all.squareRoot()))
    case .text("log2"): max(1, features.bitWidth - 1 - features.leadingZeroBitCount)
    default: features
    }
  }
}
