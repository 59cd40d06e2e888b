import Kernels
import Testing

@Suite struct FloorDivisionTests {
  @Test(arguments: [Int64.min, .min + 1, -86_400_000_001, -86_400_000_000, -1, 0, 1, 86_400_000_000, .max])
  func quotientAndRemainderGiveTheValueBack(value: Int64) {
    let (days, rest) = value.flooredQuotientAndRemainder(dividingBy: 86_400_000_000)
    #expect(0..<86_400_000_000 ~= rest)
    // The product alone may lie below the least value.
    #expect(days &* 86_400_000_000 &+ rest == value)
    #expect((days < 0) == (value < 0))
  }
}
