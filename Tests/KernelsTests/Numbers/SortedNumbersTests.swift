import Kernels
import Testing
import TestSupport

struct SortedNumbersTests {
  @Test(arguments: [0, 1, 1000, 65_536, 65_537, 300_000])
  func numbersComeInOrderWithoutThoseThatAreMissing(_ count: Int) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    let numbers = (0..<count).map { _ in random.next() % 9 == 0 ? Double.nan : Double(random.next() % 50_000) }
    let sorted = try Execution(threads: 2).sorted(numbers)
    #expect(sorted == numbers.filter { !$0.isNaN }.sorted(), "seed \(seed)")
  }

  @Test func aCancelledSortThrows() {
    let monitor = WorkMonitor()
    monitor.cancel()
    #expect(throws: Cancelled.self) { try Execution(threads: 2, monitor: monitor).sorted([2, 1]) }
  }
}
