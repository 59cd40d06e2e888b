import Columns
import Diagnostics
import Files
import Language
import Syntax

/// Writes a document of a scorecard for whoever has to approve it.
enum ReportVerb: Verb {
  static let sections = Parameter<ReportSections?>(
    "sections", default: nil, "Results that are sections of their own, each by its name or under a title.")
  static let path = Parameter<String>("to", "The file, `.html`.")
  static let signature = Signature(
    "report", inputs: [.model, .scorecard], positional: [sections.declaration], options: [path.declaration],
    synonyms: ["model_card", "document"])
  static let summary = "Writes a document of a scorecard: data, sample, bands, coefficients, points, limits, script."
  static let discussion = """
    One page of HTML that needs nothing beside it, for screens light and dark and for paper: the files that it was \
    made from with their hashes; the sample and what training saw of the columns with points; for each feature its \
    bands as a chart; coefficients with standard errors, p-values and variance inflation; the points; what is known \
    to limit it; and the script that makes it again, with its hash. `report { Validation = v, Fairness = f }, to: \
    "card.html"` adds results under titles: tables, charts, whatever has been computed. The input goes on unchanged.
    """
  private static let card = "prep = recipe | bin { x, y }, method: optimal, output: woe\n"
    + "m = \(CvVerb.data) | fit scorecard, target: bad, prep: prep\n"
  static let examples = [
    Example(
      "\(card)m | points | report to: \"out/card.html\"", "The document.",
      gives: .value(.scorecard, ["features": .int(2)])),
    Example(
      "\(card)i = \(CvVerb.data) | iv target: bad\nm | report { Information = i }, to: \"out/model.html\"",
      "With a result as a section.",
      gives: .value(.model, ["features": .int(2)])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let file = arguments[path], span = arguments.span(of: path)
    guard PathParts(file).ending.lowercased() == "html" else {
      throw Diagnostic(
        code: VerbCodes.fileFormat, "a report is a page, and `\(file)` does not end in `.html`",
        at: Label(span, "not a page"), help: "write `to: \"\(PathParts(file).withoutEnding).html\"`")
    }
    let added = try arguments[sections]?.results(arguments.scope) ?? []
    return Step(.local { value, context in
      let card = try (value as? ScorecardValue) ?? (value as? ModelValue).map {
        try ScorecardValue($0, at: arguments.verbSpan)
      }
      guard let value, let card else { throw NeedsData() }
      let document = ScorecardDocument(card, sections: added, context)
      try ExportVerb.writing(span) { try AtomicFile.write(document.html, to: file) }
      context.wrote(file, isExport: true)
      return value
    }, output: input)
  }
}

/// Results that a report shows: items in braces, each with a title or known by its name.
struct ReportSections: ParameterType {
  private let items: [(title: String, name: Name)]

  static let typeName = "results"
  static let isRest = true
  static let sample: String? = "{ Validation = NAME }"

  static func bind(_ syntax: ArgumentSyntax) throws -> ReportSections {
    ReportSections(
      items: try syntax.items.map { item in
        var bare = item
        bare.name = nil
        try bare.requireBare("a result")
        guard case .name(let name) = item.value.kind else {
          throw syntax.wrongValue(
            "takes names of results", help: "bind the result first, `NAME = …`, and write `report { Title = NAME }`")
        }
        return (item.name?.text ?? name.text, name)
      })
  }

  /// - Throws: `Diagnostic` for a name that nothing has, and ``NeedsData`` where rows are not here yet.
  func results(_ scope: Scope) throws -> [(title: String, value: any Value)] {
    try items.map { item in
      let value = try scope.value(of: item.name)
      if value is PlannedTable { throw NeedsData(of: item.name.text) }
      return (item.title, value)
    }
  }
}
