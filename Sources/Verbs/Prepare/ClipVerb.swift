import Columns
import Diagnostics
import Kernels
import Language
import Statistics

/// Brings values that lie outside bounds back to them.
enum ClipVerb: PreparationVerb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns of numbers.")
  static let min = Parameter<Bound?>("min", default: nil, "The least value that stays.")
  static let max = Parameter<Bound?>("max", default: nil, "The greatest value that stays.")
  static let quantiles = Parameter<Shares?>(
    "quantiles", default: nil, "The bounds of each column as quantiles of it: `0.01..0.99`.")
  static let signature = Signature(
    "clip", inputs: [.table, .recipe], positional: [columns.declaration],
    options: [min.declaration, max.declaration, quantiles.declaration, PreparedColumns.optional.declaration],
    synonyms: ["winsorize", "winsorise", "clamp"], columnUse: .handsOn)
  static let summary = "Brings values outside bounds back to the nearest bound."
  static let discussion = """
    Quantiles are linear between neighbours. Nulls stay null, and whole numbers stay whole if the bounds are. \
    In a recipe the quantiles are those of the training rows.
    """
  static let examples = [
    Example("range 4 | clip n, min: 1, max: 2", "By bounds.", gives: .table("n int", "1\n1\n2\n2")),
    Example(
      "range 5 | clip @num, quantiles: 0.1..0.9", "By quantiles.",
      gives: .table("n float", "0.4\n1.0\n2.0\n3.0\n3.6")),
    Example(
      "recipe | clip @num, quantiles: 0.01..0.99", "In a recipe, fitted on training rows.",
      gives: .value(.recipe, ["steps": .int(1)])),
  ]

  static func check(_ arguments: BoundArguments) throws {
    let (low, high) = (arguments[min], arguments[max])
    if arguments[quantiles] != nil {
      guard low == nil, high == nil else {
        throw Diagnostic(
          code: .unknownOption, "`quantiles` already gives both bounds",
          at: Label(arguments.span(of: quantiles), "leave this out, or `min:` and `max:`"))
      }
    } else if low == nil, high == nil {
      throw Diagnostic(
        code: .argumentCount, "`clip` needs a bound", at: Label(arguments.verbSpan, "no bound is given"),
        help: "add `min: 0`, `max: 100`, or `quantiles: 0.01..0.99`")
    }
    if let low, let high, low.isAbove(high) {
      throw arguments.outOfRange(max, "is less than `min`")
    }
  }

  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? {
    for position in try arguments.features(columns, in: input, roles) {
      let field = input.fields[position]
      guard field.type.isNumeric else {
        throw arguments.wrongType(of: field, in: columns, "takes numbers", help: "choose with `@num`")
      }
    }
    return nil
  }

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) throws -> Footprint {
    if arguments[quantiles] == nil { return .small }
    return .columns(try arguments.features(columns, in: Shape(training), roles), work: 32, kept: 0)
  }

  static func fit(
    _ training: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> FittedClip {
    let shape = Shape(training)
    _ = try check(shape, roles, arguments)
    let chosen = try arguments.features(columns, in: shape, roles)
    let (low, high, shares) = (arguments[min]?.cell, arguments[max]?.cell, arguments[quantiles])
    let bounds = try context.execution.map(count: chosen.count) { index in
      let name = training.schema.fields[chosen[index]].name
      guard let shares else { return FittedClip.Bounds(name: name, low: low, high: high) }
      let values = training.columns[chosen[index]].doubles() ?? []
      let quantile = try Quantiles(values, execution: context.execution)
      return FittedClip.Bounds(
        name: name, low: quantile(shares.low).map(Cell.float), high: quantile(shares.high).map(Cell.float))
    }
    return FittedClip(bounds: bounds, isLearnt: shares != nil)
  }
}

/// Two shares from 0 to 1, as in `0.01..0.99`.
struct Shares: ParameterType {
  let low: Double
  let high: Double

  static let typeName = "range of shares"
  static func bind(_ syntax: ArgumentSyntax) throws -> Shares {
    guard case .range(let low, let high, isLogarithmic: false) = try syntax.expression().kind,
      let low = try syntax.scope.cell(of: low).number, let high = try syntax.scope.cell(of: high).number,
      0 <= low, low <= high, high <= 1
    else { throw syntax.wrongValue("takes two shares from 0 to 1", help: "write `0.01..0.99`") }
    return Shares(low: low, high: high)
  }
}

/// A number that keeps its digits: whole, or a float.
struct Bound: ParameterType {
  let cell: Cell

  static let typeName = Double.typeName
  static var sample: String? { Double.sample }
  static func bind(_ syntax: ArgumentSyntax) throws -> Bound {
    switch try Cell.bind(syntax) {
    case .int(let value): return Bound(cell: .int(value))
    case .float(let value): return Bound(cell: .float(value))
    default: throw syntax.wrongValue("takes a number")
    }
  }

  func isAbove(_ other: Bound) -> Bool {
    switch (cell, other.cell) {
    case (.int(let own), .int(let other)): own > other
    case (.int(let own), .float(let other)): own.compared(to: other) > 0
    case (.float(let own), .int(let other)): other.compared(to: own) < 0
    default: cell.number ?? 0 > other.cell.number ?? 0
    }
  }
}

/// The bounds of each column.
struct FittedClip: FittedPreparation {
  struct Bounds: Codable, Sendable {
    let name: String
    /// Nil where there is no bound on that side, else a number.
    let low: Cell?
    let high: Cell?
  }

  let bounds: [Bounds]
  /// Whether the bounds were found among the rows.
  let isLearnt: Bool

  var summary: String {
    let shown = bounds.prefix(3).map { bound in
      "\(bound.name) \(bound.low.map(CellFormat.plain) ?? "")..\(bound.high.map(CellFormat.plain) ?? "")"
    }
    return "clip: \(Prose.count(bounds.count, "column")): \(shown.joined(separator: ", "))"
      + (bounds.count > 3 ? ", …" : "")
  }

  var learnt: [Learnt] { bounds.map { Learnt([$0.name], by: isLearnt ? [$0.name] : []) } }

  func footprint(on table: Table) -> Footprint {
    .columns(table.positions(of: bounds.map(\.name)), work: 32, kept: 8)
  }

  var table: Table {
    Table([
      ("column", Column(texts: bounds.map(\.name))), ("min", Column(numbers: bounds.map(\.low))),
      ("max", Column(numbers: bounds.map(\.high))),
    ])
  }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    let clipped = try context.execution.map(count: bounds.count) { index in
      let bound = bounds[index]
      let column = table.columns[try table.fittedPosition(of: bound.name)]
      guard let clipped = column.clipped(bound.low, bound.high) else {
        throw PreparationError.retyped(bound.name, from: .float, to: column.type)
      }
      return (field: Field(bound.name, clipped.type), column: clipped, before: column)
    }
    try context.reportLostDigits(
      clipped.filter { $0.before.type == .int && $0.column.type == .float }.map { ($0.field.name, $0.before) },
      in: "clip")
    return table.setting(clipped.map { ($0.field, $0.column) })
  }
}

extension Column {
  /// Numbers, as whole ones where all of them are.
  fileprivate init(numbers: [Cell?]) {
    let cells = numbers.map { $0 ?? .null }
    self.init(cells: cells, type: cells.allSatisfy { $0.isNull || $0.integer != nil } ? .int : .float)
  }

  /// The column with its values between the bounds; whole numbers stay such where the bounds are whole. Nil for text.
  fileprivate func clipped(_ low: Cell?, _ high: Cell?) -> Column? {
    // A bound that is no whole number of 64 bits makes the column one of floats.
    let least = low.map(\.wholeNumber) ?? Int64.min, greatest = high.map(\.wholeNumber) ?? Int64.max
    if type == .int, let least, let greatest, let values = integers(0..<count) {
      return Column(ints: values.indices.map { isNull($0) ? nil : Swift.min(Swift.max(values[$0], least), greatest) })
    }
    guard var values = doubles() else { return nil }
    let (floor, ceiling) = (low?.number, high?.number)
    for row in values.indices where !values[row].isNaN {
      if let floor, values[row] < floor { values[row] = floor }
      if let ceiling, values[row] > ceiling { values[row] = ceiling }
    }
    return Column(doubles: values)
  }
}
