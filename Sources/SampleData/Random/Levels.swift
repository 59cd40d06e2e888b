/// The levels of a text column with their weights: how often each occurs in the public data set.
package struct Levels: Sendable {
  /// The text of each level, in the order in which they were given.
  package let names: [String]
  /// The same as CSV fields.
  let fields: [[UInt8]]
  /// The places of levels below ``rareShare``; each is promised a row, see ``called(at:)``.
  package let rare: [Int]
  private let weights: [Double]
  private let cumulative: [Double]

  private static let rareShare = 0.003
  /// One row in this many is set aside for calling rare levels, until each was called once.
  private static let callStride = 7

  package init(_ weighted: KeyValuePairs<String, Double>) {
    self.init(names: weighted.map(\.key), weights: weighted.map(\.value))
  }

  private init(names: [String], weights: [Double]) {
    self.names = names
    self.weights = weights
    fields = names.map { CSVBuffer.field($0) }
    var sum = 0.0
    cumulative = weights.map { weight in
      sum += weight
      return sum
    }
    let limit = sum * Self.rareShare
    rare = weights.indices.filter { weights[$0] < limit }
  }

  /// The same levels in the same places, of which only those that satisfy the condition are ever drawn.
  package func drawing(where isDrawn: (String) -> Bool) -> Levels {
    Levels(names: names, weights: zip(names, weights).map { isDrawn($0) ? $1 : 0 })
  }

  /// Draws a level by weight.
  package func pick(_ random: inout KeyedRandom) -> Int {
    let target = random.unit() * (cumulative.last ?? 0)
    return cumulative.firstIndex { target < $0 } ?? names.count - 1
  }

  /// The rare level that the row with this number must hold, if any.
  ///
  /// Rows 3, 10, 17, … of a table hold the column's rare levels in turn, each once, so that no level is left to luck
  /// and a data set of a few hundred clients has the columns of a full one.
  package func called(at row: Int) -> Int? {
    let (turn, slot) = row.quotientAndRemainder(dividingBy: Self.callStride)
    return slot == 3 && turn < rare.count ? rare[turn] : nil
  }

  /// The level that the row with this number must hold, or else one drawn by weight.
  package func pick(_ random: inout KeyedRandom, row: Int) -> Int {
    let drawn = pick(&random)
    return called(at: row) ?? drawn
  }

  /// The place of a level by its name; the name must exist.
  package func index(_ name: String) -> Int {
    guard let index = names.firstIndex(of: name) else { preconditionFailure("no level is called \(name)") }
    return index
  }
}
