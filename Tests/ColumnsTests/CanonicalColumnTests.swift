import Columns
import Kernels
import Testing
import TestSupport

struct CanonicalColumnTests {
  private func canonical(_ column: Column) -> CanonicalColumn {
    guard let canonical = try? CanonicalColumn(column, execution: .serial) else { preconditionFailure("not cancelled") }
    return canonical
  }

  @Test func widthDoesNotMatter() {
    let narrow = Column(type: .int, count: 2, validity: nil, storage: .integers(.w8(Buffer([1, -2] as [Int8]))))
    let wide = Column(type: .int, count: 2, validity: nil, storage: .integers(.w64(Buffer([1, -2] as [Int64]))))
    #expect(canonical(narrow).words(ofBlock: 0) == [1, UInt64(bitPattern: -2)])
    #expect(canonical(narrow).hashes(ofBlocks: 0..<1) == canonical(wide).hashes(ofBlocks: 0..<1))
  }

  @Test func theDictionaryDoesNotMatter() {
    let codes = IntegerBuffer([1, 0, 1])
    let texts = TextDictionary(["b", "a", "unused"])
    let other = Column(type: .text, count: 3, validity: nil, storage: .text(codes, texts))
    let plain = Column(texts: ["a", "b", "a"])
    #expect(canonical(plain).words(ofBlock: 0) == ["a", "b", "a"].map { XXH64.hash($0) })
    #expect(canonical(plain).hashes(ofBlocks: 0..<1) == canonical(other).hashes(ofBlocks: 0..<1))
  }

  @Test func indicatorsAreTheIntegersTheyStandFor() {
    let codes = IntegerBuffer([0, 1, 0])
    let indicator = Column(
      type: .int, count: 3, validity: nil, storage: .indicator(codes: codes, codeValidity: nil, code: 0))
    #expect(canonical(indicator).words(ofBlock: 0) == [1, 0, 1])
    #expect(StorageIdentity(indicator) != StorageIdentity(indicator.materialised()))
  }

  @Test func signedZerosAreOneAndNullsAreNoZeros() {
    let zeros = canonical(Column(floats: [0, -0.0]))
    #expect(zeros.words(ofBlock: 0) == [0, 0])
    let withNull = canonical(Column(floats: [0, nil]))
    #expect(withNull.words(ofBlock: 0) == [0, 0, 1])
    #expect(withNull.hashes(ofBlocks: 0..<1) != zeros.hashes(ofBlocks: 0..<1))
  }

  @Test func whatLiesInNullRowsDoesNotMatter() {
    let validity = Bitmap(count: 2) { $0 == 0 }
    let dirty = Column(type: .int, count: 2, validity: validity, storage: .integers(IntegerBuffer([7, 99])))
    #expect(canonical(dirty).words(ofBlock: 0) == canonical(Column(ints: [7, nil])).words(ofBlock: 0))
  }

  @Test func viewsAreTheValuesTheyStandFor() throws {
    let rows: [Int32] = [2, -1, 0, 2, 1, -1, 3]
    let columns = [
      Column(floats: [1.5, nil, -0.0, 4]), Column(ints: [1, nil, 3, 4]), Column(ints: [1000, -2, nil, 4]),
      Column(ints: [1 << 20, 2, 3, nil]), Column(ints: [.max, .min, nil, 4]), Column(texts: ["b", nil, "a", "b"]),
      Column(bools: [true, nil, false, true]), Column(floats: []), Column(texts: []),
    ]
    for column in columns {
      let taken = column.count == 0 ? rows.map { _ in -1 } : rows
      let view = try #require([column].gathering(Buffer(taken), execution: .serial).first)
      let (seen, written) = (canonical(view), canonical(view.materialised()))
      #expect(seen.words(ofBlock: 0) == written.words(ofBlock: 0), "\(column.type)")
      #expect(seen.hashes(ofBlocks: 0..<1) == written.hashes(ofBlocks: 0..<1))
      // A view of a view, and of flags that are a view themselves.
      let twice = try #require([view].gathering(Buffer([0, 6, -1, 3]), execution: .serial).first)
      #expect(canonical(twice).words(ofBlock: 0) == canonical(twice.materialised()).words(ofBlock: 0))
    }
    let storage = Column.Storage.indicator(codes: IntegerBuffer([0, 1, 0]), codeValidity: nil, code: 0)
    let flags = Column(type: .int, count: 3, validity: nil, storage: storage)
    let view = try #require([flags].gathering(Buffer([2, -1, 1]), execution: .serial).first)
    #expect(canonical(view).words(ofBlock: 0) == [1, 0, 0, 0b101])
  }

  @Test func manyBlocksHashAsEachByItself() {
    var random = SplitMix64(seed: 1)
    let values = (0..<30_000).map { row in
      row / 4096 % 2 == 0 && random.next() % 5 == 0 ? nil : Double(random.next() % 99)
    }
    let column = canonical(Column(floats: values))
    let each = (0..<column.blockCount).flatMap { column.hashes(ofBlocks: $0..<$0 + 1) }
    #expect(column.hashes(ofBlocks: 0..<column.blockCount) == each && Set(each).count == 8)
  }

  @Test func blocksCoverTheColumnAndAChangeShowsInItsOwn() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    var values = (0..<10_000).map { _ in random.next() % 7 == 0 ? nil : Int64(bitPattern: random.next()) }
    let before = canonical(Column(ints: values))
    #expect(before.blockCount == 3)
    #expect(before.rows(ofBlock: 2) == 8192..<10_000)
    values[5000] = values[5000].map { $0 ^ 1 } ?? 0
    let after = canonical(Column(ints: values))
    let differing = (0..<3).filter { before.hashes(ofBlocks: $0..<$0 + 1) != after.hashes(ofBlocks: $0..<$0 + 1) }
    #expect(differing == [1], "seed \(seed)")
  }

  @Test func indicatorsAndTheirValuesHaveTheSameHashes() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    let count = 9_000
    let codes = IntegerBuffer((0..<count).map { _ in Int64(random.next() % 3) })
    let present = (0..<count).map { _ in random.next() % 5 > 0 }
    for validity in [nil, Bitmap(count: count) { present[$0] }] {
      for code in [nil, 0, 2] as [Int64?] {
        let column = Column(
          type: .int, count: count, validity: nil,
          storage: .indicator(codes: codes, codeValidity: validity, code: code))
        let (view, written) = (canonical(column), canonical(column.materialised()))
        #expect(view.hashes(ofBlocks: 0..<3) == written.hashes(ofBlocks: 0..<3), "seed \(seed)")
      }
    }
  }

  /// XXH64 of the words 1…4096 in little-endian order: a lock of an earlier version must stay readable.
  @Test func hashesAreThoseOfTheFormat() {
    let column = canonical(Column(ints: (1...4096).map { $0 }))
    var hash = XXH64()
    for word in 1...4096 as ClosedRange<UInt64> { hash.update(LittleEndian.bytes([word], width: 8)) }
    #expect(column.hashes(ofBlocks: 0..<1) == [hash.digest()])
  }
}
