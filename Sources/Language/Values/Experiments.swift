import Forms

/// The list of what people call experiments: models that were fitted or judged, a line of JSON each.
public enum Experiments {
  /// Where the sessions of a folder keep it, beside their journals.
  public static let path = ".carnet/runs.jsonl"
  /// What a line says beside the fields of its value.
  public static let own = [
    "time", "script", "cell", "name", "kind", "estimator", "statement", "data", "seconds",
  ]

  /// The lines of the list, numbered from 1 as `runs` shows them; nil stands for one that cannot be read.
  package static func lines(_ bytes: [UInt8]) -> [(number: Int, value: JSONValue?)] {
    bytes.split(separator: 0x0A).enumerated().map { index, line in
      let value = JSONReader.read(Array(line))
      return (index + 1, value?.object == nil ? nil : value)
    }
  }
}

extension Value {
  /// None: most values are no experiment.
  public var experiment: String? { nil }
}
