import Columns
import Kernels
import Testing
import TestSupport

struct CanonicalColumnTests {
  @Test func widthDoesNotMatter() {
    let narrow = Column(type: .int, count: 2, validity: nil, storage: .integers(.w8(Buffer([1, -2] as [Int8]))))
    let wide = Column(type: .int, count: 2, validity: nil, storage: .integers(.w64(Buffer([1, -2] as [Int64]))))
    #expect(CanonicalColumn(narrow).words(ofBlock: 0) == [1, UInt64(bitPattern: -2)])
    #expect(CanonicalColumn(narrow).hash(ofBlock: 0) == CanonicalColumn(wide).hash(ofBlock: 0))
  }

  @Test func theDictionaryDoesNotMatter() {
    let codes = IntegerBuffer([1, 0, 1])
    let other = Column(type: .text, count: 3, validity: nil, storage: .text(codes, TextDictionary(["b", "a", "unused"])))
    let plain = Column(texts: ["a", "b", "a"])
    #expect(CanonicalColumn(plain).words(ofBlock: 0) == ["a", "b", "a"].map { XXH64.hash($0) })
    #expect(CanonicalColumn(plain).hash(ofBlock: 0) == CanonicalColumn(other).hash(ofBlock: 0))
  }

  @Test func indicatorsAreTheIntegersTheyStandFor() {
    let codes = IntegerBuffer([0, 1, 0])
    let indicator = Column(
      type: .int, count: 3, validity: nil, storage: .indicator(codes: codes, codeValidity: nil, code: 0))
    #expect(CanonicalColumn(indicator).words(ofBlock: 0) == [1, 0, 1])
    #expect(StorageIdentity(indicator) != StorageIdentity(indicator.materialised()))
  }

  @Test func signedZerosAreOneAndNullsAreNoZeros() {
    let zeros = CanonicalColumn(Column(floats: [0, -0.0]))
    #expect(zeros.words(ofBlock: 0) == [0, 0])
    let withNull = CanonicalColumn(Column(floats: [0, nil]))
    #expect(withNull.words(ofBlock: 0) == [0, 0, 1])
    #expect(withNull.hash(ofBlock: 0) != zeros.hash(ofBlock: 0))
  }

  @Test func whatLiesInNullRowsDoesNotMatter() {
    let validity = Bitmap(count: 2) { $0 == 0 }
    let dirty = Column(type: .int, count: 2, validity: validity, storage: .integers(IntegerBuffer([7, 99])))
    #expect(CanonicalColumn(dirty).words(ofBlock: 0) == CanonicalColumn(Column(ints: [7, nil])).words(ofBlock: 0))
  }

  @Test func blocksCoverTheColumnAndAChangeShowsInItsOwn() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    var values = (0..<10_000).map { _ in random.next() % 7 == 0 ? nil : Int64(bitPattern: random.next()) }
    let before = CanonicalColumn(Column(ints: values))
    #expect(before.blockCount == 3)
    #expect(before.rows(ofBlock: 2) == 8192..<10_000)
    values[5000] = values[5000].map { $0 ^ 1 } ?? 0
    let after = CanonicalColumn(Column(ints: values))
    let differing = (0..<3).filter { before.hash(ofBlock: $0) != after.hash(ofBlock: $0) }
    #expect(differing == [1], "seed \(seed)")
  }
}
