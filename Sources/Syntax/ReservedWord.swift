/// The words that cannot name a column or a binding unless they stand in backticks.
///
/// Where a verb or an option's name is expected they are ordinary words: `where X > 1`, `by: TARGET`.
public enum ReservedWord: String, Sendable, CaseIterable {
  case and, or, not, `in`, `is`, null, yes, no, `if`, then, `else`, `where`, `as`, `for`, by, on

  /// Whether a statement goes on in the next line when its line ends in this word.
  var continuesLine: Bool {
    switch self {
    case .and, .or, .not, .in, .then, .else: true
    default: false
    }
  }
}
