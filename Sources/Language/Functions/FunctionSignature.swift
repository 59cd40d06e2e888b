import Columns

/// How a function is called: its arguments in their order, and those that are written with a label. Binding of a call,
/// help, completion, the reference and the tests of misuse come from it, as they do from the signature of a verb.
public struct FunctionSignature: Sendable {
  /// The function's name.
  public let name: String
  /// Arguments without a label; the last one may take all that are left.
  public let positional: [ParameterInfo]
  /// Arguments that are written with their name in front.
  public let labelled: [ParameterInfo]

  /// A function with its arguments in order, and those that are written with a label.
  public init(_ name: String, _ positional: [ParameterInfo], labelled: [ParameterInfo] = []) {
    (self.name, self.positional, self.labelled) = (name, positional, labelled)
  }

  /// All that can be written, in order.
  public var parameters: [ParameterInfo] { positional + labelled }

  /// How many arguments without a label there may be.
  public var arity: ClosedRange<Int> {
    let isOpen = positional.last?.isRest ?? false
    return positional.count { $0.isRequired }...(isOpen ? Int.max : positional.count)
  }

  /// `round(x, [digits])`, `clip(x, min: number, max: number)`, `row_sum(@columns)`.
  public var usage: String { usage(of: labelled) }

  /// The usage for a message: where there are many labels, none of them.
  public var shortUsage: String {
    labelled.count > 4 ? "\(usage(of: []).dropLast())…); `.help \(name)` shows all" : usage
  }

  private func usage(of labelled: [ParameterInfo]) -> String { usagePieces(of: labelled).map(\.text).joined() }

  /// The usage in pieces, with some of the labels.
  func usagePieces(of labelled: [ParameterInfo]) -> [UsagePiece] {
    let places = positional.map { parameter in
      let text = parameter.isRest
        ? parameter.isRequired ? "@\(parameter.name)" : "…"
        : parameter.isRequired ? parameter.name : "[\(parameter.name)]"
      return UsagePiece(text: text, parameter: parameter.name)
    }
    let labels = labelled.map { UsagePiece(text: "\($0.name): \($0.shown)", parameter: $0.name) }
    let between = UsagePiece(text: ", ")
    let arguments = (places + labels).flatMap { [between, $0] }.dropFirst()
    return [UsagePiece(text: "\(name)(")] + arguments + [UsagePiece(text: ")")]
  }

  /// The declaration of the argument at a place; the last one takes all that are left.
  func parameter(at place: Int) -> ParameterInfo? {
    if place < positional.count { return positional[place] }
    return positional.last.flatMap { $0.isRest ? $0 : nil }
  }
}

extension ParameterInfo {
  /// What stands behind the label in a usage: the default, or the type.
  fileprivate var shown: String {
    guard let defaultText else { return typeName }
    return takes(String.self) ? "\"\(defaultText)\"" : defaultText
  }

  /// Whether a selector may stand for several of them.
  var takesSelectors: Bool { rows != nil && isRest && isRequired }

  /// An argument of a function that has a value in each row.
  /// - Parameter range: the bounds of a whole number, where it is written as a constant.
  static func rows(
    _ name: String, _ values: RowValues = .any, isRequired: Bool = true, isRest: Bool = false,
    in range: ClosedRange<Double>? = nil, _ documentation: String = ""
  ) -> ParameterInfo {
    ParameterInfo(
      name: name, documentation: documentation, type: nil, typeName: values.rawValue, isRequired: isRequired,
      defaultText: nil, choices: [], range: range, rows: values, words: nil, isRest: isRest, sample: nil,
      bind: { try $0.expression() }, makeDefault: { nil })
  }
}

/// The types of value that an argument of a function takes in each row.
public enum RowValues: String, Sendable, CaseIterable {
  case any = "values"
  case numbers
  case wholeNumbers = "whole numbers"
  case texts = "text"
  case dates
  case conditions
  /// What has an order and is no text.
  case numbersOrDates = "numbers or dates"
  case textsOrDates = "text or dates"

  /// Whether values of a type fit; a bare `null` fits anywhere.
  public func takes(_ type: ColumnType?) -> Bool {
    guard let type else { return true }
    let isNumber = type.isNumeric || type == .bool, isDate = type == .date || type == .datetime
    return switch self {
    case .any: true
    case .numbers: isNumber
    case .wholeNumbers: type == .int || type == .bool
    case .texts: type == .text
    case .dates: isDate
    case .conditions: type == .bool
    case .numbersOrDates: isNumber || isDate
    case .textsOrDates: type == .text || isDate
    }
  }
}

/// A call that shows what a function does, and what it gives: it runs as a test.
public struct FunctionExample: Sendable {
  /// The call, over the columns of `range 4`: `lag(n, 2)`.
  public let call: String
  /// The values it gives, with one space between; one value for an aggregate, and for a function whose arguments are
  /// constants.
  public let gives: String

  /// A call with what it gives.
  public init(_ call: String, _ gives: String) { (self.call, self.gives) = (call, gives) }
}
