import Columns
import Diagnostics
import Language
import Statistics
import Syntax

/// Ranks columns by how much their bands tell of the target.
enum IvVerb: Verb {
  static let columns = Parameter<ColumnSelection?>(
    "columns", default: nil, shows: "all", "The columns of numbers, texts or bools.")
  static let bins = Parameter<Int>("bins", default: 5, in: 2...1000, "The most bands of a column.")
  static let signature = Signature(
    "iv", positional: [columns.declaration], options: [bins.declaration, TrainingPlan.target.declaration]
      + BandSearch.declarations.filter { ![BandSearch.cuts.name, BandSearch.merge.name].contains($0.name) },
    synonyms: ["information_value", "woe_iv"])
  static let summary = "Ranks columns by the information value of their bands."
  static let discussion = """
    A row for each column, the most telling first, by the bands of `bin …, method: optimal`, which are found in all \
    rows of the table: how many bands there are, `trend` of the risk along them, the share of nulls, and the \
    information value Σ (share of the zeros − share of the ones) · weight of evidence, which `divergence` shows by \
    Jensen and Shannon. `strength` are the classes of Siddiqi (2006): below 0.02 `none`, below 0.1 `weak`, below 0.3 \
    `medium`, below 0.5 `strong`, and from there `suspicious`: look whether the column knows the outcome. A ranking by \
    the target is no way to choose features outside of the folds: in a recipe, `top` or `bin` learn it there anew.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | iv target: bad | select column, bands, trend, strength", "Which columns tell most.",
      gives: .table(
        "column text, bands int, trend text, strength text", "x 2 rising suspicious\ny 4 rising medium")),
    Example(
      "range 200 | derive { bad = n % 7 == 0, d = n % 10, t = if n % 2 == 0 then \"a\" else \"b\" } "
        + "| iv { d, t }, target: bad, bins: 4 | select column, strength",
      "Chosen ones.", gives: .table("column text, strength text", "d none\nt none")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let (chosen, target) = try chosenColumns(input, arguments)
    let search = try BandSearch(arguments, limit: arguments[bins])
    return .onTable(output: nil, memory: .columns(chosen, work: 72, kept: 0) + .rows(16)) { table, context in
      let labels = try TargetColumn.labels(table.columns[target.position], target.name)
      let bands = try BandFinder(search: search, labels: labels).bands(table, chosen, arguments, context)
      let values = bands.map { $0.evidence?.informationValue ?? 0 }
      let order = bands.indices.sorted { values[$0] > values[$1] || (values[$0] == values[$1] && $0 < $1) }
      return self.table(order.map { bands[$0] }, types: order.map { input.fields[chosen[$0]].type })
    }
  }

  /// The columns that are named, or else all that can have bands.
  private static func chosenColumns(
    _ input: Shape, _ arguments: BoundArguments
  ) throws -> (chosen: [Int], target: (name: Name, position: Int)) {
    let name = try TargetColumn.name(input, arguments)
    let position = try TargetColumn.position(name, in: input)
    guard arguments.isWritten(columns) else {
      let passed = Set(input.fields.key + [name.text])
      let all = input.fields.indices.filter {
        BandSearch.takes(input.fields[$0].type) && !passed.contains(input.fields[$0].name)
      }
      return (all, (name, position))
    }
    let chosen = try arguments[columns]?.positions(in: input, excluding: Set(input.fields.key + [name.text])) ?? []
    for field in chosen.map({ input.fields[$0] }) {
      if field.name == name.text {
        throw arguments.outOfRange(columns, "ranks features, and `\(field.name)` is the target", help: "leave it out")
      }
      guard BandSearch.takes(field.type) else {
        throw arguments.outOfRange(
          columns, "takes numbers, texts and bools, and `\(field.name)` is \(field.type.rawValue)",
          help: "choose with `@num` or `@text`")
      }
    }
    return (chosen, (name, position))
  }

  private static func table(_ bands: [FittedBands], types: [ColumnType]) -> Table {
    let values = bands.map { $0.evidence?.informationValue ?? 0 }
    return Table([
      ("column", Column(texts: bands.map(\.name))), ("type", Column(texts: types.map(\.rawValue))),
      ("bands", Column(ints: bands.map { Int64($0.bandCount) })), ("trend", Column(texts: bands.map(\.trend))),
      ("missing", Column(floats: bands.map { $0.share(of: $0.bandCount + $0.specials.count) })),
      ("divergence", Column(doubles: bands.map { own in
        own.shownNames.indices.reduce(0) { $0 + (own.divergence(of: $1) ?? 0) }
      })),
      ("iv", Column(doubles: values)), ("strength", Column(texts: values.map(strength))),
    ])
  }

  /// N. Siddiqi, Credit Risk Scorecards (2006).
  private static func strength(_ value: Double) -> String {
    let classes = [(0.02, "none"), (0.1, "weak"), (0.3, "medium"), (0.5, "strong")]
    return classes.first { value < $0.0 }?.1 ?? "suspicious"
  }
}

extension FittedBands {
  /// How the rate runs along the bands: `rising`, `falling`, `peak`, `valley`, or `mixed`; nil of levels, which are in
  /// its order, and of one band.
  var trend: String? {
    guard levels == nil, bandCount > 1 else { return nil }
    let rates = (0..<bandCount).compactMap { rate(of: $0) }
    let isRising = zip(rates, rates.dropFirst()).map { $0 <= $1 }
    let turns = zip(isRising, isRising.dropFirst()).count { $0 != $1 }
    switch (isRising.first ?? true, turns) {
    case (true, 0): return "rising"
    case (false, 0): return "falling"
    case (true, 1): return "peak"
    case (false, 1): return "valley"
    default: return "mixed"
    }
  }
}
