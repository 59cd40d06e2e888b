import Language
import Learning
import Relational

extension LanguageReference {
  var scalarFunctions: String {
    let functions = ScalarFunction.all.values.sorted { $0.name < $1.name }
    return "## Functions of one row\n\n" + functions.map { Self.line($0.usage, $0.summary) }.joined(separator: "\n")
  }

  var groupedFunctions: String {
    let all = GroupedFunction.all
    let aggregates = all.filter { if case .aggregate = $0.implementation { true } else { false } }
    let windows = all.filter { if case .window = $0.implementation { true } else { false } }
    return """
      ## Aggregates

      In `agg`, and in `derive … by` for each row's group. Nulls are skipped. Over no rows an aggregate is null and a \
      count 0.

      \(aggregates.map { Self.line($0.usage, $0.summary) }.joined(separator: "\n"))

      ## Window functions

      In `derive … by KEYS, order: COLUMN`.

      \(windows.map { Self.line($0.usage, $0.summary) }.joined(separator: "\n"))
      """
  }

  var estimators: String {
    "## Estimators\n\n" + EstimatorCatalog.all.map(Self.section).joined(separator: "\n\n")
  }

  private static func section(_ estimator: any Estimator.Type) -> String {
    let parameters = estimator.parameters.map { parameter in
      let names = parameter.aliases.map { "`\($0)`" }.joined(separator: ", ")
      let aliases = names.isEmpty ? "" : ", also \(names)"
      return "- `\(parameter.name):` (by default `\(parameter.defaultValue)`\(aliases)): \(parameter.summary)"
    }
    let list = parameters.isEmpty ? "" : "\n\n" + parameters.joined(separator: "\n")
    return "### \(estimator.name)\n\n\(estimator.summary)\(list)"
  }

  static func line(_ usage: String, _ summary: String) -> String { "- `\(usage)`: \(summary)" }
}
