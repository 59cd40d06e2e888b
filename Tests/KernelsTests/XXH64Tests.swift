import Kernels
import Testing

/// The byte sequence of xxHash's own sanity test, from which its reference program makes the expected values.
private func sanityBytes(_ count: Int) -> [UInt8] {
  var generator: UInt64 = 2_654_435_761
  return (0..<count).map { _ in
    defer { generator = generator &* 11_400_714_785_074_694_797 }
    return UInt8(truncatingIfNeeded: generator >> 56)
  }
}

/// From the C library (python-xxhash): length, hash with seed 0, hash with seed 2654435761.
private let known: [(count: Int, plain: UInt64, seeded: UInt64)] = [
  (0, 0xEF46_DB37_51D8_E999, 0xAC75_FDA2_929B_17EF),
  (1, 0xE934_A84A_DB05_2768, 0x5014_6076_43A9_B4C3),
  (4, 0x9136_A0DC_A574_57EE, 0xCAAB_286B_D8E9_FDB5),
  (8, 0xCDBC_F538_E71D_1348, 0xFE0C_047A_5353_CDAC),
  (14, 0x8282_DCC4_994E_35C8, 0xC3BD_6BF6_3DEB_6DF0),
  (31, 0x299B_39A2_90E6_D783, 0xDA67_3D5F_EB5C_1D79),
  (32, 0x18B2_1649_2BB4_4B70, 0xB3F3_3BDF_93AD_E409),
  (33, 0x55C8_DC3E_578F_5B59, 0xE92C_292F_64BC_3071),
  (64, 0xEF55_8F8A_CAC2_B5CD, 0xB5EE_BA99_264C_C44F),
  (222, 0xB641_AE8C_B691_C174, 0x20CB_8AB7_AE10_C14A),
]

@Suite struct XXH64Tests {
  @Test(arguments: known)
  func equalsTheReference(count: Int, plain: UInt64, seeded: UInt64) {
    let bytes = sanityBytes(count)
    #expect(XXH64.hash(bytes) == plain)
    #expect(XXH64.hash(bytes, seed: 2_654_435_761) == seeded)
  }

  @Test func textIsItsUTF8() {
    #expect(XXH64.hash("abc") == 0x44BC_2CF5_AD77_0999)
    #expect(XXH64.hash("é") == XXH64.hash([0xC3, 0xA9]))
  }

  @Test func wordIsItsEightBytes() {
    let word: UInt64 = 0x0123_4567_89AB_CDEF
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
    #expect(XXH64.hash(word: word, seed: 7) == XXH64.hash(bytes, seed: 7))
  }

  @Test func piecesMayBeCutAnywhere() {
    let bytes = sanityBytes(150)
    let whole = XXH64.hash(bytes, seed: 3)
    for first in stride(from: 0, through: 150, by: 7) {
      for second in stride(from: first, through: 150, by: 11) {
        var hasher = XXH64(seed: 3)
        hasher.update(Array(bytes[..<first]))
        hasher.update(Array(bytes[first..<second]))
        hasher.update(Array(bytes[second...]))
        #expect(hasher.digest() == whole, "cut at \(first) and \(second)")
      }
    }
  }

  @Test func unalignedStartsAreRead() {
    let bytes = sanityBytes(120)
    for start in 0..<9 {
      let part = Array(bytes[start...])
      let hash = bytes.withUnsafeBytes { XXH64.hash(UnsafeRawBufferPointer(rebasing: $0[start...])) }
      #expect(hash == XXH64.hash(part))
    }
  }
}
