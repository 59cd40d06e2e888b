import Columns
import Diagnostics
import Language
import Syntax

/// The column that tells how much each row counts.
enum RowWeights {
  /// - Throws: `Diagnostic` for a column that is missing, or holds no numbers.
  static func position(_ name: Name, in input: Shape) throws -> Int {
    let position = try input.position(of: name), type = input.fields[position].type
    guard type.isNumeric else {
      throw Diagnostic(
        code: .wrongType, "`weights` takes numbers, and `\(name.text)` is \(type.rawValue)",
        at: Label(name.span, "this is \(type.rawValue)"), help: "name a column of numbers that are not negative")
    }
    return position
  }

  /// - Throws: `Diagnostic` for a weight that is missing or negative, and where all are 0.
  static func values(_ column: Column, _ name: Name) throws -> [Double] {
    let values = column.doubles() ?? []
    if let row = values.firstIndex(where: { !($0 >= 0) }) {
      throw Diagnostic(
        code: .wrongValue, "a weight is 0 or more, and `\(name.text)` is \(values[row].isNaN ? "null" : "negative")"
          + " in row \(row + 1) of those that are learnt from",
        at: Label(name.span, "not a weight in every row"),
        help: "take such rows away: `| where \(name.text.asColumn) > 0`")
    }
    guard values.contains(where: { $0 > 0 }) else {
      throw Diagnostic(
        code: .wrongValue, "all rows that are learnt from weigh nothing", at: Label(name.span, "0 in every row"))
    }
    return values
  }

  /// - Throws: `Diagnostic` where a recipe gives rows weights of its own, or makes others of them.
  static func refuseBalance(_ recipe: Recipe, _ name: Name) throws {
    guard let step = recipe.steps.first(where: { $0.verb == BalanceVerb.self }) else { return }
    throw Diagnostic(
      code: .unknownOption, "`weights:` and `balance` both say how much rows count",
      at: Label(name.span, "named here"), notes: [step.arguments.stage.sourceText],
      help: "leave one of them out")
  }
}
