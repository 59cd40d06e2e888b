import Columns
import Kernels

/// Puts the vectors of consecutive blocks together into one column. All blocks but the last have
/// `BlockEvaluator.blockRows` rows.
enum ColumnAssembler {
  static func column(_ blocks: [Vector], type: ColumnType, _ execution: Execution) throws -> Column {
    let count = blocks.reduce(0) { $0 + $1.count }
    return Column(
      type: type, count: count, validity: try validity(blocks, count, execution),
      storage: try storage(blocks, type, count, execution))
  }

  private static func validity(_ blocks: [Vector], _ count: Int, _ execution: Execution) throws -> Bitmap? {
    guard blocks.contains(where: { $0.valid != nil }) else { return nil }
    let words = Scratch<UInt64>(repeating: 0, count: Bitmap.wordCount(count)).slots
    // The rows of a block fill whole words, so that no two blocks write to the same one.
    try execution.forEach(count: blocks.count) { index in
      let block = blocks[index], first = index * BlockEvaluator.blockRows
      for start in stride(from: 0, to: block.count, by: 64) {
        var word: UInt64 = 0
        for row in start..<min(start + 64, block.count) where block.valid?[row] ?? true {
          word |= 1 << UInt64(row - start)
        }
        words[(first + start) >> 6] = word
      }
    }
    return Bitmap(words: words.frozen(), count: count)
  }

  private static func storage(
    _ blocks: [Vector], _ type: ColumnType, _ count: Int, _ execution: Execution
  ) throws -> Column.Storage {
    switch type {
    case .float:
      let out = Scratch<Double>(count: count).slots
      try execution.forEach(count: blocks.count) { index in
        let block = blocks[index], first = index * BlockEvaluator.blockRows
        let values = block.doubles(block.count)
        for row in 0..<block.count { out[first + row] = (block.valid?[row] ?? true) ? values[row] : 0 }
      }
      return .floats(out.frozen())
    case .text:
      return texts(blocks, count)
    default:
      var values: [Int64] = []
      values.reserveCapacity(count)
      for block in blocks {
        let ints = block.ints(block.count)
        if let valid = block.valid {
          for index in ints.indices { values.append(valid[index] ? ints[index] : 0) }
        } else {
          values.append(contentsOf: ints)
        }
      }
      return .integers(IntegerBuffer(values))
    }
  }

  /// Merges the dictionaries of the blocks, codes in order of first appearance of the text in a dictionary.
  private static func texts(_ blocks: [Vector], _ count: Int) -> Column.Storage {
    var codeOf: [TextKey: Int64] = [:], merged: [String] = [], codes: [Int64] = [], isOrdered = false
    codes.reserveCapacity(count)
    var last: (dictionary: TextDictionary, map: [Int64])?
    for block in blocks {
      guard case .texts(let own, let dictionary) = block.data else { continue }
      if last?.dictionary !== dictionary {
        isOrdered = isOrdered || dictionary.isOrdered
        last = (dictionary, dictionary.values.map { text in
          if let code = codeOf[TextKey(text)] { return code }
          codeOf[TextKey(text)] = Int64(merged.count)
          merged.append(text)
          return Int64(merged.count - 1)
        })
      }
      let map = last?.map ?? []
      for index in own.indices { codes.append((block.valid?[index] ?? true) ? map[Int(own[index])] : 0) }
    }
    return .text(IntegerBuffer(codes), TextDictionary(merged, isOrdered: isOrdered))
  }
}
