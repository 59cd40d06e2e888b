import Kernels

/// The nearest donors for each gap of some rows.
struct GapLists: CandidateLists {
  /// One gap: a column of a query.
  struct Gap {
    let slot: Int
    let column: Int
  }

  let gaps: [Gap]
  private(set) var lists: NeighbourLists
  private let donors: ObservedRows
  /// The gaps of each slot that the search serves, from `firstSlot` on; gaps with few donors are served directly.
  private var searched: [[Int]]
  private var bounds: [Double]
  private let firstSlot: Int

  init(slots: Range<Int>, queries: ObservedRows, neighbours: Int, index: RowIndex, fewDonors: [Int: [Int]]) {
    (donors, firstSlot) = (index.rows, slots.lowerBound)
    gaps = slots.flatMap { slot in queries.gaps(of: slot).map { Gap(slot: slot, column: $0) } }
    lists = NeighbourLists(count: gaps.count, capacity: neighbours)
    searched = Array(repeating: [], count: slots.count)
    for (number, gap) in gaps.enumerated() {
      guard let positions = fewDonors[gap.column] else {
        searched[gap.slot - firstSlot].append(number)
        continue
      }
      for position in positions {
        guard let distance = index.distance(queries, gap.slot, position) else { continue }
        lists.offer(index.order[position], at: distance, to: number)
      }
    }
    bounds = searched.map { $0.isEmpty ? -1 : .infinity }
  }

  func bound(_ slot: Int) -> Double { bounds[slot - firstSlot] }

  mutating func offer(slot: Int, position: Int, row: Int, distance: Double) {
    var bound = 0.0
    for gap in searched[slot - firstSlot] {
      if donors.isObserved(position, gaps[gap].column) { lists.offer(row, at: distance, to: gap) }
      bound = max(bound, lists.bound(gap))
    }
    bounds[slot - firstSlot] = bound
  }
}
