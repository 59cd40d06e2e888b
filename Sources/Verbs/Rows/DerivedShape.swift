import Columns
import Diagnostics
import Language
import Syntax

/// The columns of a table while a stage adds to them, one after another. Those that came last become part of the shape
/// when something may read them: a shape for each of thousands would take long.
struct DerivedShape {
  private var shape: Shape
  private var latest: [Field] = []
  private var names: Set<String> = []

  init(_ input: Shape) { shape = input }

  /// The shape with all columns.
  var all: Shape { latest.isEmpty ? shape : Shape.table(shape.fields.setting(latest)).inheriting(shape) }

  mutating func add(_ field: Field) {
    latest.append(field)
    names.insert(field.name)
  }

  /// What a check makes of the columns that an expression can see.
  mutating func known<T>(to expression: Expression, _ check: (Shape) throws -> T) throws -> T {
    if !latest.isEmpty, expression.reads(names) { settle() }
    do { return try check(shape) } catch let problem as Diagnostic {
      // The message names the columns that there are.
      if latest.isEmpty { throw problem }
      settle()
      return try check(shape)
    }
  }

  /// What an expression of the step reads of its row.
  func field(_ expression: TypedExpression, named name: String) -> Field {
    expression.field(named: name, over: shape.fields)
  }

  private mutating func settle() {
    shape = all
    latest = []
    names = []
  }
}

extension Expression {
  /// Whether one of the names stands in the expression, or a selector, which may choose any.
  fileprivate func reads(_ names: Set<String>) -> Bool {
    switch kind {
    case .name(let name): names.contains(name.text)
    case .selector: true
    case .string(let pieces): pieces.contains { $0.column.map { names.contains($0.text) } ?? false }
    default: children.contains { $0.reads(names) }
    }
  }
}

extension Expression.StringPiece {
  /// The column whose value stands there; nil for text.
  fileprivate var column: Name? { if case .column(let name) = self { name } else { nil } }
}
