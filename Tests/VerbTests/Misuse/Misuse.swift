import Diagnostics

/// A way in which a verb is called wrongly.
enum MisuseKind: String, CaseIterable {
  case noInput = "no input"
  case inputToSource = "an input for a source"
  case wrongInput = "another kind of input"
  case missingArgument = "a missing argument"
  case missingOption = "a missing option"
  case missingClause = "a missing clause"
  case surplusArgument = "one argument too many"
  case surplusClause = "a clause that it does not take"
  case unknownOption = "an unknown option"
  case misspeltOption = "a misspelt option"
  case repeatedOption = "an option given twice"
  case namedArgument = "an argument by name"
  case wrongType = "a value of the wrong type"
  case unknownWord = "an unknown word"
  case unknownResult = "an unknown result"
  case wrongResult = "another kind of result"
  case missingColumn = "a missing column"
  case emptySelector = "an empty selector"
  case textColumn = "a column of text"
  case negative = "a negative number"

  /// Whether the signature does not say that the call is wrong: some verbs take columns of text, some negative numbers.
  var mayRun: Bool { self == .textColumn || self == .negative || self == .wrongResult }
}

/// A script that misuses a verb in its last line.
struct Misuse: CustomStringConvertible {
  let kind: MisuseKind
  /// The argument, option or clause that is wrong.
  let subject: String?
  let script: String
  /// The offsets of what is wrong, in UTF-8; for what is missing, of the whole stage.
  let place: Range<Int>

  var description: String { subject.map { "\($0): \(kind.rawValue)" } ?? kind.rawValue }
}

extension MisuseKind {
  /// What is not there can be marked at the verb or at the end only.
  var isOmission: Bool {
    switch self {
    case .missingArgument, .missingOption, .missingClause: true
    default: false
    }
  }
}
