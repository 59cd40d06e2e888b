/// What is wrong with an estimator's name or with one of its parameters.
public struct ParameterError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One plain sentence without a full stop.
  public let sentence: String
  /// The parameter at fault, as it was written; nil where the estimator's name is at fault.
  public let parameter: String?
  /// At most five names that may have been meant, the nearest first.
  public let candidates: [String]

  public init(_ sentence: String, parameter: String?, candidates: [String] = []) {
    (self.sentence, self.parameter, self.candidates) = (sentence, parameter, candidates)
  }

  public var description: String {
    candidates.isEmpty ? sentence : "\(sentence); did you mean \(candidates.map { "`\($0)`" }.joined(separator: ", "))?"
  }
}

/// Names that look like one that does not exist.
enum NearNames {
  /// At most five of the names, by edit distance, of those within a third of the written name's length or that
  /// contain it.
  static func among(_ names: [String], to written: String) -> [String] {
    let limit = max(2, written.count / 3)
    return names.map { (name: $0, distance: $0.contains(written) ? 1 : editDistance($0, written)) }
      .filter { $0.distance <= limit }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
      .prefix(5).map(\.name)
  }

  /// The number of characters to insert, delete or replace (Levenshtein).
  private static func editDistance(_ first: String, _ second: String) -> Int {
    let second = Array(second)
    var row = Array(0...second.count)
    for (index, character) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let replaced = diagonal + (character == second[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
      }
    }
    return row[second.count]
  }
}
