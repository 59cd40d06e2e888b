import Kernels

/// A panel and the queries in its lanes.
struct LoadedPanel {
  private let panel: QueryPanel
  private let terms: PanelTerms
  private var lanes: [QueryLane]

  /// The packed terms whose sum the rows' constants must be lessened by.
  var folded: [Int] { terms.folded }

  init(slots: Range<Int>, queries: ObservedRows, index: RowIndex) {
    let terms = PanelTerms(slots, queries: queries, layout: index.terms)
    let panel = QueryPanel(terms: terms.list)
    lanes = slots.enumerated().map { lane, slot in
      QueryLane(slot: slot, lane: lane, panel: panel, terms: terms, queries: queries, index: index)
    }
    (self.panel, self.terms) = (panel, terms)
  }

  /// Offers the rows of a block that may matter.
  ///
  /// - Parameter constants: One for each row of the block.
  mutating func visit(
    _ block: Range<Int>, constants: [Float], queries: ObservedRows, index: RowIndex,
    lists: inout some CandidateLists
  ) {
    var next = block.lowerBound
    while next < block.upperBound {
      for lane in lanes.indices {
        let bound = lists.bound(lanes[lane].slot)
        lanes[lane].tighten(to: bound, panel: panel, terms: terms, queries: queries, index: index)
      }
      let rest = constants[(next - block.lowerBound)...]
      next = panel.scan(index.packed, rows: next..<block.upperBound, constants: rest, kernels: index.kernels)
      for hit in 0..<panel.hitCount {
        let (position, lane) = panel.hit(hit)
        let slot = lanes[lane].slot
        guard let distance = index.distance(queries, slot, position), distance <= lists.bound(slot) else { continue }
        lists.offer(slot: slot, position: position, row: index.order[position], distance: distance)
      }
    }
  }
}
