import Language

extension MisuseMaker {
  /// Values that a parameter does not take, by its type.
  /// - Parameter argument: the place among the arguments; nil for an option.
  mutating func addValues(for parameter: ParameterInfo, argument: Int?) {
    for (kind, text) in Self.wrongValues(of: parameter) {
      add(kind, parameter.name, marking: argument.map { .argument($0) } ?? .option(parameter.name)) { pieces in
        if kind == .wrongResult { pieces.lead = "other = \(text)\n" + pieces.lead }
        let text = kind == .wrongResult ? "other" : text
        if let argument {
          let end = parameter.isRest ? pieces.arguments.count : min(pieces.arguments.count, argument + 1)
          pieces.arguments.replaceSubrange(min(argument, end)..<end, with: [text])
        } else {
          pieces.options.removeAll { $0.name == parameter.name }
          pieces.options.append((parameter.name, text))
        }
      }
    }
  }

  /// The parameter types of which each has its ways to be wrong; a new type must say which.
  static let types: [String: [(MisuseKind, String)]] = [
    "whole number": [(.wrongType, "\"many\""), (.wrongType, "2.5"), (.negative, "-1")],
    "number": [(.wrongType, "\"much\""), (.negative, "-1")],
    "yes or no": [(.wrongType, "3")],
    "text": [(.wrongType, "3")],
    "value": [(.wrongType, "AMOUNT_PAID")],
    "list": [(.wrongType, "AMOUNT_PAID")],
    "expression": [(.missingColumn, "AMOUNT_PAD > 1"), (.wrongType, "\"a\" * 2")],
    "items": [(.missingColumn, "x = AMOUNT_PAD"), (.emptySelector, "@ZIP_*"), (.wrongType, "x = \"a\" * 2")],
    "column": [(.missingColumn, "AMOUNT_PAD"), (.textColumn, "WORD"), (.wrongType, "3")],
    "columns": [
      (.missingColumn, "AMOUNT_PAD"), (.emptySelector, "@ZIP_*"), (.emptySelector, "@date"), (.textColumn, "WORD"),
      (.wrongType, "3"),
    ],
    "order keys": [
      (.missingColumn, "AMOUNT_PAD"), (.missingColumn, "[AMOUNT_PAD, -AMOUNT_PAD]"), (.emptySelector, "@ZIP_*"),
      (.emptySelector, "@date"),
      (.textColumn, "WORD"), (.wrongType, "3"),
    ],
    "names of columns": [(.missingColumn, "[AMOUNT_PAD]"), (.wrongType, "3")],
    "types by column": [(.wrongType, "3"), (.unknownWord, "[DAYS_CREDIT: integers]")],
    "text or `none`": [(.wrongType, "3")],
    "text or `blanks`": [(.wrongType, "3"), (.unknownWord, "blank")],
    "yes, no or a number of rows": [(.wrongType, "\"many\""), (.negative, "-1")],
    "name of an encoding": [(.wrongType, "3"), (.unknownWord, "utf_9")],
    "cost": [(.unknownResult, "nothing"), (.wrongType, "3")]
      + sources.filter { $0.0 != "cost" }.map { (.wrongResult, $0.1) },
    "name of a result": [(.unknownResult, "nothing"), (.wrongType, "3")]
      + sources.map { (.wrongResult, $0.1) },
    "fewest_nulls, target, importance, an estimator, or a fitted model's name": [
      (.unknownWord, "fewest_null"), (.wrongType, "3"),
    ],
    "auto or a number of rows": [(.unknownWord, "automatic"), (.wrongType, "\"many\""), (.negative, "-1")],
    "step's name or number": [(.unknownWord, "input"), (.wrongType, "2.5"), (.negative, "-1")],
    "results": [(.unknownResult, "{ nothing }"), (.wrongType, "{ 3 }")],
    "word": [(.wrongType, "3")],
    "range of shares": [(.wrongType, "0.5"), (.wrongType, "2..3")],
    "estimators": [
      (.wrongType, "{ 3 }"), (.unknownWord, "{ dummy, sigmoid }"), (.wrongType, "{ dummy, dummy }"),
    ],
    "word or call": [(.wrongType, "3"), (.unknownWord, "sigmoid")],
  ]

  static func wrongValues(of parameter: ParameterInfo) -> [(MisuseKind, String)] {
    guard let word = parameter.choices.first(where: { $0.count > 3 }) else { return types[parameter.typeName] ?? [] }
    return [(.wrongType, "3"), (.unknownWord, String(word.dropLast()))]
  }
}
