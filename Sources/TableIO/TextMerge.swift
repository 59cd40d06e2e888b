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
  private var progress: ReadingProgress
  private let memory: MemoryBudget

  /// - Parameter pieces: how many there are.
  init(pieces: Int, _ execution: Execution) { (progress, memory) = (ReadingProgress(pieces: pieces), execution.memory) }

  /// What a text takes: its bytes as they were read, as a text, and a place in the table that finds it.
  private static let bytesPerText = 160.0

  /// The column's codes for the texts of the next piece.
  /// - Throws: `InsufficientMemory` where there is none for as many new texts in the other pieces.
  mutating func codes(for pieceTexts: [[UInt8]]) throws(InsufficientMemory) -> [Int32] {
    if let more = progress.more(behind: Double(texts.count) * Self.bytesPerText) { try memory.require(more) }
    return pieceTexts.map { bytes in
      let key = Key(bytes: bytes)
      if let code = codeOf[key] { return code }
      let code = Int32(texts.count)
      codeOf[key] = code
      texts.append(String(decoding: bytes, as: UTF8.self))
      return code
    }
  }
}
