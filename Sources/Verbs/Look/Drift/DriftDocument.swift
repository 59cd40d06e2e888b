import Charts
import Columns
import Diagnostics
import Language

/// A page of a comparison that needs nothing beside it: what has drifted, what looks broken, all columns, and how each
/// is distributed in both tables.
struct DriftDocument {
  private static let shownParts = 30
  private let value: DriftValue

  init(_ value: DriftValue) { self.value = value }

  var html: String {
    HTMLText.page(
      "Drift: \(value.summary)", "\(summary)\n\(sections.map(section).joined(separator: "\n"))")
  }

  private func section(_ section: (id: String, title: String, body: String)) -> String {
    "<section id=\"\(section.id)\">\n<h2>\(section.title)</h2>\n\(section.body)\n</section>"
  }

  private var summary: String {
    let settings = value.settings
    let facts = [
      ("rows", "\(DigitGroups.grouped(value.rows.current)), against \(DigitGroups.grouped(value.rows.reference)) of "
        + "the reference"),
      ("parts", value.cutting.map { "\(value.partCount), by \($0)" } ?? ""),
      ("method", settings.method == .auto ? "auto: by the type of each column" : settings.method.rawValue),
      ("drifted", "adjusted p of at most \(ShortNumber.text(settings.alpha))"
        + (settings.method.isTest ? "" : ", and a distance of at least \(ShortNumber.text(settings.threshold))")),
      ("no verdict", "below \(Prose.count(settings.fewest, "value")) in either table"),
    ].filter { !$0.1.isEmpty }
    let lines = facts.map { "<dt>\($0.0)</dt><dd>\(HTMLText.escaped($0.1))</dd>" }
    let links = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" }
    return "<dl>\(lines.joined())</dl>\n<nav aria-label=\"Sections\"><ul>\(links.joined())</ul></nav>"
  }

  private var sections: [(id: String, title: String, body: String)] {
    [
      ("overview", "How far columns have moved", figure(value.chart(top: Self.shownParts), "")),
      ("parts", "By \(HTMLText.escaped(value.cutting ?? ""))", parts), ("quality", "Worth a look", quality),
      ("columns", "All columns", columns), ("distributions", "Distributions", distributions),
    ].filter { !$0.2.isEmpty }
  }

  /// The statistic of the columns that moved most in each part.
  private var parts: String {
    guard let cutting = value.cutting, value.partCount > 1 else { return "" }
    let moved = value.columns.map { column in (column, column.drifts.compactMap(\.statistic).max() ?? -1) }
    let order = moved.indices.filter { moved[$0].1 >= 0 }.sorted { (-moved[$0].1, $0) < (-moved[$1].1, $1) }
    let shown = order.prefix(Self.shownParts).map { moved[$0].0 }
    let cells = shown.enumerated().flatMap { row, column in
      column.drifts.compactMap { drift in drift.statistic.map { HeatCell(column: drift.part, row: row, value: $0) } }
    }
    let names = (0..<value.partCount).map { value.partName($0) ?? "" }
    let chart = Chart.heat(
      [Facet("", cells)], by: nil, x: cutting, columns: names, y: "column", rows: shown.map(\.name),
      measure: "statistic")
    return figure(chart, "")
  }

  private var quality: String {
    let found = value.drifts.filter { !$0.findings.isEmpty || ($0.verdict != .stable && $0.verdict != .drifted) }
    guard !found.isEmpty else { return "<p>Nothing looks broken.</p>" }
    let rows = found.map { drift in
      [drift.column] + part(drift) + [drift.verdict?.rawValue ?? "", drift.findings.joined(separator: "; ")]
    }
    return HTMLText.table(["column"] + (value.cutting.map { [$0] } ?? []) + ["verdict", "finding"], rows)
  }

  private var columns: String {
    let heads = ["column"] + (value.cutting.map { [$0] } ?? [])
      + ["type", "verdict", "method", "statistic", "p", "p adjusted", "nulls before", "nulls now"]
    let rows = value.drifts.map { drift -> [String] in
      let figures = [drift.statistic, drift.pValue, drift.adjusted].map { $0.map(ShortNumber.text) ?? "·" }
      let nulls = [drift.reference, drift.current].map { $0?.nullShare.map(ShortNumber.percent) ?? "·" }
      return [drift.column] + part(drift)
        + [drift.type.rawValue, drift.verdict?.rawValue ?? "", drift.method?.rawValue ?? "·"] + figures + nulls
    }
    return HTMLText.table(heads, rows, isNumber: { $0 >= heads.count - 5 })
  }

  private func part(_ drift: ColumnDrift) -> [String] { value.partName(drift.part).map { [$0] } ?? [] }

  /// Charts of all columns that were compared, those that drifted first.
  private var distributions: String {
    let all = value.columns
    let order = all.filter { $0.drifts.contains { $0.verdict == .drifted } }
      + all.filter { !$0.drifts.contains { $0.verdict == .drifted } }
    let figures = order.compactMap { column -> String? in
      guard let chart = chart(of: Array(column.drifts)) else { return nil }
      let verdicts = DriftVerdict.allCases.filter { verdict in column.drifts.contains { $0.verdict == verdict } }
      return figure(chart, "\(column.name): \(verdicts.map(\.rawValue).joined(separator: ", "))")
    }
    return figures.isEmpty ? "" : "<div class=\"figures\">\n\(figures.joined(separator: "\n"))\n</div>"
  }

  /// How a column is distributed in the reference and in each part; nil where there is nothing to draw.
  private func chart(of drifts: [ColumnDrift]) -> Chart? {
    let shown = drifts.filter { !$0.shape.bins.isEmpty }
    guard let first = shown.first else { return nil }
    if first.shape.edges.isEmpty { return shown.count > 1 ? shares(of: shown) : pair(first) }
    let reference = SampleShares("reference", first.shape.bins.map(\.reference))
    let others = shown.map { SampleShares(name($0), $0.shape.bins.map(\.current)) }
    let isTime = first.type == .datetime
    let edges = first.shape.edges.map { isTime ? $0 / 86_400_000_000 : $0 }
    return .overlay(
      edges: edges, reference, others, of: first.column, dates: isTime || first.type == .date)
  }

  private func name(_ drift: ColumnDrift) -> String { value.partName(drift.part) ?? "current" }

  /// The shares of levels, two bars each.
  private func pair(_ drift: ColumnDrift) -> Chart {
    let bins = drift.shape.bins
    return .pairs(
      bins.map(\.name), SampleShares("reference", bins.map(\.reference)),
      SampleShares(name(drift), bins.map(\.current)), title: drift.column)
  }

  /// The shares of levels, a column of cells for the reference and for each part.
  private func shares(of drifts: [ColumnDrift]) -> Chart {
    let sides = [("reference", drifts[0].shape.bins.map(\.reference))]
      + drifts.map { (name($0), $0.shape.bins.map(\.current)) }
    let cells = sides.enumerated().flatMap { column, side in
      side.1.enumerated().map { HeatCell(column: column, row: $0, value: $1) }
    }
    return .heat(
      [Facet("", cells)], by: nil, x: value.cutting ?? "", columns: sides.map { $0.0 }, y: drifts[0].column,
      rows: drifts[0].shape.bins.map(\.name), measure: "share")
  }

  private func figure(_ chart: Chart, _ caption: String) -> String {
    let text = caption.isEmpty ? "" : "<figcaption>\(HTMLText.escaped(caption))</figcaption>"
    return "<figure>\(chart.svg())\(text)</figure>"
  }
}
