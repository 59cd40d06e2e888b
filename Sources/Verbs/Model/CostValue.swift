import Columns
import Diagnostics
import Language
import Syntax

extension ValueKind {
  static let cost = ValueKind("cost", mainTable: "its formulas, a row for each outcome")
}

/// What decisions cost: an amount for each outcome of a client, or a formula over the totals.
struct CostValue: Value {
  /// What came of a decision.
  enum OutcomeKind: String, CaseIterable {
    case fn, fp, tn, tp

    /// Words that people write for them.
    static let longNames = [
      "false_negative": "fn", "false_positive": "fp", "true_negative": "tn", "true_positive": "tp",
      "false_negatives": "fn", "false_positives": "fp", "true_negatives": "tn", "true_positives": "tp",
    ]
  }

  struct Outcome: Sendable {
    let kind: OutcomeKind
    let expression: Expression
  }

  enum Rule: Sendable {
    case outcomes([Outcome])
    case total(Expression)
  }

  let rule: Rule
  /// What `$names` in the expressions stand for.
  let scope: Scope

  var kind: ValueKind { .cost }
  var fields: [(name: String, cell: Cell)] { lines.map { ($0.name, .text($0.formula)) } }
  var presentation: Presentation { Presentation(facts: lines.map { ($0.name, $0.formula) }) }

  var mainTable: Table? { contents[0].table }
  var contents: [(name: String, table: Table)] {
    [
      ("cost", Table([
        ("outcome", Column(texts: lines.map(\.name))), ("formula", Column(texts: lines.map(\.formula))),
      ]))
    ]
  }

  private var lines: [(name: String, formula: String)] {
    switch rule {
    case .outcomes(let outcomes): outcomes.map { ($0.kind.rawValue, $0.expression.sourceText) }
    case .total(let formula): [("total", formula.sourceText)]
    }
  }
}
