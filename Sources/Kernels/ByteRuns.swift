#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Runs of bytes within others.
public enum ByteRuns {
  /// Whether a part of one array stands in another from a place on; not where that would end before it.
  public static func areEqual(_ text: [UInt8], from place: Int, _ other: [UInt8], _ part: Range<Int>) -> Bool {
    precondition(part.lowerBound >= 0 && part.upperBound <= other.count, "the part exists")
    guard place >= 0, part.count <= text.count - place else { return false }
    if part.isEmpty { return true }
    // SAFETY: as many bytes as are compared follow in both arrays, and neither is empty.
    return text.withUnsafeBufferPointer { text in
      other.withUnsafeBufferPointer { other in
        memcmp(
          text.baseAddress.unsafelyUnwrapped + place, other.baseAddress.unsafelyUnwrapped + part.lowerBound, part.count)
          == 0
      }
    }
  }
}
