extension Column {
  /// The 0 and 1 of some rows of an indicator.
  static func indicated(
    _ rows: Range<Int>, _ codes: IntegerBuffer, _ codeValidity: Bitmap?, _ code: Int64?
  ) -> Buffer<Int8> {
    Buffer(count: rows.count) { out in
      if let code { codes.mark(code, rows, in: out) }
      guard let present = codeValidity?.view else { return }
      for offset in out.indices {
        let isPresent = present[rows.lowerBound + offset]
        if code == nil { out[offset] = isPresent ? 0 : 1 } else if !isPresent { out[offset] = 0 }
      }
    }
  }
}

extension IntegerBuffer {
  /// Writes 1 where the value is `value`, else 0.
  fileprivate func mark(_ value: Int64, _ rows: Range<Int>, in out: UnsafeMutableBufferPointer<Int8>) {
    func mark<T: FixedWidthInteger>(_ buffer: Buffer<T>) {
      // What does not fit into the width is no value of the buffer.
      guard let value = T(exactly: value) else { return }
      let values = buffer.view
      for offset in 0..<rows.count { out[offset] = values[rows.lowerBound + offset] == value ? 1 : 0 }
    }
    switch self {
    case .w8(let buffer): mark(buffer)
    case .w16(let buffer): mark(buffer)
    case .w32(let buffer): mark(buffer)
    case .w64(let buffer): mark(buffer)
    }
  }
}
