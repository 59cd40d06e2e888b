import Columns
import Diagnostics
import Language
import Statistics
import Syntax

/// Replaces values by bands.
enum BinVerb: PreparationVerb {
  static let columns = Parameter<ColumnSelection>(
    "columns", "The columns of numbers; by `optimal` also of texts and bools.")
  static let method = Parameter<String>(
    "method", "Bands of equal counts, of equal width, in which the risk rises or falls throughout, or those of all "
      + "that tell the most.", choices: ["quantile", "width", "woe", optimal])
  static let optimal = "optimal"
  static let bins = Parameter<Int>("bins", default: 5, "The most bands of a column.")
  static let target = Parameter<ColumnName?>(
    "target", default: nil, "What `woe` and `optimal` go by, outside a recipe: 0 or 1.")
  static let output = Parameter<String>(
    "output", default: "band", "What stands in the place of a value: its band, or the band's weight of evidence.",
    choices: ["band", "woe"])
  static let signature = Signature(
    "bin", inputs: [.table, .recipe], positional: [columns.declaration],
    options: [
      method.declaration, bins.declaration, target.declaration, output.declaration, BandSearch.sign.declaration,
    ] + BandSearch.declarations + [PreparedColumns.optional.declaration],
    synonyms: ["qcut", "ntile", "discretize", "discretise", "woe", "binning", "optbinning"])
  static let summary = "Replaces values by bands."
  static let discussion = """
    Bands are named as by `cut`, closed on the left, and sort in their order; the outer ones are open. A bound has as \
    few digits as keep each training row in its band, and moves by at most a hundredth of a band. Equal quantiles give \
    fewer bands. Null stays null, but by `woe` and `optimal` it is a band of its own, `missing`.

    `woe` starts from 20 bands of equal counts, pools neighbours until the share of ones rises or falls throughout, \
    whichever tells more, and merges those whose merging loses the least information value until there are no more \
    than `bins`.

    `optimal` finds, of all ways to join neighbours, the one with the greatest information value that keeps what the \
    options ask for. It starts from at most 20 bands by a decision tree for numbers, and from the levels in the order \
    of their rates for texts and bools, which it puts into groups. `trend` is `rising` or `falling` risk, `peak` or \
    `valley` (first one, then the other), `auto` the better one of rising and falling, or `none`. A column that tells \
    the target nearly without error has bands of one class, unless `min_events:` is written. Numbers in \
    `special:` are bands of their own, called `= NUMBER`; a level that training did not have is in the band `unseen`, \
    whose weight is 0. `cuts: [25, 40]` sets the bounds by hand, and `merge: [2, 3]` joins bands of one column; both \
    are recorded like everything else. `bins` lists the bands, `iv` ranks columns by them, `plot woe` draws them.

    The weight of evidence is ln(share of the zeros ÷ share of the ones) of a band, so that a greater one speaks for \
    the good; `sign: bad` turns it round. Where a band has none of one kind, half a row is added to both, and its \
    weight is 0 where that would turn it against the kind that it has. In a recipe the bands are those of the training \
    rows, and the target is the model's.
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
      "range 60 | derive { bad = n % 4 == 0 or n > 39, g = if n < 20 then \"a\" else if n < 40 then \"b\" else \"c\" } "
        + "| bin { n, g }, method: optimal, target: bad | distinct n, g",
      "Numbers, and texts in groups of similar risk.",
      gives: .table("n text, g text", "< 36.5 a\n< 36.5 b, c\n>= 36.5 b, c")),
    Example(
      "range 60 | derive bad = n % 4 == 0 or n > 39 | bin n, method: optimal, cuts: [20, 40], target: bad, output: woe "
        + "| derive n = round(n, 3) | distinct n",
      "Bounds by hand, and weights.", gives: .table("n float", "1.099\n-3.714")),
    Example(
      "recipe | bin @num, method: woe, output: woe", "In a recipe, fitted on training rows.",
      gives: .value(.recipe, ["steps": .int(1)])),
  ]

  static func check(_ arguments: BoundArguments) throws {
    guard (2...1000).contains(arguments[bins]) else {
      throw arguments.outOfRange(bins, "takes a number from 2 to 1000")
    }
    let (method, needed) = (arguments[method], [optimal, "woe"])
    for (isWritten, span, word) in [
      (arguments.isWritten(target), arguments.span(of: target), "`target`"),
      (arguments[output] == "woe", arguments.span(of: output), "`output: woe`"),
      (arguments.isWritten(BandSearch.sign), arguments.span(of: BandSearch.sign), "`sign`"),
    ] where isWritten && !needed.contains(method) {
      throw misplaced(word, span, "`method: \(needed[0])` and `method: \(needed[1])`", arguments)
    }
    if method == optimal {
      if arguments[output] == "band", arguments.isWritten(BandSearch.sign) {
        throw misplaced("`sign`", arguments.span(of: BandSearch.sign), "`output: woe`", arguments)
      }
      _ = try BandSearch(arguments, limit: arguments[bins])
    } else if let option = BandSearch.written(arguments) {
      throw misplaced("`\(option.text)`", option.span, "`method: \(optimal)`", arguments)
    }
  }

  private static func misplaced(
    _ word: String, _ span: Span, _ partner: String, _ arguments: BoundArguments
  ) -> Diagnostic {
    let isMethod = partner.contains("method")
    return Diagnostic(
      code: .unknownOption, "\(word) goes with \(partner) only", at: Label(span, "has no meaning here"),
      labels: isMethod ? [Label(arguments.span(of: method), "the method")] : [])
  }

  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? {
    let roles = try withTarget(roles, arguments)
    if let name = targetName(roles, arguments) { _ = try TargetColumn.position(name, in: input) }
    var fields = Array(input.fields)
    let chosen = try arguments.features(columns, in: input, roles)
    for position in chosen {
      let field = fields[position]
      guard field.type.isNumeric || (arguments[method] == optimal && BandSearch.takes(field.type)) else {
        let isText = BandSearch.takes(field.type)
        throw arguments.wrongType(
          of: field, in: columns, arguments[method] == optimal ? "takes numbers, texts and bools" : "takes numbers",
          help: isText ? "choose with `@num`, or bin by `method: optimal`" : "choose with `@num`")
      }
      fields[position] = Field(field.name, arguments[output] == "woe" ? .float : .text)
    }
    if arguments[method] == optimal {
      try BandSearch(arguments, limit: arguments[bins]).check(chosen.map { input.fields[$0] }, arguments)
    }
    return .table(Schema(fields, roles: input.fields.roles))
  }

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) throws -> Footprint {
    .columns(try arguments.features(columns, in: Shape(training), roles), work: 72, kept: 0)
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
    let finder = method == optimal
      ? BandFinder(search: try BandSearch(arguments, limit: count), labels: labels ?? []) : nil
    let bands = try context.execution.map(count: chosen.count) { index in
      defer { context.execution.monitor.advance(by: 1) }
      let column = training.columns[chosen[index]], name = training.schema.fields[chosen[index]].name
      if let finder { return try finder.bands(name, of: column, arguments) }
      let values = column.doubles() ?? []
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
      isBadPositive: arguments[BandSearch.sign] == "bad",
      target: labels == nil ? nil : targetName(roles, arguments)?.text)
  }

  /// The roles with the target that was written, which a recipe does not need.
  private static func withTarget(_ roles: Roles, _ arguments: BoundArguments) throws -> Roles {
    guard goesByTarget(arguments) else { return roles }
    let written = arguments[target]?.name.text
    if let written, let known = roles.target, written != known {
      throw Diagnostic(
        code: .wrongValue, "the target here is `\(known)`", at: Label(arguments.span(of: target), "another column"),
        help: "leave `target:` out")
    }
    guard let name = roles.target ?? written else {
      throw Diagnostic(
        code: .argumentCount, "`method: \(arguments[method])` needs a target",
        at: Label(arguments.span(of: method), "which column is it?"),
        help: "add `target: COLUMN`, or bin in a recipe, whose target the model names")
    }
    return Roles(target: name, key: roles.key, isKeyDeclared: roles.isKeyDeclared)
  }

  private static func targetName(_ roles: Roles, _ arguments: BoundArguments) -> Name? {
    guard goesByTarget(arguments) else { return nil }
    return arguments[target]?.name ?? roles.target.map { Name($0, arguments.span(of: method)) }
  }

  private static func goesByTarget(_ arguments: BoundArguments) -> Bool {
    [optimal, "woe"].contains(arguments[method])
  }
}
