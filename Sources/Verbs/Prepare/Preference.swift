import Columns
import Diagnostics
import Language
import Statistics

/// Which of two columns is kept, as `prefer:` says.
enum Preference: ParameterType {
  case fewestNulls
  case target
  case model(String, any RanksColumns)

  static let typeName = "fewest_nulls, target, or a fitted model's name"
  var defaultText: String? {
    switch self {
    case .fewestNulls: "fewest_nulls"
    case .target: "target"
    case .model: nil
    }
  }

  static func bind(_ syntax: ArgumentSyntax) throws -> Preference {
    guard case .name(let name) = try syntax.expression().kind else { throw syntax.wrongValue("takes \(typeName)") }
    switch name.text {
    case "fewest_nulls": return .fewestNulls
    case "target": return .target
    default:
      if syntax.scope.bindings[name.text] == nil {
        let near = Suggestions.help(for: name.text, among: ["fewest_nulls", "target"] + syntax.scope.resultNames)
        throw syntax.wrongValue("cannot be `\(name.text)`", help: near ?? "write \(typeName)")
      }
      let value = try syntax.scope.value(of: name)
      guard let model = value as? any RanksColumns else {
        throw Diagnostic(
          code: .misplacedVerb,
          "`\(syntax.declaration.name)` takes a fitted model, and `\(name.text)` is a \(value.kind.name)",
          at: Label(name.span, "this is a \(value.kind.name)"), help: "fit one first: `MODEL = \(name.text) | fit …`")
      }
      return .model(name.text, model)
    }
  }

  var usesTarget: Bool { if case .target = self { true } else { false } }
  /// What a ranking model learnt from.
  var record: TrainingRecord? { if case .model(_, let model) = self { model.record } else { nil } }

  /// What stands behind `by`: `fewest nulls`.
  var description: String {
    switch self {
    case .fewestNulls: "the fewest nulls"
    case .target: "the correlation with the target"
    case .model(let name, _): "the importance in `\(name)`"
    }
  }

  /// One figure for each column, the greater the better; nil counts least.
  func figures(_ table: Table, _ positions: [Int], target: String?, _ context: RunContext) throws -> [Double?] {
    switch self {
    case .fewestNulls: return positions.map { -Double(table.columns[$0].nullCount) }
    case .target:
      guard let values = target.flatMap({ table[$0]?.doubles() }) else { return positions.map { _ in nil } }
      return try context.execution.map(count: positions.count) { index in
        table.columns[positions[index]].doubles().flatMap { Correlation.pearson($0, values) }.map { abs($0) }
      }
    case .model(_, let model): return try model.importance(of: positions.map { table.schema.fields[$0].name })
    }
  }
}
