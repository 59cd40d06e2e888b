import Columns
import Language
import Syntax

extension TypedExpression {
  /// A condition for "a division by zero decides this value", or nil where nothing is divided.
  ///
  /// The language makes such a quotient null, and `max` passes over null; a cost that did so would call a threshold
  /// cheap at which its formula says nothing.
  var dividesByZero: TypedExpression? {
    switch node {
    case .column, .constant, .isNull, .grouped: return nil
    case .unary(_, let a), .membership(let a, _), .matches(let a, _): return a.dividesByZero
    case .binary(.coalesce, _, let b): return b.dividesByZero
    case .binary(.divide, let a, let b), .binary(.remainder, let a, let b):
      let zero = TypedExpression(.constant(.int(0)), type: .int, span: span)
      let isZero = TypedExpression(.binary(.equal, b, zero), type: .bool, span: span)
      return either([isZero, a.dividesByZero, b.dividesByZero])
    case .binary(_, let a, let b): return either([a.dividesByZero, b.dividesByZero])
    case .between(let a, let low, let high): return either([a, low, high].map(\.dividesByZero))
    case .function(let function, let arguments, _):
      return function.name == "coalesce" ? nil : either(arguments.map(\.dividesByZero))
    case .conditional(let condition, let a, let b):
      let no = TypedExpression(.constant(.bool(false)), type: .bool, span: span)
      guard a.dividesByZero != nil || b.dividesByZero != nil else { return condition.dividesByZero }
      let branch = TypedExpression(
        .conditional(condition, a.dividesByZero ?? no, b.dividesByZero ?? no), type: .bool, span: span)
      return either([condition.dividesByZero, branch])
    }
  }

  private func either(_ conditions: [TypedExpression?]) -> TypedExpression? {
    let present = conditions.compactMap { $0 }
    return present.dropFirst().reduce(present.first) { sum, next in
      sum.map { TypedExpression(.binary(.or, $0, next), type: .bool, span: span) }
    }
  }
}
