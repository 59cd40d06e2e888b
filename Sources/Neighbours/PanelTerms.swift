import Kernels

/// Which terms of a packed row matter to the queries of one panel.
///
/// Columns that none of them has are left out. The squares of columns that all of them have are folded into the rows'
/// constants, so that queries with the same gaps side by side save a third of the work.
struct PanelTerms {
  /// A weight that depends on a column of the query, and its place in the panel.
  typealias Entry = (place: Int, column: Int)

  /// The packed terms in the order of their places.
  let list: [Int]
  let values: [Entry]
  let presences: [Entry]
  let squares: [Entry]
  /// The packed terms that go into the constants.
  let folded: [Int]

  init(_ slots: Range<Int>, queries: ObservedRows, layout: TermLayout) {
    let counts = (0..<layout.columns).map { column in slots.count { queries.isObserved($0, column) } }
    var list: [Int] = []
    func entry(_ column: Int, _ term: Int) -> Entry {
      list.append(term)
      return (list.count - 1, column)
    }
    values = (0..<layout.columns).filter { counts[$0] > 0 }.map { entry($0, $0) }
    presences = layout.rowGaps.enumerated().filter { counts[$0.element] > 0 }.map {
      entry($0.element, layout.presenceTerm($0.offset))
    }
    let squared = layout.queryGaps.enumerated()
    squares = squared.filter { counts[$0.element] > 0 && counts[$0.element] < slots.count }.map {
      entry($0.element, layout.squareTerm($0.offset))
    }
    folded = squared.filter { counts[$0.element] == slots.count }.map { layout.squareTerm($0.offset) }
    self.list = list
  }
}
