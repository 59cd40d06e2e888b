import Columns
import Diagnostics
import Foundation
import Language
import Session

extension Shown {
  /// How two tables differ.
  /// - Parameter names: what the two are called.
  init(_ difference: TableDifference, _ names: [String]) {
    if difference.isEmpty {
      self.init("\(names[0]) and \(names[1]) are the same, to the last bit")
      return
    }
    self.init(.facts(Self.facts(of: difference, names)))
    let columns = difference.columns, heads = Self.heads(names)
    if !columns.isEmpty {
      add([
        .list(
          Table([
            ("column", Column(texts: columns.map(\.name))), ("cells", Column(ints: columns.map { Int64($0.count) })),
            ("first", Column(texts: columns.map(\.row))),
            (heads.first, Column(texts: columns.map(\.first))), (heads.second, Column(texts: columns.map(\.second))),
          ]))
      ])
    }
    // Where each column differs once, the list above tells all of it.
    if columns.contains(where: { $0.count > 1 }), !difference.cells.isEmpty {
      let all = columns.reduce(0) { $0 + $1.count }, shown = difference.cells
      add([
        .heading(shown.count < all ? "the first \(shown.count) cells that differ" : "the cells that differ"),
        .list(
          Table([
            ("row", Column(texts: shown.map(\.row))), ("column", Column(texts: shown.map(\.column))),
            (heads.first, Column(texts: shown.map(\.first))), (heads.second, Column(texts: shown.map(\.second))),
          ])),
      ])
    }
    if !difference.shifts.isEmpty {
      add([.heading("how values are spread, \(names[0]) → \(names[1])"), .list(Self.table(of: difference.shifts))])
    }
  }

  /// What stands above the values of the two: their names, which no other column of these lists may have.
  private static func heads(_ names: [String]) -> (first: String, second: String) {
    var taken: Set<String> = ["column", "cells", "first", "row"]
    let heads = names.map { name in
      let candidates = sequence(first: (name, 2)) { ("\(name) (\($0.1))", $0.1 + 1) }
      let head = candidates.first { !taken.contains($0.0) }?.0 ?? name
      taken.insert(head)
      return head
    }
    return (heads[0], heads[1])
  }

  private static func facts(of difference: TableDifference, _ names: [String]) -> [(label: String, text: String)] {
    let by = difference.key.isEmpty ? "by their places" : "by \(Prose.list(difference.key))"
    var facts = [(label: "rows", text: "\(DigitGroups.grouped(difference.matchedRows)) matched \(by)")]
    for (name, rows, columns) in [
      (names[0], difference.rowsOnlyInFirst, difference.columnsOnlyInFirst),
      (names[1], difference.rowsOnlyInSecond, difference.columnsOnlyInSecond),
    ] {
      let parts = (rows > 0 ? [Prose.count(rows, "row")] : [])
        + (columns.isEmpty ? [] : ["columns \(Prose.list(columns, limit: 10))"])
      if !parts.isEmpty { facts.append((label: "only in \(name)", text: parts.joined(separator: ", "))) }
    }
    if difference.hasColumnsInAnotherOrder { facts.append((label: "columns", text: "they stand in another order")) }
    if let keys = difference.keys {
      func said(_ key: [String]) -> String { key.isEmpty ? "none" : Prose.list(key) }
      facts.append((label: "key", text: "\(said(keys.first)) and \(said(keys.second))"))
    }
    if difference.isInAnotherOrder { facts.append((label: "order", text: "the rows stand in another order")) }
    return facts
  }

  private static func table(of shifts: [ColumnShift]) -> Table {
    func pairs<T: Equatable>(_ text: (T) -> String, _ value: (ColumnShift.Spread) -> T?) -> Column {
      Column(texts: shifts.map { shift in
        let both = [shift.first, shift.second].map { value($0).map(text) ?? "" }
        return both[0] == both[1] ? both[0] : "\(both[0]) → \(both[1])"
      })
    }
    func count(_ value: Int) -> String { DigitGroups.grouped(value) }
    func number(_ value: Double) -> String { String(format: "%.6g", value) }
    let quantiles = ColumnShift.shares.enumerated().map { place, share in
      (
        share == 0.5 ? "median" : "\(Int((share * 100).rounded())) %",
        pairs(number) { $0.quantiles.indices.contains(place) ? $0.quantiles[place] : nil }
      )
    }
    return Table(
      [
        ("column", Column(texts: shifts.map(\.name))), ("nulls", pairs(count) { $0.nulls }),
        ("distinct", pairs(count) { $0.distinct }), ("mean", pairs(number) { $0.mean }),
      ] + quantiles)
  }
}
