import Columns
import Kernels

/// Joins the distinct texts of pieces into those of a column, in order of first appearance.
struct TextMerge {
  /// Bytes as a key. `String` would take canonically equivalent texts for equal.
  private struct Key: Hashable {
    let bytes: [UInt8]

    func hash(into hasher: inout Hasher) { hasher.combine(XXH64.hash(bytes)) }
  }

  private var codeOf: [Key: Int32] = [:]
  private(set) var texts: [String] = []

  /// The column's codes for the texts of the next piece.
  mutating func codes(for pieceTexts: [[UInt8]]) -> [Int32] {
    pieceTexts.map { bytes in
      let key = Key(bytes: bytes)
      if let code = codeOf[key] { return code }
      let code = Int32(texts.count)
      codeOf[key] = code
      texts.append(String(decoding: bytes, as: UTF8.self))
      return code
    }
  }
}
