import Columns
import Diagnostics
import Language
import Syntax
import Testing
import Verbs

/// What functions declare of nulls is what they do with them.
@Suite struct NullRuleTests {
  @Test(
    "a null in the place of each argument does what the function declares",
    arguments: ScalarFunction.all.keys.sorted())
  func scalars(_ name: String) throws {
    let function = try #require(ScalarFunction.all[name])
    let call = try Self.expression(function.example.call)
    guard case .call(let name, let arguments) = call.kind else { return }
    let places = arguments.indices.filter { place in
      let parameter = function.signature.positional[min(place, function.signature.positional.count - 1)]
      return arguments[place].label == nil && parameter.rows != nil
    }
    for place in places {
      var changed = arguments
      changed[place] = Expression.Argument(label: nil, value: Expression(Expression.Kind.null, call.span))
      let text = Formatter.format(Expression(.call(name, changed), call.span))
      // A check may refuse a bare null, which then says nothing.
      guard let result = try? Run.table("range 1 | derive r = \(text) | select r") else { continue }
      let isOther = places.contains { $0 != place && !arguments[$0].value.isNullLiteral }
      switch function.nulls {
      case .spreads: #expect(result.columns[0].isNull(0), "\(text)")
      case .passedOver where isOther && name.text != "row_std": #expect(!result.columns[0].isNull(0), "\(text)")
      case .passedOver, .seen: break
      }
    }
  }

  @Test("aggregates and windows over a column with nulls do what they declare", arguments: GroupedFunction.all.indices)
  func grouped(_ index: Int) throws {
    let function = GroupedFunction.all[index], name = function.name
    guard function.signature.positional.count == 1, name != "row_number" else { return }
    let isBool = name == "any" || name == "all"
    let values = isBool ? "if n == 1 then null else n == 0" : "if n == 1 then null else n"
    let source = "range 4 | derive x = \(values)"
    guard case .window = function.implementation else {
      let all = try Run.table("\(source) | agg r = \(name)(x)"), rest = try Run.table(
        "\(source) | where x is not null | agg r = \(name)(x)")
      #expect((Run.lines(all) == Run.lines(rest)) == (function.nulls == .passedOver), "\(name)")
      return
    }
    let window = try Run.table("\(source) | derive r = \(name)(x), order: n | select r").columns[0]
    if function.nulls == .spreads { #expect(window.isNull(1), "\(name)") }
  }

  private static func expression(_ text: String) throws -> Expression {
    let parsed = Parser.parse("t | derive r = \(text)", source: SourceID(rawValue: 0), compoundVerbs: [])
    guard case .pipeline(_, let pipeline)? = parsed.script.statements.first?.kind else {
      throw Diagnostic(code: .wrongValue, "no expression: \(text)")
    }
    return pipeline.stages[1].arguments[0].value
  }
}

extension Expression {
  fileprivate var isNullLiteral: Bool { if case .null = kind { true } else { false } }
}
