import Kernels
import TestSupport
import Testing

@Suite struct CrossProductsTests {
  /// Small whole numbers, so that every order of adding gives the same sum.
  private func panel(_ columns: Int, _ rows: Int, capacity: Int, step: Int) -> ColumnPanel {
    var panel = ColumnPanel(rowCapacity: capacity, columns: columns)
    for column in 0..<columns {
      for row in 0..<rows { panel.values[column * capacity + row] = Double((row * step + column * 7) % 13 - 6) }
    }
    return panel
  }

  @Test(arguments: [(1, 1), (2, 3), (5, 4), (33, 31), (64, 67)])
  func equalTheDefinition(left: Int, right: Int) {
    for rows in [1, 7, 8, 9, 40] {
      let (a, b) = (panel(left, rows, capacity: 40, step: 3), panel(right, rows, capacity: 40, step: 5))
      var sums = [Double](repeating: 1, count: left * right)
      CrossProducts.add(a, b, to: &sums)
      for i in 0..<left {
        for j in 0..<right {
          let expected = (0..<40).reduce(1.0) { $0 + a.values[i * 40 + $1] * b.values[j * 40 + $1] }
          #expect(sums[i * right + j] == expected, "\(rows) rows, pair \(i), \(j)")
        }
      }
    }
  }

  @Test func everyInstructionSetGivesTheSameBits() {
    func panel(_ columns: Int, seed: UInt64) -> ColumnPanel {
      var generator = SplitMix64(seed: seed)
      var panel = ColumnPanel(rowCapacity: 72, columns: columns)
      for index in 0..<columns * 72 { panel.values[index] = Double.random(in: -1...1, using: &generator) }
      return panel
    }
    for (left, right) in [(1, 1), (3, 2), (6, 35), (37, 5)] {
      let (a, b) = (panel(left, seed: 1), panel(right, seed: 2))
      let results = InstructionSet.available.map { instructions in
        var sums = [Double](repeating: 0.1, count: left * right)
        CrossProducts.add(a, b, kernels: KernelTable(for: instructions), to: &sums)
        return sums.map(\.bitPattern)
      }
      #expect(Set(results).count == 1, "\(left) × \(right) columns")
    }
  }

  @Test func theUpperTriangleIsWhole() {
    let a = panel(70, 16, capacity: 16, step: 3)
    var (all, upper) = ([Double](repeating: 0, count: 4900), [Double](repeating: 0, count: 4900))
    CrossProducts.add(a, a, to: &all)
    CrossProducts.add(a, a, upperOnly: true, to: &upper)
    for i in 0..<70 { #expect(all[(i * 70 + i)..<(i * 70 + 70)] == upper[(i * 70 + i)..<(i * 70 + 70)]) }
  }
}
