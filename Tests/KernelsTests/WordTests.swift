import Kernels
import Synchronization
import TestSupport
import Testing

/// What is done with the 64-bit words of columns, on every instruction set.
struct WordTests {
  private let seed = UInt64.random(in: 0...UInt64.max)

  @Test(arguments: [0, 1, 7, 63, 64, 65, 200, 4096]) func wordsOfNullRowsAreZero(count: Int) {
    var random = SplitMix64(seed: seed)
    let words = (0..<count).map { _ in random.next() }
    // Words without a null, with nulls alone, and with some of both.
    let bits = (0..<max(1, (count + 63) / 64)).map { $0 % 3 == 0 ? random.next() : $0 % 3 == 1 ? .max : 0 }
    for flipped in [UInt64(0), .max] {
      let expected = words.indices.map { (bits[$0 / 64] ^ flipped) >> UInt64($0 % 64) & 1 == 1 ? words[$0] : 0 }
      for set in InstructionSet.available {
        var found = words
        found.withUnsafeMutableBufferPointer { words in
          bits.withUnsafeBufferPointer {
            NullWords.clear(words, except: $0, flippedBy: flipped, kernels: KernelTable(for: set))
          }
        }
        #expect(found == expected, "\(set), seed \(seed)")
      }
    }
  }

  @Test(arguments: [1, 2, 4, 8, 16, 32, 64]) func packedWordsHoldTheirDistances(bits: Int) {
    var random = SplitMix64(seed: seed)
    for count in [0, 1, 3, 8, 63, 64, 65, 1000] {
      let least = UInt64(bitPattern: -5), most = bits == 64 ? UInt64.max : 1 << UInt64(bits) - 1
      let words = (0..<count).map { _ in least &+ random.next() & most }
      for set in InstructionSet.available {
        let packed = WordPacking.packed(words, above: least, bits: bits, kernels: KernelTable(for: set))
        #expect(packed.count == (count * bits + 63) / 64)
        let found = words.indices.map { row in
          let word = packed[row * bits / 64] >> UInt64(row * bits % 64)
          return (word & most) &+ least
        }
        #expect(found == words, "\(set), \(count) words, seed \(seed)")
      }
    }
  }

  @Test func boundsAreThoseOfSignedNumbers() {
    var random = SplitMix64(seed: seed)
    for count in [1, 7, 8, 9, 100] {
      let words = (0..<count).map { _ in random.next() }, signed = words.map(Int64.init(bitPattern:))
      for set in InstructionSet.available {
        let found = WordPacking.bounds(words, kernels: KernelTable(for: set))
        #expect(found?.least == signed.min() && found?.greatest == signed.max(), "\(set), seed \(seed)")
      }
    }
    #expect(WordPacking.bounds([]) == nil)
  }

  @Test func blocksHashAsEachByItself() {
    var random = SplitMix64(seed: seed)
    let stride = 70, words = (0..<4 * stride).map { _ in random.next() }
    for counts in [[70, 70, 70, 70], [1, 70, 3, 4], [64, 64, 65, 0], [5], [70, 69], [0, 0, 0, 0]] {
      let expected = counts.indices.map { block in
        XXH64.hash(LittleEndian.bytes(Array(words[block * stride..<block * stride + counts[block]]), width: 8))
      }
      for set in InstructionSet.available {
        let found = words.withUnsafeBufferPointer {
          XXH64.hashes(of: $0, stride: stride, counts: counts, kernels: KernelTable(for: set))
        }
        #expect(found == expected, "\(set), \(counts), seed \(seed)")
      }
    }
  }

  @Test func workBehindEndsBeforeItIsWaitedFor() {
    let steps = (0..<20).map { _ in Steps() }
    let works = steps.map { steps in WorkBehind { for _ in 0..<100 { steps.count.add(1, ordering: .relaxed) } } }
    for (work, steps) in zip(works, steps) {
      work.wait()
      #expect(steps.count.load(ordering: .relaxed) == 100)
    }
  }

  private final class Steps: Sendable {
    let count = Atomic<Int>(0)
  }
}
