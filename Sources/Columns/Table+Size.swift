extension Table {
  /// How many bytes the values take in memory; memory that columns share counts for each of them.
  public var byteCount: Int { columns.reduce(0) { $0 + $1.byteCount } }
}

extension Column {
  /// How many bytes the values take, with their validity and the texts of a dictionary.
  public var byteCount: Int {
    let bitmap = validity == nil ? 0 : (count + 7) / 8
    switch storage {
    case .integers(let values): return bitmap + count * values.byteWidth
    case .floats: return bitmap + count * 8
    case .text(let codes, let dictionary):
      let texts = dictionary.values.reduce(0) { $0 + MemoryLayout<String>.stride + $1.utf8.count }
      return bitmap + count * codes.byteWidth + texts
    case .indicator(let codes, _, _): return bitmap + count * codes.byteWidth
    case .gathered(let column, _): return column.byteCount + count * MemoryLayout<Int32>.stride
    }
  }
}
