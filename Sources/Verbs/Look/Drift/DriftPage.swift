import Columns
import Diagnostics
import Language

extension DriftValue {
  var presentation: Presentation {
    var page = Presentation(facts: [
      ("columns", summary), ("rows", "\(rows.current), against \(rows.reference) of the reference"),
    ] + (cutting.map { [("parts", "\(partCount), by \($0)")] } ?? []))
    page.sections = [drifted, broken].compactMap { $0 }
    if page.sections.isEmpty {
      page.sections = [Presentation.Section("worth a look", facts: [("nothing", "stands out")])]
    }
    return page
  }

  /// What has drifted, the furthest first.
  private var drifted: Presentation.Section? {
    let found = drifts.filter { $0.verdict == .drifted }.sorted(by: ColumnDrift.isFurther)
    guard !found.isEmpty else { return nil }
    let heads = [Listing.Head("column")] + (cutting.map { [Listing.Head($0)] } ?? []) + [
      Listing.Head("method"), Listing.Head("statistic", isNumeric: true), Listing.Head("p adjusted", isNumeric: true),
      Listing.Head("finding"),
    ]
    let rows = found.map { drift -> [String] in
      let figures = [drift.statistic, drift.adjusted].map { $0.map(ShortNumber.text) ?? "·" }
      return [drift.column] + (partName(drift.part).map { [$0] } ?? []) + [drift.method?.rawValue ?? "·"] + figures
        + [drift.findings.joined(separator: "; ")]
    }
    return Presentation.Section("drifted (\(found.count))", listing: Listing(heads: heads, rows: rows))
  }

  /// What is no drift, and to be seen to all the same.
  private var broken: Presentation.Section? {
    let found = drifts.filter { drift in
      drift.verdict != .drifted && (drift.verdict != .stable || !drift.findings.isEmpty)
    }
    guard !found.isEmpty else { return nil }
    let heads = ["column"] + (cutting.map { [$0] } ?? []) + ["verdict", "finding"]
    let rows = found.map { drift in
      [drift.column] + (partName(drift.part).map { [$0] } ?? [])
        + [drift.verdict?.rawValue ?? "", drift.findings.joined(separator: "; ")]
    }
    return Presentation.Section(
      "worth a look (\(found.count))", listing: Listing(heads: heads.map { Listing.Head($0) }, rows: rows))
  }
}

extension ColumnDrift {
  /// Whether a column has moved further than another one: by its statistic, and by its name where they are equal.
  static func isFurther(_ a: ColumnDrift, _ b: ColumnDrift) -> Bool {
    let (x, y) = (a.statistic ?? -1, b.statistic ?? -1)
    return x == y ? (a.part, a.column) < (b.part, b.column) : x > y
  }
}
