/// How tightly operators bind: a greater number binds tighter.
enum Precedence {
  static let lowest = 0
  static let or = 1
  static let and = 2
  static let not = 3
  /// Comparisons, `in`, `~` and `is null`; they do not chain.
  static let comparison = 4
  static let coalesce = 5
  static let range = 6
  static let sum = 7
  static let product = 8
  static let negation = 9
  static let primary = 10
}

extension BinaryOperator {
  var precedence: Int {
    switch self {
    case .or: Precedence.or
    case .and: Precedence.and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in, .matches: Precedence.comparison
    case .coalesce: Precedence.coalesce
    case .add, .subtract: Precedence.sum
    case .multiply, .divide, .remainder: Precedence.product
    }
  }

  /// Whether it compares two values by order or equality.
  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}

extension Expression {
  /// The precedence of the outermost operator.
  var precedence: Int {
    switch kind {
    case .conditional: Precedence.lowest
    case .unary(.not, _): Precedence.not
    case .unary(.negate, _): Precedence.negation
    case .binary(let symbol, _, _): symbol.precedence
    case .isNull: Precedence.comparison
    case .range: Precedence.range
    case .int(let value): value < 0 ? Precedence.negation : Precedence.primary
    case .float(let value, _): value < 0 ? Precedence.negation : Precedence.primary
    default: Precedence.primary
    }
  }
}
