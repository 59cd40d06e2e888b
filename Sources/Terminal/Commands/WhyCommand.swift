import Diagnostics
import Language

/// Shows where a column comes from.
enum WhyCommand: SessionCommand {
  static let name = ".why"
  static let usage = ".why COLUMN"
  static let summary = "Shows what made a column, in which result, and what changed it since."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.count == 1, let column = arguments.first else { throw CommandMisuse() }
    let origins = prompt.session.scope.columnOrigins
    // Results that only pass the column on share its origin.
    var places: [(origin: ColumnOrigin, results: [String])] = []
    for result in origins.keys.sorted() {
      guard let origin = origins[result]?[column] else { continue }
      if let known = places.firstIndex(where: { $0.origin == origin }) {
        places[known].results.append(result)
      } else {
        places.append((origin, [result]))
      }
    }
    guard !places.isEmpty else {
      let help = Suggestions.help(for: column, among: Set(origins.values.flatMap(\.keys))).map { "; \($0)" } ?? ""
      throw CommandMisuse(reason: "no named result has a column `\(column)`\(help)")
    }
    prompt.show(places.map { lines($0.origin, $0.results) }.joined(separator: "\n"))
  }

  private static func lines(_ origin: ColumnOrigin, _ results: [String]) -> String {
    let maker = origin.binding.map { "made in `\($0)` by `\(origin.verb)`" } ?? "made by `\(origin.verb)`"
    let changes = origin.changes.map { "\n  changed by \($0)" }.joined()
    return "\(Prose.names(results)): \(maker)\n  \(origin.text)\(changes)"
  }
}
