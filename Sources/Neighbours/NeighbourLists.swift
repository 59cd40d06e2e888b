/// Many lists of the k nearest rows found so far, each sorted by distance and then by row.
struct NeighbourLists: Sendable {
  /// A row and how far it is.
  typealias Entry = (distance: Double, row: Int)

  let capacity: Int
  private var distances: [Double]
  private var rows: [Int32]
  private static let none = Int32.max

  init(count: Int, capacity: Int) {
    self.capacity = capacity
    distances = Array(repeating: .infinity, count: count * capacity)
    rows = Array(repeating: Self.none, count: count * capacity)
  }

  /// The distance that a row must not exceed to enter a list: infinite until the list is full.
  func bound(_ list: Int) -> Double { distances[(list + 1) * capacity - 1] }

  /// Enters a row if it is nearer than the last of the list, or as near with a lower number.
  mutating func offer(_ row: Int, at distance: Double, to list: Int) {
    let first = list * capacity
    let row = Int32(truncatingIfNeeded: row)
    var place = first + capacity - 1
    guard (distance, row) < (distances[place], rows[place]) else { return }
    while place > first, (distance, row) < (distances[place - 1], rows[place - 1]) {
      distances[place] = distances[place - 1]
      rows[place] = rows[place - 1]
      place -= 1
    }
    (distances[place], rows[place]) = (distance, row)
  }

  /// The entries of a list, nearest first.
  func entries(_ list: Int) -> [Entry] {
    (list * capacity..<(list + 1) * capacity).prefix { rows[$0] != Self.none }.map { (distances[$0], Int(rows[$0])) }
  }
}
