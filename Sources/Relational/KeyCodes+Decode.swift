import Columns

extension KeyCodes {
  /// Writes the codes of `rows` into `out`, which holds as many.
  func decode(_ rows: Range<Int>, into out: Slots<UInt64>) {
    switch source {
    case .integers(.w8(let buffer), let base, let limit, let nulls): subtract(buffer, rows, base, limit, nulls, out)
    case .integers(.w16(let buffer), let base, let limit, let nulls): subtract(buffer, rows, base, limit, nulls, out)
    case .integers(.w32(let buffer), let base, let limit, let nulls): subtract(buffer, rows, base, limit, nulls, out)
    case .integers(.w64(let buffer), let base, let limit, let nulls): subtract(buffer, rows, base, limit, nulls, out)
    case .floats(let buffer, let base, let limit, let nulls):
      let view = buffer.view
      for (offset, row) in rows.enumerated() {
        out[offset] = KeyCodes.bounded(KeyCodes.orderedBits(view[row]) &- base, limit, nulls.shift)
      }
      placeNulls(nulls, rows, out)
    case .wholeFloats(let buffer, let base, let limit, let nulls):
      let view = buffer.view
      for (offset, row) in rows.enumerated() {
        let whole = Int64(exactly: view[row])
        out[offset] =
          whole.map { KeyCodes.bounded(UInt64(bitPattern: $0 &- base), limit, nulls.shift) } ?? KeyCodes.none
      }
      placeNulls(nulls, rows, out)
    case .integersAsFloats(let values, let base, let limit, let nulls):
      for (offset, row) in rows.enumerated() {
        let bits = Double(exactly: values[row]).map { KeyCodes.orderedBits($0) }
        out[offset] = bits.map { KeyCodes.bounded($0 &- base, limit, nulls.shift) } ?? KeyCodes.none
      }
      placeNulls(nulls, rows, out)
    case .table(let codes, let table, let nulls):
      let view = table.view
      for (offset, row) in rows.enumerated() {
        let code = Int(codes[row])
        out[offset] = code < view.count ? view[code] : KeyCodes.none
      }
      placeNulls(nulls, rows, out)
    case .packed(let parts): pack(parts, rows, out)
    case .written(let groups):
      let view = groups.view
      for (offset, row) in rows.enumerated() {
        out[offset] = view[row] >= 0 ? UInt64(view[row]) : KeyCodes.none
      }
    }
  }

  /// A code is `none` from `limit` on: the value lies outside what the other side holds.
  @inline(__always)
  private static func bounded(_ code: UInt64, _ limit: UInt64, _ shift: UInt64) -> UInt64 {
    code > limit ? none : code &+ shift
  }

  @inline(__always)
  private func subtract<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ rows: Range<Int>, _ base: Int64, _ limit: UInt64, _ nulls: NullCode, _ out: Slots<UInt64>
  ) {
    let view = buffer.elements(rows).view, target = out.cells
    for offset in 0..<view.count {
      target[offset] = KeyCodes.bounded(UInt64(bitPattern: Int64(view[offset]) &- base), limit, nulls.shift)
    }
    placeNulls(nulls, rows, out)
  }

  private func placeNulls(_ nulls: NullCode, _ rows: Range<Int>, _ out: Slots<UInt64>) {
    guard let validity = nulls.validity else { return }
    for (offset, row) in rows.enumerated() where !validity[row] { out[offset] = nulls.code }
  }

  private func pack(_ parts: [KeyCodes], _ rows: Range<Int>, _ out: Slots<UInt64>) {
    parts[0].decode(rows, into: out)
    let scratch = Scratch<UInt64>(count: rows.count)
    let next = scratch.slots
    for part in parts.dropFirst() {
      part.decode(rows, into: next)
      for offset in 0..<rows.count {
        let (high, low) = (out[offset], next[offset])
        out[offset] = high == KeyCodes.none || low == KeyCodes.none ? KeyCodes.none : high &* part.domain &+ low
      }
    }
  }
}
