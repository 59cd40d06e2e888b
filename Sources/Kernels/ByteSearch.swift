import CPlatform

/// Finds the bytes of a text in those of another, in time linear in both.
public enum ByteSearch {
  /// The offsets at which a part begins, those left out that overlap an earlier one. The empty part is nowhere.
  public static func occurrences(of part: String, in text: String, limit: Int = .max) -> [Int] {
    var part = part, text = text, found: [Int] = []
    text.withUTF8 { bytes in
      part.withUTF8 { wanted in
        guard let start = bytes.baseAddress, let needle = wanted.baseAddress, !wanted.isEmpty else { return }
        var offset = 0
        while found.count < limit, offset + wanted.count <= bytes.count,
          let place = cplatform_find(start + offset, bytes.count - offset, needle, wanted.count)
        {
          let next = place - UnsafeRawPointer(start)
          found.append(next)
          offset = next + wanted.count
        }
      }
    }
    return found
  }

  /// The text with each occurrence of a part replaced; nothing is replaced where the part is empty.
  public static func replacing(_ part: String, with other: String, in text: String) -> String {
    let places = occurrences(of: part, in: text)
    if places.isEmpty { return text }
    let removed = part.utf8.count, other = Array(other.utf8)
    var text = text
    return text.withUTF8 { bytes in
      let count = bytes.count + places.count * (other.count - removed)
      return String(unsafeUninitializedCapacity: count) { out in
        var from = 0, to = 0
        func copy(_ piece: UnsafeBufferPointer<UInt8>) {
          guard let start = piece.baseAddress, !piece.isEmpty else { return }
          out.baseAddress.map { ($0 + to).initialize(from: start, count: piece.count) }
          to += piece.count
        }
        other.withUnsafeBufferPointer { other in
          for place in places {
            copy(UnsafeBufferPointer(rebasing: bytes[from..<place]))
            copy(other)
            from = place + removed
          }
        }
        copy(UnsafeBufferPointer(rebasing: bytes[from...]))
        return to
      }
    }
  }
}
