import Columns
import Diagnostics
import Kernels
import Language
import Syntax

/// The column that a model learns to predict.
enum TargetColumn {
  /// The target as it is written, or else as the table declares it.
  static func name(_ input: Shape, _ arguments: BoundArguments) throws -> Name {
    if let written = arguments[TrainingPlan.target]?.name { return written }
    if let declared = input.fields.target { return Name(declared, arguments.verbSpan) }
    throw Diagnostic(
      code: .argumentCount, "`\(arguments.stage.verb.text)` needs a target: the column to predict, 0 or 1",
      at: Label(arguments.verbSpan, "`target:` is missing, and the table declares none"),
      help: "add `target: COLUMN`, or declare it once: `load …, target: COLUMN`, or `| roles target: COLUMN`")
  }

  /// Finds the column and checks its type.
  static func position(_ name: Name, in shape: Shape) throws -> Int {
    let position = try shape.position(of: name)
    let field = shape.fields[position]
    guard field.type == .int || field.type == .bool else {
      let example = field.type == .text ? "\(name.text) == \"…\"" : "\(name.text) > 0"
      throw Diagnostic(
        code: ModelCodes.target, "a target is 0 or 1, or `no` or `yes`, and `\(name.text)` is \(field.type.rawValue)",
        at: Label(name.span, "this is \(field.type.rawValue)"), help: mend(name, example))
    }
    return position
  }

  /// A target made of the column, which does not stay beside it: it would tell the target.
  private static func mend(_ name: Name, _ test: String) -> String {
    name.text == "bad" ? "make one in its place: `| derive bad = \(test)`"
      : "make one, and take the other away: `| derive bad = \(test) | drop \(name.text)`, then `target: bad`"
  }

  /// The labels 0 and 1.
  ///
  /// - Throws: `Diagnostic` for a null, another number, and where only one class occurs.
  static func labels(_ column: Column, _ name: Name) throws -> [Double] {
    if column.nullCount > 0 {
      throw Diagnostic(
        code: ModelCodes.target, "the target `\(name.text)` is null in \(column.nullCount) of \(column.count) rows",
        at: Label(name.span, "has nulls"), help: "take them away: `| where \(name.text) is not null`")
    }
    let labels = column.doubles() ?? []
    if let other = labels.first(where: { $0 != 0 && $0 != 1 }) {
      let codes = Array(Set(labels)).sorted()
      let list = codes.map { "\(Int($0))" }.joined(separator: ", ")
      let test = codes.count == 2 ? "== \(Int(codes[1]))" : "> 0"
      throw Diagnostic(
        code: ModelCodes.target, "a target is 0 or 1, and `\(name.text)` is \(Int(other)) in some rows",
        at: Label(name.span, codes.count <= 4 ? "has \(list)" : "not a class"),
        help: mend(name, "\(name.text) \(test)"))
    }
    guard labels.contains(0), labels.contains(1) else {
      let (sentence, label) = labels.isEmpty
        ? ("there are no rows to learn from", "no rows")
        : ("all rows are of one class, so there is nothing to learn", "is \(Int(labels[0])) everywhere")
      throw Diagnostic(code: ModelCodes.target, sentence, at: Label(name.span, label))
    }
    return labels
  }
}

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
  /// - Parameter stage: the stage that needs the estimator, where that is none of modelling.
  static func gaps(
    _ table: Table, _ names: [String], _ estimator: String, at place: Span, recipe: String?,
    before stage: String? = nil
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
      help: stage.map { "fill them before: `| \(step) | \($0)`" }
        ?? recipe.map { "add `| \(step)` to the recipe `\($0)`" }
        ?? "fill them in a recipe: `prep = recipe | \(step)`, and add `prep: prep`")
  }
}
