import Kernels

/// One query in a lane of a panel: what its weights and its threshold are for a given bound on the distance.
struct QueryLane {
  let slot: Int
  let lane: Int
  /// The bound for which the panel is set.
  private(set) var bound = Double.infinity
  /// Whether float32 can hold the query; otherwise every row is judged in float64.
  private let isScorable: Bool
  /// Σ a² over all observed columns, and over those that every row has.
  private let energy: Double
  private let completeEnergy: Double
  private let completeCount: Double
  /// Σ a² of the values as they are.
  private let squaredLength: Double

  /// Puts a query into a panel, with a threshold that every row reaches.
  init(slot: Int, lane: Int, panel: QueryPanel, terms: PanelTerms, queries: ObservedRows, index: RowIndex) {
    (self.slot, self.lane) = (slot, lane)
    let (layout, frame) = (index.terms, index.frame)
    var (energy, largest, squaredLength) = (0.0, 0.0, 0.0)
    for column in 0..<layout.columns {
      squaredLength += queries[slot, column] * queries[slot, column]
      let value = frame.place(queries[slot, column], column: column)
      largest = max(largest, abs(value))
      energy += value * value
    }
    isScorable = frame.scale != nil && largest <= Frame.queryLimit
    (self.energy, self.squaredLength) = (energy, squaredLength)
    let complete = layout.completeInRows.filter { queries.isObserved(slot, $0) }
    completeCount = Double(complete.count)
    completeEnergy = complete.reduce(0) { sum, column in
      let value = frame.place(queries[slot, column], column: column)
      return sum + value * value
    }
    panel.setThreshold(QueryPanel.everything, lane: lane)
    guard isScorable else { return }
    for (place, columns) in terms.values {
      let value = frame.place(queries[slot, columns[0]], column: columns[0])
      panel.setWeight(Float(2 * value), place: place, lane: lane)
    }
    for (place, columns) in terms.squares where queries.isObserved(slot, columns[0]) {
      panel.setWeight(-1, place: place, lane: lane)
    }
  }

  /// Tightens the panel to a new bound on what is judged; -infinity takes the query out.
  mutating func tighten(
    to newBound: Double, panel: QueryPanel, terms: PanelTerms, queries: ObservedRows, index: RowIndex
  ) {
    guard newBound != bound else { return }
    bound = newBound
    let reach = index.squaredReach(of: newBound, squaredLength: squaredLength)
    if reach < 0 { return panel.setThreshold(QueryPanel.nothing, lane: lane) }
    guard isScorable, let scale = index.frame.scale else { return }
    let columns = Double(index.terms.columns)
    let meanSquare = reach * scale * scale / columns
    guard meanSquare < 0x1p100 else { return }
    for (place, group) in terms.presences {
      var weight = 0.0
      for column in group where queries.isObserved(slot, column) {
        let value = index.frame.place(queries[slot, column], column: column)
        weight += meanSquare - value * value
      }
      panel.setWeight(Float(weight), place: place, lane: lane)
    }
    let margin = roundingMargin(within: meanSquare * columns, terms: index.terms.width)
    panel.setThreshold(Float(completeEnergy - completeCount * meanSquare - margin).nextDown, lane: lane)
  }

  /// How far the float32 score of a row within the bound may fall short of its true value.
  ///
  /// Write A = Σ a², R = dτ. For such a row Σ_S b² ≤ (√A + √R)², so the magnitudes of all products sum to at most 2A +
  /// 2Σb² + R ≤ 4A + 4√(AR) + 3R. Each of at most `terms + 2` operations and each rounded factor errs by a relative
  /// 2⁻²⁴ of that, with the operations fused or not (Higham, Accuracy and Stability of Numerical Algorithms, §3.1);
  /// sixteen more units cover the rounding of factors, threshold and float64. The last summand covers underflow.
  private func roundingMargin(within range: Double, terms: Int) -> Double {
    let magnitude = 4 * energy + 4 * (energy * range).squareRoot() + 3 * range
    return Double(terms + 16) * 0x1p-24 * 1.01 * magnitude + 0x1p-90
  }
}
