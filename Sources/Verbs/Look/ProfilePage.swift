import Columns
import Language

/// The page about a table: its size, and a listing for each family of types.
enum ProfilePage {
  static func size(of table: Table, _ profiles: [ColumnProfile]) -> [(label: String, text: String)] {
    let types = ColumnType.allCases.compactMap { type -> String? in
      let count = profiles.count { $0.type == type }
      return count == 0 ? nil : "\(count) \(type.rawValue)"
    }
    let cells = profiles.reduce(0) { $0 + $1.rows }, nulls = profiles.reduce(0) { $0 + $1.nulls }
    let gappy = profiles.count { $0.nulls > 0 }
    let share = cells == 0 ? 0 : Double(nulls) / Double(cells)
    return [
      ("rows", "\(table.rowCount)"),
      ("columns", "\(profiles.count): \(types.joined(separator: ", "))"),
      ("nulls", nulls == 0 ? "none" : "\(ShortNumber.percent(share)) of the values, in \(gappy) of the columns"),
      ("memory", ShortNumber.bytes(table.byteCount)),
    ]
  }

  static func sections(_ profiles: [ColumnProfile]) -> [Presentation.Section] {
    let ordered = ordered(profiles)
    let hasRelation = profiles.contains { $0.relation != nil }
    let numbers = ordered.filter { $0.type.isNumeric }, others = ordered.filter { !$0.type.isNumeric }
    return [
      section("numbers", numbers, hasRelation, heads: ["min", "median", "max", "skew", "outliers", "mean"]) { profile in
        guard let facts = profile.numbers else { return [] }
        let figure = { (name: String) in facts.figure(name).map(ShortNumber.text) ?? "·" }
        let outliers = ShortNumber.percent(profile.share(facts.outliers))
        return ["min", "median", "max", "skew"].map(figure) + [outliers, figure("mean")]
      },
      section(family(others), others, hasRelation, heads: ["share"], texts: ["type", "most frequent"]) { profile in
        let top = profile.top.isNull ? "·" : CellFormat.plain(profile.top)
        return [profile.type.rawValue, top, ShortNumber.percent(profile.share(profile.topCount))]
      },
    ].compactMap { $0 }
  }

  /// `texts`, or all types that are there: `texts and dates`.
  private static func family(_ profiles: [ColumnProfile]) -> String {
    let types = Set(profiles.map(\.type))
    let names: [(ColumnType, String)] = [(.text, "texts"), (.date, "dates"), (.datetime, "times"), (.bool, "bools")]
    return names.filter { types.contains($0.0) }.map(\.1).joined(separator: ", ")
  }

  /// As in the table; where there is a target, the columns that tell most about it first.
  private static func ordered(_ profiles: [ColumnProfile]) -> [ColumnProfile] {
    let order = profiles.indices.sorted { a, b in
      let (x, y) = (profiles[a].relation ?? -1, profiles[b].relation ?? -1)
      return x == y ? a < b : x > y
    }
    return order.map { profiles[$0] }
  }

  private static func section(
    _ title: String, _ profiles: [ColumnProfile], _ hasRelation: Bool, heads: [String], texts: [String] = [],
    cells: (ColumnProfile) -> [String]
  ) -> Presentation.Section? {
    guard !profiles.isEmpty else { return nil }
    let common = ["nulls", "distinct"] + (hasRelation ? ["relation"] : [])
    let rows = profiles.map { profile -> [String] in
      let relation = hasRelation ? [profile.relation.map(ShortNumber.text) ?? "·"] : []
      return [profile.name, ShortNumber.percent(profile.share(profile.nulls)), "\(profile.distinct)"] + relation
        + cells(profile)
    }
    let numeric = { (name: String) in Listing.Head(name, isNumeric: true) }
    let all = [Listing.Head("column")] + common.map(numeric) + texts.map { Listing.Head($0) } + heads.map(numeric)
    return Presentation.Section("\(title) (\(profiles.count))", listing: Listing(heads: all, rows: rows))
  }
}

extension ColumnProfile {
  /// A part of the rows, from 0 to 1.
  func share(_ count: Int) -> Double { rows == 0 ? 0 : Double(count) / Double(rows) }
}

extension NumberFacts {
  /// One of ``ColumnProfile/figures``.
  func figure(_ name: String) -> Double? {
    ColumnProfile.figures.firstIndex(of: name).flatMap { figures[$0] }
  }
}
