import Language
import Learning
import Relational

extension LanguageReference {
  var scalarFunctions: String {
    let functions = ScalarFunction.all.values.sorted { $0.name < $1.name }
    let lines = functions.map { Self.line($0.signature, $0.summary, $0.example) }
    return "## Functions of one row\n\n\(Self.ofArguments)\n\n" + lines.joined(separator: "\n")
  }

  var groupedFunctions: String {
    let all = GroupedFunction.all
    let aggregates = all.filter { if case .aggregate = $0.implementation { true } else { false } }
    let windows = all.filter { if case .window = $0.implementation { true } else { false } }
    return """
      ## Aggregates

      In `agg`, and in `derive … by` for each row's group. Nulls are skipped. Over no rows an aggregate is null and a \
      count 0.

      \(aggregates.map { Self.line($0.signature, $0.summary, $0.example) }.joined(separator: "\n"))

      ## Window functions

      In `derive … by KEYS, order: COLUMN`. `order:` takes one key, several (`order: day, -hour`, \
      `order: [day, -hour]`) or a selector, whose columns count in the order written; rows that are equal in all keys \
      stay in row order.

      \(windows.map { Self.line($0.signature, $0.summary, $0.example) }.joined(separator: "\n"))
      """
  }

  var estimators: String {
    "## Estimators\n\n" + EstimatorCatalog.all.map(Self.section).joined(separator: "\n\n")
  }

  private static func section(_ estimator: any Estimator.Type) -> String {
    let parameters = estimator.signature.labelled.map { parameter in
      let names = parameter.aliases.map { "`\($0)`" }.joined(separator: ", ")
      return "- `\(parameter.name):` \(parameter.explanation)\(names.isEmpty ? "" : " Also \(names).")"
    }
    let list = parameters.isEmpty ? "" : "\n\n" + parameters.joined(separator: "\n")
    return "### \(estimator.name)\n\n\(estimator.summary)\(list)"
  }

  static func line(_ usage: String, _ summary: String) -> String { "- `\(usage)`: \(summary)" }

  private static func line(
    _ signature: FunctionSignature, _ summary: String, _ example: FunctionExample
  ) -> String {
    let declared = signature.parameters.filter { $0.rows == nil || $0.range != nil }
    let arguments = declared.map { "\n  - `\($0.name)`: \($0.explanation)" }
    return line(signature.usage, "\(summary) `\(example.call)` gives `\(example.gives)`.") + arguments.joined()
  }

  /// What holds for the arguments of every function.
  private static let ofArguments = """
    An argument is a value in each row, or a *constant*: any expression over literals, `$` parameters, fields of \
    results and loop variables, as in `quantile(n, $q / 100) … for q in [10, 90]`. A constant that is out of range, of \
    another type or null is an error, and so is an argument that would change nothing. Arguments in brackets may be \
    left out.
    """
}
