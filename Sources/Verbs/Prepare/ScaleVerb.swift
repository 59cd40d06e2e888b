import Columns
import Kernels
import Language
import Statistics

/// Shifts and scales columns of numbers.
enum ScaleVerb: PreparationVerb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns of numbers.")
  static let method = Parameter<String>(
    "method", "By median and quartiles, mean and standard deviation, or least and greatest value.",
    choices: ["robust", "standard", "minmax"])
  static let signature = Signature(
    "scale", inputs: [.table, .recipe], positional: [columns.declaration],
    options: [method.declaration, PreparedColumns.optional.declaration],
    synonyms: ["standardize", "standardise", "normalize", "normalise"])
  static let summary = "Shifts and scales columns of numbers."
  static let discussion = """
    `robust` is (x − median) ÷ (third quartile − first quartile), `standard` is (x − mean) ÷ standard deviation (with \
    n, not n − 1), and `minmax` is (x − least) ÷ (greatest − least). A column whose measure of spread is 0 is only \
    shifted. Nulls stay null. In a recipe the figures are those of the training rows.
    """
  static let examples = [
    Example("range 3 | scale n, method: minmax", "To 0 … 1.", gives: .table("n float", "0.0\n0.5\n1.0")),
    Example(
      "range 5 | derive a = nullif(n * n, 9) | scale a, method: robust | select a", "Nulls stay null.",
      gives: .table("a float", "-0.4\n-0.24\n0.24\nnull\n2.16")),
    Example(
      "recipe | scale @num, method: standard", "In a recipe, fitted on training rows.",
      gives: .value(.recipe, ["steps": .int(1)])),
  ]

  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? {
    var fields = Array(input.fields)
    for position in try arguments.features(columns, in: input, roles) {
      guard fields[position].type.isNumeric else {
        throw arguments.wrongType(of: fields[position], in: columns, "takes numbers", help: "choose with `@num`")
      }
      fields[position] = Field(fields[position].name, .float)
    }
    return .table(Schema(fields, roles: input.fields.roles))
  }

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) throws -> Footprint {
    .columns(
      try arguments.features(columns, in: Shape(training), roles),
      work: arguments[method] == "robust" ? 32 : 16, kept: 0)
  }

  static func fit(
    _ training: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> FittedScale {
    let shape = Shape(training)
    _ = try check(shape, roles, arguments)
    let chosen = try arguments.features(columns, in: shape, roles)
    let method = arguments[method]
    context.execution.monitor.begin("scale", total: chosen.count)
    let scales = try context.execution.map(count: chosen.count) { index in
      defer { context.execution.monitor.advance(by: 1) }
      let values = training.columns[chosen[index]].doubles() ?? []
      return try FittedScale.Scale(training.schema.fields[chosen[index]].name, values, method, context.execution)
    }
    return FittedScale(method: method, scales: scales)
  }
}

/// Centre and spread of each column among the training rows.
struct FittedScale: FittedPreparation {
  struct Scale: Codable, Sendable {
    let name: String
    let centre: Double
    /// Never 0.
    let spread: Double

    /// As scikit-learn's `RobustScaler`, `StandardScaler` and `MinMaxScaler`; NaN is missing.
    init(_ name: String, _ values: [Double], _ method: String, _ execution: Execution) throws {
      let (centre, spread): (Double?, Double?)
      switch method {
      case "robust":
        let quantile = try Quantiles(values, execution: execution)
        centre = quantile.median
        spread = quantile(0.75).flatMap { third in quantile(0.25).map { third - $0 } }
      case "minmax":
        let facts = Descriptive(values)
        centre = facts.minimum
        spread = facts.maximum.flatMap { high in facts.minimum.map { high - $0 } }
      default:
        let facts = Descriptive(values)
        let count = Double(facts.count)
        // Not `mean`, which is nil where the sum overflows: values become null there instead of staying as they were.
        centre = facts.count > 0 ? facts.sum / count : nil
        spread = facts.variance.map { ($0 * (count - 1) / count).squareRoot() }
      }
      self.name = name
      self.centre = centre ?? 0
      // What is left of a spread by rounding counts as none, with scikit-learn's bound.
      let isSpread = spread.map { $0.isFinite && $0 >= 10 * Double.ulpOfOne } ?? false
      self.spread = isSpread ? spread ?? 1 : 1
    }
  }

  let method: String
  let scales: [Scale]

  var summary: String { "scale: \(scales.count) column\(scales.count == 1 ? "" : "s"), method \(method)" }

  var learnt: [Learnt] { scales.map { Learnt([$0.name], by: [$0.name]) } }

  func footprint(on table: Table) -> Footprint {
    .columns(table.positions(of: scales.map(\.name)), work: 24, kept: 8)
  }

  var table: Table {
    Table([
      ("column", Column(texts: scales.map(\.name))), ("centre", Column(doubles: scales.map(\.centre))),
      ("spread", Column(doubles: scales.map(\.spread))),
    ])
  }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    try context.reportLostDigits(
      try scales.map { ($0.name, table.columns[try table.fittedPosition(of: $0.name)]) }, in: "scale")
    let scaled = try context.execution.map(count: scales.count) { index in
      let scale = scales[index]
      let column = table.columns[try table.fittedPosition(of: scale.name)]
      guard var values = column.doubles() else {
        throw PreparationError.retyped(scale.name, from: .float, to: column.type)
      }
      for row in values.indices { values[row] = (values[row] - scale.centre) / scale.spread }
      return (field: Field(scale.name, .float), column: Column(doubles: values))
    }
    return table.setting(scaled)
  }
}

extension FittedScale.Scale {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    centre = try container.decode(Double.self, forKey: .centre)
    spread = try container.decode(Double.self, forKey: .spread)
    guard spread != 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .spread, in: container, debugDescription: "a spread of 0 divides by zero")
    }
  }
}
