import Syntax

extension Expression {
  /// What was written, for messages: `text`, `a whole number`; nil for what only its value would tell.
  var noun: String? {
    switch kind {
    case .int: "a whole number"
    case .float: "a number with decimals"
    case .string: "text"
    case .bool: "yes or no"
    case .null: "null"
    case .date: "a date"
    case .regex: "a regular expression"
    case .selector: "a selector"
    case .call: "a call"
    case .range: "a range"
    case .stage: "a verb with its arguments"
    case .unary(.negate, let inner): inner.noun
    case .name, .list, .mapping, .scalar, .fanOut, .unary, .binary, .isNull, .conditional, .invalid: nil
    }
  }
}
