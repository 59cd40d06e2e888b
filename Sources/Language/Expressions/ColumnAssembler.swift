import Columns

/// Puts the vectors of consecutive blocks together into one column.
enum ColumnAssembler {
  static func column(_ blocks: [Vector], type: ColumnType) -> Column {
    let count = blocks.reduce(0) { $0 + $1.count }
    return Column(type: type, count: count, validity: validity(blocks, count), storage: storage(blocks, type, count))
  }

  private static func validity(_ blocks: [Vector], _ count: Int) -> Bitmap? {
    guard blocks.contains(where: { $0.valid != nil }) else { return nil }
    return Bitmap(words: Buffer(count: Bitmap.wordCount(count)) { words in
      var row = 0
      for block in blocks {
        for index in 0..<block.count {
          if block.valid?[index] ?? true { words[row >> 6] |= 1 << UInt64(row & 63) }
          row += 1
        }
      }
    }, count: count)
  }

  private static func storage(_ blocks: [Vector], _ type: ColumnType, _ count: Int) -> Column.Storage {
    switch type {
    case .float:
      return .floats(Buffer(count: count) { out in
        var row = 0
        for block in blocks {
          let values = block.doubles(block.count)
          for index in 0..<block.count { out[row + index] = (block.valid?[index] ?? true) ? values[index] : 0 }
          row += block.count
        }
      })
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
    var codeOf: [String: Int64] = [:], merged: [String] = [], codes: [Int64] = [], isOrdered = false
    codes.reserveCapacity(count)
    var last: (dictionary: TextDictionary, map: [Int64])?
    for block in blocks {
      guard case .texts(let own, let dictionary) = block.data else { continue }
      if last?.dictionary !== dictionary {
        isOrdered = isOrdered || dictionary.isOrdered
        last = (dictionary, dictionary.values.map { text in
          if let code = codeOf[text] { return code }
          codeOf[text] = Int64(merged.count)
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
