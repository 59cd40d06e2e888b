import Columns
import Diagnostics
import Language
import Statistics
import Syntax

/// Replaces numbers by bands.
enum BinVerb: PreparationVerb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns of numbers.")
  static let method = Parameter<String>(
    "method", "Bands of equal counts, of equal width, or in which the risk rises or falls throughout.",
    choices: ["quantile", "width", "woe"])
  static let bins = Parameter<Int>("bins", default: 5, "The most bands of a column.")
  static let target = Parameter<ColumnName?>("target", default: nil, "What `woe` goes by, outside a recipe: 0 or 1.")
  static let output = Parameter<String>(
    "output", default: "band", "What stands in the place of a number: its band, or the band's weight of evidence.",
    choices: ["band", "woe"])
  static let signature = Signature(
    "bin", inputs: [.table, .recipe], positional: [columns.declaration],
    options: [
      method.declaration, bins.declaration, target.declaration, output.declaration,
      PreparedColumns.optional.declaration,
    ], synonyms: ["qcut", "ntile", "discretize", "discretise", "woe"])
  static let summary = "Replaces numbers by bands."
  static let discussion = """
    Bands are named as by `cut`, closed on the left, and sort in their order; the outer ones are open. A bound has as \
    few digits as keep each training row in its band, and moves by at most a hundredth of a band. Equal quantiles give \
    fewer bands. Null stays null, but by `woe` it is a band of its own, `missing`. \
    `woe` starts from 20 bands of equal counts, pools neighbours until the share of ones rises or falls throughout, \
    whichever tells more, and merges those whose merging loses the least information value until there are no more \
    than `bins`. The weight of evidence is ln(share of the zeros ÷ share of the ones) of a band; where a band has none \
    of one kind, half a row is added to both. In a recipe the bands are those of the training rows, and the target is \
    the model's.
    """
  static let examples = [
    Example(
      "range 6 | bin n, method: quantile, bins: 3 | distinct", "Equal counts.",
      gives: .table("n text", "< 1.67\n[1.67, 3.33)\n>= 3.33")),
    Example(
      "range 5 | derive a = nullif(n, 0) | bin a, method: width, bins: 2", "Equal width; null stays null.",
      gives: .table("n int, a text", "0 null\n1 < 2.5\n2 < 2.5\n3 >= 2.5\n4 >= 2.5")),
    Example(
      "range 40 | derive bad = if n % 4 == 0 or n > 29 then 1 else 0 | bin n, method: woe, bins: 2, target: bad "
        + "| agg { rows = count(), bad = sum(bad) } by n",
      "By risk.",
      gives: .table("n text, rows int, bad int", "< 29.25 30 8\n>= 29.25 10 10")),
    Example(
      "recipe | bin @num, method: woe, output: woe", "In a recipe, fitted on training rows.",
      gives: .value(.recipe, ["steps": .int(1)])),
  ]

  static func check(_ arguments: BoundArguments) throws {
    guard (2...1000).contains(arguments[bins]) else {
      throw arguments.outOfRange(bins, "takes a number from 2 to 1000")
    }
    for (isWritten, span, word) in [
      (arguments.isWritten(target), arguments.span(of: target), "`target`"),
      (arguments[output] == "woe", arguments.span(of: output), "`output: woe`"),
    ] where isWritten && arguments[method] != "woe" {
      throw Diagnostic(
        code: .unknownOption, "\(word) goes with `method: woe` only", at: Label(span, "has no meaning here"),
        labels: [Label(arguments.span(of: method), "the method")])
    }
  }

  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? {
    let roles = try withTarget(roles, arguments)
    if let name = targetName(roles, arguments) { _ = try TargetColumn.position(name, in: input) }
    var fields = Array(input.fields)
    for position in try arguments.features(columns, in: input, roles) {
      guard fields[position].type.isNumeric else {
        throw arguments.wrongType(of: fields[position], in: columns, "takes numbers", help: "choose with `@num`")
      }
      fields[position] = Field(fields[position].name, arguments[output] == "woe" ? .float : .text)
    }
    return .table(Schema(fields, roles: input.fields.roles))
  }

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) throws -> Footprint {
    .columns(try arguments.features(columns, in: Shape(training), roles), work: 40, kept: 0)
  }

  static func fit(
    _ training: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> FittedBinning {
    let shape = Shape(training), roles = try withTarget(roles, arguments)
    _ = try check(shape, roles, arguments)
    let chosen = try arguments.features(columns, in: shape, roles)
    let labels = try targetName(roles, arguments).map { name in
      try TargetColumn.labels(training.columns[try shape.position(of: name)], name)
    }
    let (method, count) = (arguments[method], arguments[bins])
    context.execution.monitor.begin("bin", total: chosen.count)
    let bands = try context.execution.map(count: chosen.count) { index in
      defer { context.execution.monitor.advance(by: 1) }
      let values = training.columns[chosen[index]].doubles() ?? []
      let name = training.schema.fields[chosen[index]].name
      if let labels { return FittedBands(name, values, labels: labels, limit: count) }
      return FittedBands(name: name, breaks: Breaks.of(values, method: method, count: count))
    }
    // The breaks are floats, also those of whole numbers that are none.
    try context.reportLostDigits(
      chosen.filter { training.schema.fields[$0].type == .int }.map {
        (training.schema.fields[$0].name, training.columns[$0])
      }, in: "bin")
    return FittedBinning(
      bands: bands, method: method, givesWeights: arguments[output] == "woe",
      target: labels == nil ? nil : targetName(roles, arguments)?.text)
  }

  /// The roles with the target that was written, which a recipe does not need.
  private static func withTarget(_ roles: Roles, _ arguments: BoundArguments) throws -> Roles {
    guard arguments[method] == "woe" else { return roles }
    let written = arguments[target]?.name.text
    if let written, let known = roles.target, written != known {
      throw Diagnostic(
        code: .wrongValue, "the target here is `\(known)`", at: Label(arguments.span(of: target), "another column"),
        help: "leave `target:` out")
    }
    guard let name = roles.target ?? written else {
      throw Diagnostic(
        code: .argumentCount, "`method: woe` needs a target",
        at: Label(arguments.span(of: method), "which column is it?"),
        help: "add `target: COLUMN`, or bin in a recipe, whose target the model names")
    }
    return Roles(target: name, key: roles.key, isKeyDeclared: roles.isKeyDeclared)
  }

  private static func targetName(_ roles: Roles, _ arguments: BoundArguments) -> Name? {
    guard arguments[method] == "woe" else { return nil }
    return arguments[target]?.name ?? roles.target.map { Name($0, arguments.span(of: method)) }
  }
}
