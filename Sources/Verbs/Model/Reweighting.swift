import Columns
import Language

/// What is said wherever scores of a model are shown that are no probabilities.
enum Reweighting {
  static let sentence =
    "the model was fitted on weighted or resampled rows: its scores rank, and are no probabilities"

  static func facts(_ isReweighted: Bool) -> [(String, String)] {
    isReweighted ? [("scores", "no probabilities: classes were weighed, or rows resampled")] : []
  }
}

extension JudgedRows {
  /// Says with every use what the scores are not, and what was allowed to leak into them.
  func reportCaveats(_ verb: String, _ context: RunContext) {
    for leak in leaks { context.note("\(verb): leak allowed: \(leak)") }
    if isReweighted { context.note("\(verb): \(Reweighting.sentence)") }
  }
}

extension ModelValue {
  func reportReweighting(_ verb: String, _ context: RunContext) {
    for leak in leaks { context.note("\(verb): leak allowed: \(leak)") }
    if trained.isReweighted { context.note("\(verb): \(Reweighting.sentence)") }
  }

  func reportSentinels(in table: Table, _ verb: String, _ context: RunContext) throws {
    if let note = try seen.note(table, verb, context.execution) { context.note(note) }
  }
}
