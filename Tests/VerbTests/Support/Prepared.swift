import Columns
import Kernels
import Language
import Testing
import Verbs

/// Fits recipes on some rows of a table and applies them to others.
struct Prepared {
  /// The training rows, and the others, as the recipe left them.
  let training: Table
  let others: Table
  let notes: [String]

  /// - Parameter half: how many rows, from the first, are training rows.
  init(_ stages: String, _ table: Table, half: Int, roles: Roles = Roles(), threads: Int = 1) throws {
    let recipe = try #require(try Run.script("recipe | \(stages)") as? Recipe)
    let context = RunContext(execution: Execution(threads: threads), seed: 1, cache: SessionCache())
    let (fitted, training) = try recipe.fit(table.slice(0..<half), roles, context)
    self.training = training.table
    others = try fitted.apply(to: table.slice(half..<table.rowCount), context)
    notes = context.notes
  }

  /// A column over both parts; NaN for null.
  func values(_ name: String) throws -> [Double] {
    try [training, others].flatMap { try #require($0[name]?.doubles(), "a column \(name) of numbers") }
  }
}
