import Columns

/// A function of the values of one row. A function is one declaration; checking, help and completion come from it.
public struct ScalarFunction: Sendable {
  /// Name and arguments.
  public let signature: FunctionSignature
  /// One sentence: what it gives.
  public let summary: String
  /// A call with what it gives.
  public let example: FunctionExample
  /// What it makes of nulls among its arguments.
  public let nulls: NullRule
  let resultType: ResultType
  let evaluate: @Sendable (inout FunctionCall) throws -> Vector

  /// The function's name.
  public var name: String { signature.name }
  /// How a call is written: `clip(x, min: number, max: number)`.
  public var usage: String { signature.usage }

  /// - Parameter gives: the type of the result; it also checks what no argument tells alone.
  init(
    _ name: String, _ positional: [ParameterInfo], labelled: [ParameterInfo] = [], _ summary: String,
    nulls: NullRule = .spreads, gives: ResultType, example: FunctionExample,
    evaluate: @escaping @Sendable (inout FunctionCall) throws -> Vector
  ) {
    signature = FunctionSignature(name, positional, labelled: labelled)
    (self.summary, self.example, self.nulls) = (summary, example, nulls)
    (resultType, self.evaluate) = (gives, evaluate)
  }

  /// All functions, by name.
  public static let all: [String: ScalarFunction] = Dictionary(
    uniqueKeysWithValues: (NumericFunctions.all + GeneralFunctions.all + TextFunctions.all + DateFunctions.all
      + RowFunctions.all).map { ($0.name, $0) })
}

/// How the type of a result follows from the arguments, which have been checked one by one.
struct ResultType: Sendable {
  /// - Throws: `Diagnostic` for arguments that do not go together.
  let of: @Sendable (CheckedCall) throws -> ColumnType

  static func always(_ type: ColumnType) -> ResultType { ResultType { _ in type } }

  /// As an expression of the arguments.
  static func checked(_ type: @escaping @Sendable (CheckedCall) throws -> ColumnType) -> ResultType {
    ResultType(of: type)
  }

  /// Numbers stay whole where they are.
  static let sameNumber = ResultType { $0.types[0] == .float ? .float : .int }

  /// The one type of all arguments, int widening to float.
  static let common = ResultType { call in
    var result: ColumnType?
    for (index, own) in call.types.enumerated() {
      guard let own else { continue }
      guard let before = result else { result = own; continue }
      guard let both = TypeRules.unify(before, own) else {
        throw call.misfit(at: index, "is \(own.rawValue), but the others are \(before.rawValue)")
      }
      result = both
    }
    return result ?? .float
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
