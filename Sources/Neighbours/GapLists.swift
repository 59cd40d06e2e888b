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
  private let firstSlot: Int
  /// The gaps that the search serves, slot by slot; gaps with few donors are served directly.
  private var searched: [(gap: Int, column: Int)] = []
  /// Where the entries of each slot begin in `searched`, and at last where they end.
  private var starts: [Int] = [0]
  private var bounds: [Double] = []

  init(slots: Range<Int>, queries: ObservedRows, neighbours: Int, index: RowIndex, fewDonors: [Int: [Int]]) {
    (donors, firstSlot) = (index.rows, slots.lowerBound)
    gaps = slots.flatMap { slot in queries.gaps(of: slot).map { Gap(slot: slot, column: $0) } }
    lists = NeighbourLists(count: gaps.count, capacity: neighbours)
    var next = 0
    for slot in slots {
      while next < gaps.count, gaps[next].slot == slot {
        let column = gaps[next].column
        if let positions = fewDonors[column] {
          offerAll(positions, to: next, queries: queries, index: index)
        } else {
          searched.append((next, column))
        }
        next += 1
      }
      bounds.append(searched.count == starts[starts.count - 1] ? -1 : .infinity)
      starts.append(searched.count)
    }
  }

  private mutating func offerAll(_ positions: [Int], to gap: Int, queries: ObservedRows, index: RowIndex) {
    for position in positions {
      guard let distance = index.distance(queries, gaps[gap].slot, position) else { continue }
      lists.offer(index.order[position], at: distance, to: gap)
    }
  }

  func bound(_ slot: Int) -> Double { bounds[slot - firstSlot] }

  mutating func offer(slot: Int, position: Int, row: Int, distance: Double) {
    var bound = 0.0
    for place in starts[slot - firstSlot]..<starts[slot - firstSlot + 1] {
      let (gap, column) = searched[place]
      if donors.isObserved(position, column) { lists.offer(row, at: distance, to: gap) }
      bound = max(bound, lists.bound(gap))
    }
    bounds[slot - firstSlot] = bound
  }
}
