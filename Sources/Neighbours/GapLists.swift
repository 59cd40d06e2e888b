import Kernels

/// The nearest donors for each gap of some rows.
///
/// Columns that the same training rows have (often those of one source) have the same donors, and share a list.
struct GapLists: CandidateLists {
  /// One gap: a column of a query, and the list that serves it.
  struct Gap {
    let slot: Int
    let column: Int
    let list: Int
  }

  let gaps: [Gap]
  private(set) var lists: NeighbourLists
  private let donors: ObservedRows
  private let firstSlot: Int
  /// The lists that the search serves, slot by slot, each with a column that its donors have; lists with few donors are
  /// served directly.
  private var searched: [(list: Int, column: Int)] = []
  /// Where the entries of each slot begin in `searched`, and at last where they end.
  private var starts: [Int] = [0]
  private var bounds: [Double] = []

  init(slots: Range<Int>, queries: ObservedRows, neighbours: Int, index: RowIndex, fewDonors: [Int: [Int]]) {
    (donors, firstSlot) = (index.rows, slots.lowerBound)
    gaps = Self.gaps(of: slots, queries: queries, layout: index.terms)
    lists = NeighbourLists(count: gaps.reduce(0) { max($0, $1.list + 1) }, capacity: neighbours)
    var (next, listed) = (0, 0)
    for slot in slots {
      while next < gaps.count, gaps[next].slot == slot {
        let (column, list) = (gaps[next].column, gaps[next].list)
        next += 1
        guard list == listed else { continue }
        listed += 1
        if let positions = fewDonors[column] {
          offerAll(positions, of: slot, to: list, queries: queries, index: index)
        } else {
          searched.append((list, column))
        }
      }
      bounds.append(searched.count == starts[starts.count - 1] ? -.infinity : .infinity)
      starts.append(searched.count)
    }
  }

  /// All gaps by slot and column; lists are numbered in the order in which they first occur.
  private static func gaps(of slots: Range<Int>, queries: ObservedRows, layout: TermLayout) -> [Gap] {
    var gaps: [Gap] = []
    var lists = 0
    var listOfGroup = [Int](repeating: -1, count: layout.rowGroups.count + 1)
    for slot in slots {
      let first = lists
      for column in queries.gaps(of: slot) {
        let group = layout.rowGroup[column]
        if listOfGroup[group] < first {
          listOfGroup[group] = lists
          lists += 1
        }
        gaps.append(Gap(slot: slot, column: column, list: listOfGroup[group]))
      }
    }
    return gaps
  }

  private mutating func offerAll(
    _ positions: [Int], of slot: Int, to list: Int, queries: ObservedRows, index: RowIndex
  ) {
    for position in positions {
      guard let distance = index.distance(queries, slot, position) else { continue }
      lists.offer(index.order[position], at: distance, to: list)
    }
  }

  func bound(_ slot: Int) -> Double { bounds[slot - firstSlot] }

  mutating func offer(slot: Int, position: Int, row: Int, distance: Double) {
    var bound = 0.0
    for place in starts[slot - firstSlot]..<starts[slot - firstSlot + 1] {
      let (list, column) = searched[place]
      if donors.isObserved(position, column) { lists.offer(row, at: distance, to: list) }
      bound = max(bound, lists.bound(list))
    }
    bounds[slot - firstSlot] = bound
  }
}
