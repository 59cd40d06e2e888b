import Columns

/// A function of the values of one row. A function is one declaration; checking, help and completion come from it.
public struct ScalarFunction: Sendable {
  public let name: String
  /// How a call is written: `clip(x, min: a, max: b)`.
  public let usage: String
  public let summary: String
  /// How many arguments it takes.
  public let arity: ClosedRange<Int>
  /// Labels of further arguments, which are constants.
  public let options: [String]
  /// The type of the result, or an explanation of what does not fit: `takes numbers`.
  let resultType: @Sendable ([ColumnType?]) -> TypeRule
  let evaluate: @Sendable (inout FunctionCall) throws -> Vector
  /// What is wrong with the value of a labelled argument, where that can be told without rows.
  let optionMisfit: @Sendable (_ label: String, _ value: Cell) -> Misfit?

  /// A value that makes no sense: what to say, and what to write instead.
  struct Misfit {
    let message: String
    let help: String?
  }

  /// The outcome of checking argument types; a misfit names the argument's position.
  public enum TypeRule: Sendable {
    case type(ColumnType)
    case misfit(argument: Int, String)
  }

  init(
    _ usage: String, _ summary: String, arity: ClosedRange<Int>, options: [String] = [],
    type: @escaping @Sendable ([ColumnType?]) -> TypeRule,
    optionMisfit: @escaping @Sendable (_ label: String, _ value: Cell) -> Misfit? = { _, _ in nil },
    evaluate: @escaping @Sendable (inout FunctionCall) throws -> Vector
  ) {
    name = String(usage.prefix { $0 != "(" })
    (self.usage, self.summary, self.arity, self.options) = (usage, summary, arity, options)
    (resultType, self.evaluate, self.optionMisfit) = (type, evaluate, optionMisfit)
  }

  /// All functions, by name.
  public static let all: [String: ScalarFunction] = Dictionary(
    uniqueKeysWithValues: (NumericFunctions.all + GeneralFunctions.all + TextFunctions.all + DateFunctions.all
      + RowFunctions.all).map { ($0.name, $0) })
}

extension ScalarFunction.TypeRule {
  /// All arguments numbers (or bool, counted as 0 and 1).
  static func numbers(_ types: [ColumnType?], gives type: ColumnType) -> Self {
    for (index, own) in types.enumerated() {
      if let own, !(own.isNumeric || own == .bool) { return .misfit(argument: index, "takes numbers") }
    }
    return .type(type)
  }

  /// All arguments of one type, int widening to float; the result has it too.
  static func common(_ types: [ColumnType?]) -> Self {
    var result: ColumnType?
    for (index, own) in types.enumerated() {
      guard let own else { continue }
      guard let before = result else { result = own; continue }
      if let both = TypeRules.unify(before, own) { result = both } else {
        return .misfit(argument: index, "is \(own.rawValue), but the others are \(before.rawValue)")
      }
    }
    return .type(result ?? .float)
  }
}

/// How types combine.
enum TypeRules {
  /// The one type that holds values of both, nil where there is none. Null fits anywhere.
  static func unify(_ a: ColumnType?, _ b: ColumnType?) -> ColumnType? {
    guard let a else { return b }
    guard let b else { return a }
    if a == b { return a }
    let numbers: Set<ColumnType> = [.int, .float, .bool]
    guard numbers.contains(a), numbers.contains(b) else { return nil }
    return a == .float || b == .float ? .float : .int
  }
}
