import Columns
import Language
import Syntax

extension TypedExpression {
  /// A condition for "some part of this has no value", or nil where every part has one always.
  ///
  /// Where a part has no value the language makes it null, and `max`, `min`, `row_sum` and an `if` pass over null: a
  /// cost that did so would call a threshold cheap at which its formula says nothing. So a null counts wherever it is
  /// in what a value is made from. Only what is named to stand in its place has a say before it: the `y` of `x ?? y`
  /// and of `coalesce(x, y)`, and the other branch of an `if`.
  var isUndefined: TypedExpression? {
    switch node {
    case .constant(let cell): return cell == .null ? condition(.constant(.bool(true))) : nil
    case .isNull(let operand, _): return both(operand.isUndefined, operand.isNull(negated: true))
    case .binary(.coalesce, let a, let b): return first(of: [a, b])
    case .binary(.and, let a, let b): return either([a.isUndefined, both(a, b.isUndefined)])
    case .binary(.or, let a, let b):
      return either([a.isUndefined, both(condition(.unary(.not, a)), b.isUndefined)])
    case .function(let function, let arguments, _) where function.name == "coalesce": return first(of: arguments)
    // It asks for nulls.
    case .function(let function, _, _) where function.name == "row_nulls": return nil
    case .conditional(let test, let a, let b):
      return either([test.isUndefined, choice(test, a.isUndefined, b.isUndefined)])
    default:
      // What hides no null is null wherever a part of it is.
      let hidden = operands.contains(where: \.mayHideNulls) || mayHideNulls ? operands.map(\.isUndefined) : []
      return either(hidden + [isNull(negated: false)])
    }
  }

  /// The parts that the value is made from directly.
  var operands: [TypedExpression] {
    switch node {
    case .column, .constant, .grouped: []
    case .unary(_, let a), .membership(let a, _), .matches(let a, _), .isNull(let a, _): [a]
    case .binary(_, let a, let b): [a, b]
    case .between(let a, let b, let c), .conditional(let a, let b, let c): [a, b, c]
    case .function(_, let arguments, _): arguments
    }
  }

  /// Whether the value may be there although a part of it is null.
  private var mayHideNulls: Bool {
    switch node {
    case .function, .conditional, .isNull, .binary(.coalesce, _, _), .binary(.and, _, _), .binary(.or, _, _): true
    default: operands.contains(where: \.mayHideNulls)
    }
  }

  /// The first value that is there, of which no part may be undefined.
  private func first(of values: [TypedExpression]) -> TypedExpression? {
    guard let value = values.first else { return condition(.constant(.bool(true))) }
    return choice(value.isNull(negated: false), first(of: Array(values.dropFirst())), value.hiddenNull)
  }

  /// Where a part is undefined although there is a value.
  private var hiddenNull: TypedExpression? { mayHideNulls ? isUndefined : nil }

  private func isNull(negated: Bool) -> TypedExpression { condition(.isNull(self, negated: negated)) }

  private func condition(_ node: Node) -> TypedExpression { TypedExpression(node, type: .bool, span: span) }

  private func choice(_ test: TypedExpression, _ a: TypedExpression?, _ b: TypedExpression?) -> TypedExpression? {
    guard a != nil || b != nil else { return nil }
    let no = condition(.constant(.bool(false)))
    return condition(.conditional(test, a ?? no, b ?? no))
  }

  private func both(_ a: TypedExpression?, _ b: TypedExpression?) -> TypedExpression? {
    guard let a, let b else { return nil }
    return condition(.binary(.and, a, b))
  }

  private func either(_ conditions: [TypedExpression?]) -> TypedExpression? {
    let present = conditions.compactMap { $0 }
    return present.dropFirst().reduce(present.first) { sum, next in
      sum.map { condition(.binary(.or, $0, next)) }
    }
  }
}
