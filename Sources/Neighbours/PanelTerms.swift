import Kernels

/// Which terms of a packed row matter to the queries of one panel.
///
/// Columns that none of them has are left out. The squares of columns that all of them have are folded into the rows'
/// constants, so that queries with the same gaps side by side need fewer terms.
struct PanelTerms {
  /// A weight that depends on columns of the query, and its place in the panel.
  typealias Entry = (place: Int, columns: [Int])

  /// The packed terms in the order of their places.
  let list: [Int]
  /// One column each.
  let values: [Entry]
  let presences: [Entry]
  /// Columns that a query has all or none of.
  let squares: [Entry]
  /// The packed terms that go into the constants.
  let folded: [Int]

  init(_ slots: Range<Int>, queries: ObservedRows, layout: TermLayout) {
    let counts = (0..<layout.columns).map { column in slots.count { queries.isObserved($0, column) } }
    var list: [Int] = []
    func entry(_ columns: [Int], _ term: Int) -> Entry {
      list.append(term)
      return (list.count - 1, columns)
    }
    values = (0..<layout.columns).filter { counts[$0] > 0 }.map { entry([$0], $0) }
    presences = layout.rowGroups.enumerated().filter { $0.element.contains { counts[$0] > 0 } }.map {
      entry($0.element, layout.presenceTerm($0.offset))
    }
    let squared = layout.queryGroups.enumerated().map { (count: counts[$0.element[0]], group: $0) }
    squares = squared.filter { $0.count > 0 && $0.count < slots.count }.map {
      entry($0.group.element, layout.squareTerm($0.group.offset))
    }
    folded = squared.filter { $0.count == slots.count }.map { layout.squareTerm($0.group.offset) }
    self.list = list
  }
}
