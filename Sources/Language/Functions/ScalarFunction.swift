import Columns

/// A function of the values of one row. A function is one declaration; checking, help and completion come from it.
public struct ScalarFunction: Sendable {
  public let signature: FunctionSignature
  public let summary: String
  public let example: FunctionExample
  let resultType: ResultType
  let evaluate: @Sendable (inout FunctionCall) throws -> Vector

  public var name: String { signature.name }
  /// How a call is written: `clip(x, min: number, max: number)`.
  public var usage: String { signature.usage }

  /// - Parameter gives: the type of the result; it also checks what no argument tells alone.
  init(
    _ name: String, _ positional: [ParameterInfo], labelled: [ParameterInfo] = [], _ summary: String,
    gives: ResultType, example: FunctionExample, evaluate: @escaping @Sendable (inout FunctionCall) throws -> Vector
  ) {
    signature = FunctionSignature(name, positional, labelled: labelled)
    (self.summary, self.example, resultType, self.evaluate) = (summary, example, gives, evaluate)
  }

  /// All functions, by name.
  public static let all: [String: ScalarFunction] = Dictionary(
    uniqueKeysWithValues: (NumericFunctions.all + GeneralFunctions.all + TextFunctions.all + DateFunctions.all
      + RowFunctions.all).map { ($0.name, $0) })
}

/// One evaluation of a function over a block of rows.
struct FunctionCall {
  /// The arguments without a label, in order; a list stands in ``constants``.
  private(set) var arguments: [Vector]
  let constants: FunctionConstants
  let count: Int
  /// The type that the checker found for the result.
  let type: ColumnType
  /// Rows in which a value was outside the function's domain; the result is null there.
  private(set) var domainErrors = 0
  /// The first of these values, as one would write it.
  private(set) var domainExample: String?

  init(arguments: [Vector], constants: FunctionConstants, count: Int, type: ColumnType) {
    (self.arguments, self.constants, self.count, self.type) = (arguments, constants, count, type)
  }

  /// A number outside its declared bounds has no meaning in its row; the bounds of constants have been checked.
  mutating func applyBounds(of signature: FunctionSignature) {
    for (place, parameter) in zip(arguments.indices, signature.positional) {
      guard let range = parameter.range, parameter.rows != nil, !arguments[place].isConstant else { continue }
      let values = arguments[place].ints(count)
      var valid = arguments[place].validity(count) ?? [Bool](repeating: true, count: count)
      for row in 0..<count where valid[row] && !range.contains(Double(values[row])) {
        valid[row] = false
        noteDomainError("\(parameter.name) \(values[row])")
      }
      arguments[place].valid = valid
    }
  }

  /// Counts a row whose value is outside the domain.
  mutating func noteDomainError(_ value: @autoclosure () -> String? = nil) {
    domainErrors += 1
    if domainExample == nil { domainExample = value() }
  }

  /// A labelled argument as a number.
  func number(_ label: String) -> Double? { constants.options[label]?.number }
  /// Rows that are valid in all arguments.
  var validity: [Bool]? { Vector.intersect(arguments, count) }
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
