import Columns
import Kernels
import Testing

struct LargePagesTests {
  /// Sizes around a page and around the size from which memory is mapped.
  @Test(arguments: [1, 63, 4095, (1 << 20) - 1, 1 << 20, (1 << 21) - 1, 1 << 21, (1 << 21) + 1, 5_000_001])
  func buffersAreZeroAlignedAndWritable(_ bytes: Int) {
    let probes = Array(stride(from: 0, to: bytes, by: 509)) + [bytes - 1]
    for _ in 0..<2 {
      let zeros = Buffer<UInt8>(zeros: bytes)
      #expect(probes.allSatisfy { zeros[$0] == 0 })
      #expect(UInt(bitPattern: zeros.view.baseAddress) % (bytes >= 1 << 21 ? 1 << 21 : 64) == 0)
      let scratch = Scratch<UInt8>(repeating: 7, count: bytes)
      let sevens = scratch.frozen()
      #expect(probes.allSatisfy { sevens[$0] == 7 })
    }
  }
}
