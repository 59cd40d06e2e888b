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

  @Test(arguments: [3, 1023, 1024, 5000, 600_000])
  func numbersOfAllMagnitudesComeInOrder(_ count: Int) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    let special = [0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1, -1]
    let numbers = (0..<count).map { _ in
      random.next() % 5 == 0 ? special[Int(random.next() % 8)] : Double(bitPattern: random.next())
    }
    let wanted = numbers.filter { !$0.isNaN }
      .sorted { ($0, $0.sign == .minus ? 0 : 1) < ($1, $1.sign == .minus ? 0 : 1) }
    let isSame = RadixSort.sorted(numbers).map(\.bitPattern) == wanted.map(\.bitPattern)
    #expect(isSame, "seed \(seed)")
    let inBlocks = try Execution(threads: 2).sorted(numbers)
    #expect(inBlocks == wanted, "seed \(seed)")
  }

  @Test func aCancelledSortThrows() {
    let monitor = WorkMonitor()
    monitor.cancel()
    #expect(throws: Cancelled.self) { try Execution(threads: 2, monitor: monitor).sorted([2, 1]) }
  }
}
