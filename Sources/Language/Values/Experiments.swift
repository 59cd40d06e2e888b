/// The list of what people call experiments: models that were fitted or judged, a line of JSON each.
public enum Experiments {
  /// Where the sessions of a folder keep it, beside their journals.
  public static let path = ".carnet/runs.jsonl"
  /// What a line says beside the fields of its value.
  public static let own = [
    "time", "script", "cell", "name", "kind", "estimator", "statement", "data", "seconds",
  ]
}

extension Value {
  /// None: most values are no experiment.
  public var experiment: String? { nil }
}
