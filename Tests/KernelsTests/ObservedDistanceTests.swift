import Kernels
import TestSupport
import Testing

@Suite struct ObservedDistanceTests {
  /// Rows of every width 0…67, so that they start at every alignment, with gaps here and there.
  @Test(arguments: InstructionSet.available)
  func equalsTheScalarReference(_ instructions: InstructionSet) throws {
    let seed: UInt64 = 11
    var random = SplitMix64(seed: seed)
    let kernels = KernelTable(for: instructions)
    for width in 0...67 {
      let rows = (0..<3).map { _ in
        (0..<width).map { _ in
          Int.random(in: 0..<4, using: &random) == 0 ? .nan : Double.random(in: -9...9, using: &random)
        }
      }
      let matrix = (0..<width).flatMap { column in rows.map { $0[column] } }
      let stored = try ObservedRows(
        columnMajor: matrix, rows: 3, width: width, order: [2, 0, 1], execution: .serial)
      for (a, sourceA) in [2, 0, 1].enumerated() {
        for (b, sourceB) in [2, 0, 1].enumerated() {
          let expected = ScalarReference.observedSquaredDistance(rows[sourceA], rows[sourceB])
          let found = stored.squaredDistance(a, to: stored, b, kernels: kernels)
          #expect(found.bitPattern == expected.bitPattern, "width \(width), rows \(a) and \(b), seed \(seed)")
          let shared = zip(rows[sourceA], rows[sourceB]).count { !$0.isNaN && !$1.isNaN }
          #expect(stored.sharedColumns(a, with: stored, b) == shared)
        }
      }
    }
  }
}
