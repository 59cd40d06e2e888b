import Charts
import Columns
import Diagnostics
import Language

/// How one client's score comes about, from the expected score over the largest contributions.
enum WaterfallMark: ChartMark {
  static let name = "waterfall"
  static let summary = "How one client's score comes about; the client by key, or by row number where there is no key."
  static let examples = [
    Example(
      ExplainedSample.text + "m | explain d | plot waterfall(7)", "One row of many.",
      gives: .value(.chart, ["title": .text("Score of row 7 by \(ExplainedSample.estimator)")])),
    Example(
      ExplainedSample.text + "d | head 1 | explain m | plot waterfall", "The only row.",
      gives: .value(.chart, ["title": .text("Score of row 0 by \(ExplainedSample.estimator)")])),
  ]
  static let inputs = [ValueKind.explanation]
  static let options: Set = [PlotVerb.top.name]
  static let parameters = [client.declaration]
  private static let client = Parameter<Cell?>(
    "client", default: nil, shows: "the only row", "The key of a client, or a row's number without a key.")

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let wanted = call[client], place = call.span(of: client.name) ?? call.span
    let top = arguments.stage.options.contains { $0.name.text == PlotVerb.top.name } ? arguments[PlotVerb.top] : 12
    return { value, _ in
      guard let explanation = value as? ExplanationValue else { throw NeedsData() }
      let row = try row(of: wanted, in: explanation, at: place)
      let names = explanation.identity.map { "\($0.field.name) \(CellFormat.plain($0.column[row]))" }
      let contributions = explanation.names.indices.map { feature in
        let own = explanation.features[row, feature]
        return ClientContribution(
          explanation.names[feature], value: own.isNaN ? "null" : Cell.float(own).brief,
          amount: explanation.contributions[row, feature])
      }
      return .waterfall(
        expected: explanation.expected ?? .nan, contributions, top: top, client: names.joined(separator: ", "),
        scale: explanation.scaleName, model: explanation.estimator, probability: explanation.probability)
    }
  }

  /// The one row that is meant.
  private static func row(of wanted: Cell?, in explanation: ExplanationValue, at place: Span) throws -> Int {
    let key = explanation.identity[0], rows = explanation.rows
    func failure(_ sentence: String, _ label: String) -> Diagnostic {
      let sample = rows > 0 ? "write `plot waterfall(\(CellFormat.literal(key.column[0])))`" : "explain some rows first"
      return Diagnostic(code: ModelCodes.mark, sentence, at: Label(place, label), help: sample)
    }
    guard let wanted else {
      guard rows == 1 else {
        throw failure("`plot waterfall` draws one row, and \(DigitGroups.grouped(rows)) are explained", "of which row?")
      }
      return 0
    }
    let found = (0..<rows).filter { key.column[$0] == wanted }
    guard let first = found.first, found.count == 1 else {
      let count = found.isEmpty ? "no row" : "\(DigitGroups.grouped(found.count)) rows"
      throw failure("`\(key.field.name)` is \(CellFormat.literal(wanted)) in \(count)", "not one row")
    }
    return first
  }
}
