import Charts
import Columns
import Diagnostics
import Language
import Statistics
import Syntax

/// What the bands of a column tell of the target.
enum EvidenceMark: ChartMark {
  static let name = "woe"
  static let summary = "The weight of evidence of each band of a column, with rows and rates, by optimal bands."
  static let examples = [
    Example(
      "\(CvVerb.data) | roles target: bad | plot woe(x)", "By bands of greatest information value.",
      gives: .value(.chart, ["title": .text("Weight of evidence of x")])),
    Example(
      "\(CvVerb.data) | roles target: bad | plot woe(x, 3)", "By fewer bands.",
      gives: .value(.chart, ["title": .text("Weight of evidence of x")])),
  ]
  static let inputs = [ValueKind.table]
  static let parameters = [column.declaration, bins.declaration]
  private static let column = Parameter<ColumnName>("column", "A column of numbers, texts or bools.")
  private static let bins = Parameter<Int>("bins", default: 5, in: 1...1000, "The most bands.")

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let written = call[column].name, position = try input.position(of: written), field = input.fields[position]
    guard let target = input.fields.target else {
      throw Diagnostic(
        code: .argumentCount, "`plot woe` needs a target, and this table declares none",
        at: Label(call.span, "the weight of evidence for what?"),
        help: "declare it before: `| roles target: COLUMN`")
    }
    guard BandSearch.takes(field.type), field.name != target else {
      throw Diagnostic(
        code: .wrongType, "`plot woe` takes numbers, texts and bools, and `\(field.name)` is "
          + (field.name == target ? "the target" : field.type.rawValue),
        at: Label(written.span, "has no bands"))
    }
    let search = BandSearch(limit: call[bins])
    return { value, context in
      guard let table = value.table else { throw NeedsData() }
      try Footprint.rows(96).require(on: table, context.execution)
      let labels = try TargetColumn.labels(
        table.columns[try table.fittedPosition(of: target)], Name(target, call.span))
      return BandFinder(search: search, labels: labels).found(field.name, in: table.columns[position]).chart
    }
  }
}

extension FittedBands {
  /// The weight of evidence of each band that has training rows.
  var chart: Chart {
    let bands = shownNames.enumerated().map { place, name in
      let counts = count(of: place) ?? WeightOfEvidence.Counts()
      return EvidenceBand(
        name, rows: counts.rows, events: counts.events, weight: evidence?.weights[place] ?? 0)
    }
    return .evidence(bands, column: name, information: evidence?.informationValue ?? 0, favours: "zeros")
  }
}
