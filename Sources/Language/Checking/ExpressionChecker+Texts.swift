import Columns
import Diagnostics
import Syntax

/// Texts with the values of columns in them: `"{CITY}-{YEAR}"`.
extension ExpressionChecker {
  /// The pieces as arguments of the function that joins them.
  func joined(_ pieces: [Expression.StringPiece], _ span: Span) throws -> TypedExpression {
    let parts = try pieces.map { piece in
      guard case .column(let name) = piece else {
        return TypedExpression(.constant(.text(try scope.text(of: [piece]))), type: .text, span: span)
      }
      return try inserted(name)
    }
    return TypedExpression(.function(TextFunctions.concat, parts, FunctionConstants()), type: .text, span: span)
  }

  private func inserted(_ name: Name) throws -> TypedExpression {
    do {
      return try check(Expression(.name(name), name.span))
    } catch var problem as Diagnostic {
      if problem.help == nil {
        problem.help =
          "in a text `\(name.insertion)` is a column's value; write `\\\(name.insertion)` for the characters"
      }
      throw problem
    }
  }
}

extension Expression.StringPiece {
  /// Whether it stands for a column's value.
  var isColumn: Bool { if case .column = self { true } else { false } }
}
