import Kernels
import Testing

@Suite struct NullBitsTests {
  @Test(arguments: [0, 1, 63, 64, 65, 130]) func noBitBehindTheLastRowIsSet(rowCount: Int) {
    var nulls = NullBits(rowCount: rowCount, allNull: true)
    #expect(nulls.words.reduce(0) { $0 + $1.nonzeroBitCount } == rowCount)
    for row in 0..<rowCount { nulls[row] = false }
    #expect(nulls.wordsIfAny.isEmpty)
    if rowCount > 0 { nulls[rowCount - 1] = true }
    #expect((0..<rowCount).filter { nulls[$0] } == (rowCount > 0 ? [rowCount - 1] : []))
  }
}
