import Charts
import Columns
import Diagnostics
import Kernels
import Language
import Learning

/// A page about a scorecard that needs nothing beside it.
struct ScorecardDocument {
  private static let shownRows = 200
  private let card: Scorecard
  private let model: ModelValue
  private let value: ScorecardValue
  private let added: [(title: String, value: any Value)]
  private let provenance: Provenance?
  private let inputs: [InputFile]

  init(_ value: ScorecardValue, sections: [(title: String, value: any Value)], _ context: RunContext) {
    (card, model, self.value, added) = (value.card, value.model, value, sections)
    provenance = context.provenance?()
    var known = Set<String>()
    inputs = ((provenance?.inputs ?? []) + context.inputs).filter { known.insert($0.path).inserted }
  }

  var html: String {
    let links = sections.enumerated().map { "<li><a href=\"#part\($0)\">\(HTMLText.escaped($1.title))</a></li>" }
    let bodies = sections.enumerated().map { number, section in
      "<section id=\"part\(number)\">\n<h2>\(HTMLText.escaped(section.title))</h2>\n\(section.body)\n</section>"
    }
    let navigation = "<nav aria-label=\"Sections\"><ul>\(links.joined())</ul></nav>"
    return HTMLText.page(
      "Scorecard for \(model.target)",
      ([facts(value.presentation.facts), navigation] + bodies).joined(separator: "\n"))
  }

  private var sections: [(title: String, body: String)] {
    [("Data", data), ("Sample", sample), ("Bands", bands), ("Coefficients", coefficients), ("Points", points)]
      + added.map { ($0.title, body(of: $0.value)) } + [("Limits", limits), ("Script", script)]
  }

  /// The files with their hashes.
  private var data: String {
    if inputs.isEmpty { return "<p>It was made from no file.</p>" }
    let rows = inputs.map { [$0.path, DigitGroups.grouped($0.bytes), $0.hash.hexadecimal] }
    return HTMLText.table(["file", "bytes", "XXH64"], rows, isNumber: { $0 == 1 })
  }

  /// What training saw of the columns that have points.
  private var seen: SeenColumns {
    let names = Set(card.features.map(\.name))
    return SeenColumns(columns: model.seen.columns.filter { names.contains($0.name) })
  }

  private var sample: String {
    let share = model.rows > 0 ? ShortNumber.percent(Double(model.positives) / Double(model.rows)) : "none"
    let key = model.trainedRows.isKey ? model.trainedRows.columns.joined(separator: ", ") : ""
    return facts([
      ("rows", DigitGroups.grouped(model.rows)), ("\(model.target) = 1", DigitGroups.grouped(model.positives)),
      ("rate", share), ("key", key),
    ].filter { !$0.1.isEmpty }) + table(seen.table(rows: model.rows))
  }

  /// A chart for each feature.
  private var bands: String {
    let figures = card.features.map { "<figure>\($0.bands.chart.svg())</figure>" }
    return "<div class=\"figures\">\(figures.joined(separator: "\n"))</div>"
  }

  private var coefficients: String { card.model.learnt.map { table(Table($0)) } ?? "" }

  private var points: String { table(value.card.table) }

  /// What is known to limit the model.
  private var limits: String {
    let few = card.features.flatMap { feature in
      feature.bands.shownNames.enumerated().compactMap { place, name -> String? in
        guard let rows = feature.bands.count(of: place)?.rows, rows > 0, rows < 50 else { return nil }
        return "\(feature.name), \(name): \(Prose.count(rows, "training row"))"
      }
    }
    var lines = card.model.remarks + model.leaks.map { "Features know the outcome, which was allowed: \($0)" }
    lines += model.trained.isReweighted
      ? ["Classes were weighed or rows resampled: points rank clients, and their odds are not those of the rows."] : []
    lines += card.isCalibrated ? ["The model is calibrated: its scores are others than the odds of the points."] : []
    lines += few.isEmpty ? [] : ["Bands of few rows, whose points are uncertain: " + few.joined(separator: "; ")]
    lines += card.model.isRounded
      ? ["Rounding moves a score by at most \(ShortNumber.text(card.model.roundingBound)) points, and moved one by "
        + "\(ShortNumber.text(card.model.rounding)) in training."] : []
    lines.append("It learnt from the rows above alone: of clients who were refused before, it knows nothing.")
    return "<ul>\(lines.map { "<li>\(HTMLText.escaped($0))</li>" }.joined(separator: "\n"))</ul>"
  }

  private var script: String {
    guard let text = provenance?.script else { return "<p>The session keeps no script.</p>" }
    let hash = XXH64.hash(Array(text.utf8)).hexadecimal
    return "<p>XXH64 \(hash)</p>\n<pre tabindex=\"0\">\(HTMLText.escaped(text))</pre>"
  }

  private func body(of value: any Value) -> String {
    if let table = value as? Table { return self.table(table) }
    let shown = value.presentation
    let tables = shown.tables.map { part in
      (part.title.map { "<h3>\(HTMLText.escaped($0))</h3>" } ?? "") + table(part.table)
    }
    return (shown.text.map { "<p>\(HTMLText.escaped($0))</p>" } ?? "") + (shown.facts.isEmpty ? "" : facts(shown.facts))
      + tables.joined(separator: "\n") + (shown.svg.map { "<figure>\($0)</figure>" } ?? "")
  }

  private func facts(_ facts: [(label: String, text: String)]) -> String {
    let lines = facts.map { "<dt>\(HTMLText.escaped($0.label))</dt><dd>\(HTMLText.escaped($0.text))</dd>" }
    return "<dl>\(lines.joined(separator: "\n"))</dl>"
  }

  /// Numbers in few digits, and nothing for null.
  private static func text(_ cell: Cell) -> String { cell.number == nil ? CellFormat.plain(cell) : cell.brief }

  private func table(_ table: Table) -> String {
    let shown = min(table.rowCount, Self.shownRows)
    let rows = (0..<shown).map { row in table.columns.map { Self.text($0[row]) } }
    let rest = table.rowCount - shown
    return HTMLText.table(table.schema.names, rows, isNumber: { table.schema.fields[$0].type.isNumeric })
      + (rest > 0 ? "<p>and \(Prose.count(rest, "more row"))</p>" : "")
  }
}
