import Diagnostics
import Syntax
import TestSupport

/// Draws syntax trees, with every kind of node and every combination of precedences.
struct RandomTree {
  var random: SplitMix64
  private let span = Span(source: SourceID(rawValue: 0), lower: 0, upper: 0)

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func script() -> Script {
    Script(statements: (0..<below(4)).map { _ in Statement(statement(), span: span) })
  }

  private mutating func statement() -> StatementKind {
    switch below(7) {
    case 0: .seed(below(100))
    case 6: .option(Name(pick(["sum_empty", "x"]), span), operand())
    case 1:
      .parameter(
        ParameterDeclaration(
          name: name(), type: Name(pick(["int", "list"]), span), value: make(.list([operand(), operand()])),
          documentation: coin() ? text() : nil))
    case 2: .assertion(expression(4))
    case 3: .definition(Definition(name: name(), parameters: coin() ? [] : [name(), name()], stages: stages()))
    default: .pipeline(binding: coin() ? name() : nil, Pipeline(stages: stages(), span: span))
    }
  }

  private mutating func stages() -> [Stage] { (0...below(3)).map { _ in stage() } }

  private mutating func stage() -> Stage {
    var stage = Stage(verb: Name(pick(["head", "left join", "where", "cost total", "agg"]), span), span: span)
    stage.hasBraces = coin()
    let isCondition = stage.verb.text == "where"
    stage.arguments = (0..<below(5)).map { _ in item(isNamed: coin() && (stage.hasBraces || !isCondition)) }
    if coin() {
      stage.byHasBraces = coin()
      stage.by = (0...below(3)).map { _ in item(isNamed: coin()) }
    }
    if coin() {
      let keys = (0...below(2)).map { _ in JoinKey(left: name(), right: coin() ? name() : nil) }
      let relation = coin() ? JoinRelation.allCases.randomElement(using: &random) : nil
      stage.on = OnClause(keys: keys, relation: relation, relationSpan: nil, span: span)
    }
    stage.options = (0..<below(3)).map { _ in
      OptionClause(
        name: Name(pick(["to", "by", "on", "key"]), span), value: below(5) == 0 ? inlineStage() : expression(2))
    }
    return stage
  }

  /// A verb that makes the value of an option.
  private mutating func inlineStage() -> Expression {
    guard coin() else {
      return make(.stage(Stage(
        verb: Name("cost total", span), arguments: [Item(value: expression(3), span: span)], span: span)))
    }
    let items = (0..<below(4)).map { _ in item(isNamed: coin()) }
    return make(.stage(Stage(verb: Name("cost", span), arguments: items, hasBraces: true, span: span)))
  }

  private mutating func item(isNamed: Bool) -> Item {
    Item(
      name: isNamed ? name() : nil, value: expression(3), condition: coin() ? expression(2) : nil,
      template: coin() ? Template(text: pick(["{col}_{FN}", "a\"b", "{$x.y}", "{$"]), span: span) : nil,
      loop: coin() ? Loop(variable: name(), list: make(.scalar([name()]))) : nil, span: span)
  }

  mutating func expression(_ depth: Int) -> Expression {
    guard depth > 0 else { return operand() }
    switch below(12) {
    case 0: return make(.unary(.negate, expression(depth - 1)))
    case 1: return make(.unary(.not, expression(depth - 1)))
    case 2...5:
      let symbol = BinaryOperator.allCases.randomElement(using: &random) ?? .add
      let right = symbol == .matches && coin() ? make(.regex(pattern())) : expression(depth - 1)
      return make(.binary(symbol, expression(depth - 1), right))
    case 6: return make(.isNull(expression(depth - 1), negated: coin()))
    case 7:
      return make(
        .conditional(expression(depth - 1), then: expression(depth - 1), otherwise: expression(depth - 1)))
    case 8: return make(.range(expression(depth - 1), expression(depth - 1), isLogarithmic: false))
    case 9: return make(.call(name(isQuotable: false), arguments(depth)))
    case 10 where coin():
      return make(.mapping([Expression.Argument(label: name(), value: expression(depth - 1))]))
    case 10: return make(.fanOut([name(), name()], arguments(depth)))
    default: return operand()
    }
  }

  private mutating func arguments(_ depth: Int) -> [Expression.Argument] {
    (0..<below(3)).map { _ in
      Expression.Argument(label: coin() ? Name(pick(["min", "by"]), span) : nil, value: expression(depth - 1))
    }
  }

  private mutating func operand() -> Expression {
    switch below(12) {
    case 0: make(.int(Int64(below(1000))))
    case 1: make(.float(0.5, text: pick(["0.5", "5e-1", "50.0e-2"])))
    case 2: make(.string(pieces()))
    case 3: make(.bool(coin()))
    case 4: make(.null)
    case 5: make(.date("2024-01-31"))
    case 6: make(.list([make(.int(1)), make(.name(name()))]))
    case 7: make(.scalar(coin() ? [name(isQuotable: false)] : [name(isQuotable: false), name(isQuotable: false)]))
    case 8: make(.selector(selector(2)))
    case 9: make(.range(make(.int(1)), make(.scalar([name(isQuotable: false)])), isLogarithmic: true))
    default: make(.name(name()))
    }
  }

  private mutating func selector(_ depth: Int) -> Selector {
    switch below(depth > 0 ? 5 : 3) {
    case 0: Selector(.pattern(Name(pick(["AMT_*", "num", "*", "A?B", "date"]), span)), span)
    case 1: Selector(.pattern(Name("a b", span, isQuoted: true)), span)
    case 2: Selector(.regex(pattern()), span)
    case 3: Selector(.predicate(Name("nulls", span), pick([.less, .equal, .greaterOrEqual]), expression(2)), span)
    default:
      Selector(
        .set([
          (.union, selector(depth - 1)), (pick([.union, .difference, .intersection]), selector(depth - 1)),
        ]), span)
    }
  }

  private mutating func pieces() -> [Expression.StringPiece] {
    switch below(3) {
    case 0: []
    case 1: [.text(text())]
    default: [.text(text()), .scalar([name(isQuotable: false)]), .text("/x")]
    }
  }

  private mutating func text() -> String { pick(["a", "\"\\", "tab\tline\n", "{$x}", "{col}", "é名\u{1}", "'"]) }

  private mutating func pattern() -> String {
    pick(["^A", "a\\/b", "x\\\\", "[0-9]+", ""].map { $0.replacing("\\/", with: "/") })
  }

  private mutating func name(isQuotable: Bool = true) -> Name {
    if isQuotable, below(5) == 0 { return Name(pick(["a b", "where", "x`y", "log"]), span, isQuoted: true) }
    return Name(pick(["a", "AMT_CREDIT", "größe", "log", "date", "seed", "m"]), span)
  }

  private func make(_ kind: Expression.Kind) -> Expression { Expression(kind, span) }
  private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
  private mutating func coin() -> Bool { Bool.random(using: &random) }
  private mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }
}
