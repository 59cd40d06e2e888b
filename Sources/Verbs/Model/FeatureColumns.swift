import Columns
import Diagnostics
import Kernels

/// The columns of a prepared table as numbers for an estimator.
enum FeatureColumns {
  /// Throws for texts and dates, which no estimator takes.
  /// - Parameter recipe: the name of the recipe behind which the table stands, for the help.
  /// - Parameter areChosen: whether the columns were named, and are not simply all.
  static func check(_ fields: [Field], at place: Span, recipe: String?, areChosen: Bool = false) throws {
    if fields.isEmpty {
      throw Diagnostic(
        code: ModelCodes.feature, "there are no features to learn from", at: Label(place, "no columns are left"))
    }
    guard let odd = fields.first(where: { !$0.type.isNumeric && $0.type != .bool }) else { return }
    let same = fields.filter { $0.type == odd.type }.map { "`\($0.name)`" }
    let list = same.prefix(5).joined(separator: ", ") + (same.count > 5 ? ", …" : "")
    let step = odd.type == .text ? "onehot @text" : "drop @\(odd.type.rawValue)"
    let help = recipe.map { "add `| \(step)` to the recipe `\($0)`" }
      ?? (odd.type == .text
        ? "make indicators of them in a recipe: `prep = recipe | \(step)`, and add `prep: prep`"
        : "take them away before: `| \(step)`, or count days with `days_between`")
    let source = areChosen ? "chooses `\(odd.name)`" : "learns from all columns but the target and the key"
    throw Diagnostic(
      code: ModelCodes.feature,
      same.count == 1 ? "the feature `\(odd.name)` is \(odd.type.rawValue), and estimators take numbers"
        : "\(same.count) features are \(odd.type.rawValue), and estimators take numbers",
      at: Label(place, recipe == nil ? source : "after the recipe"),
      notes: same.count == 1 ? [] : ["they are \(list)"], help: help)
  }

  /// - Throws: `InsufficientMemory` where there is none for the numbers and what is made of them.
  static func matrix(_ table: Table, _ names: [String], _ execution: Execution) throws -> Matrix {
    let count = table.rowCount * names.count
    try execution.memory.require(Double(count) * bytesPerNumber)
    var values: [Double] = []
    values.reserveCapacity(count)
    for name in names {
      guard let column = table[name] else { throw PreparationError.missing(name) }
      guard let numbers = column.doubles() else { throw PreparationError.retyped(name, from: .float, to: column.type) }
      values += numbers
    }
    return Matrix(rows: table.rowCount, columns: names.count, values: values)
  }

  /// The number itself, and what an estimator makes of it: ranks, bins, or a copy in another order.
  static let bytesPerNumber = 16.0

  /// The error for gaps that an estimator does not take.
  static func gaps(
    _ table: Table, _ names: [String], _ estimator: String, at place: Span, recipe: String?
  ) -> Diagnostic? {
    let gappy = names.filter { (table[$0]?.nullCount ?? 0) > 0 }
    guard let first = gappy.first, let count = table[first]?.nullCount else { return nil }
    let others = gappy.dropFirst().prefix(4).map { "`\($0)`" }.joined(separator: ", ")
    // A truth value is no number, and is filled by what occurs most.
    let truths = gappy.filter { table[$0]?.type == .bool }
    let numbers = truths.count < gappy.count ? ["impute @num, method: median"] : []
    let names = truths.map(\.asColumn).joined(separator: ", ")
    let step = (numbers + (truths.isEmpty ? [] : ["impute \(names), method: mode"])).joined(separator: " | ")
    return Diagnostic(
      code: ModelCodes.feature,
      "`\(estimator)` takes no nulls, and `\(first)` has \(count) in \(table.rowCount) rows",
      at: Label(place, "cannot use gaps"),
      notes: others.isEmpty ? [] : ["so have \(others)\(gappy.count > 5 ? " and \(gappy.count - 5) more" : "")"],
      help: recipe.map { "add `| \(step)` to the recipe `\($0)`" }
        ?? "fill them in a recipe: `prep = recipe | \(step)`, and add `prep: prep`")
  }
}
