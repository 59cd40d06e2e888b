/// The scalar reference of ``scanFields(_:count:dialect:mayQuote:mayReturn:into:)``, byte by byte, for tests.
func scanFieldsReference(_ bytes: [UInt8], dialect: Dialect) -> (scan: FieldScan, ends: [UInt32]) {
  var scan = FieldScan(), ends: [UInt32] = []
  var isInside = false, returnCount = 0
  let quote = dialect.quoteOrNone
  func at(_ index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }
  func isBorder(_ byte: UInt8?) -> Bool {
    byte == nil || byte == dialect.separator || byte == Dialect.newline || byte == quote
  }
  for (index, byte) in bytes.enumerated() {
    if byte == quote {
      scan.hasQuotes = true
      isInside.toggle()
      let isLegal = isInside
        ? isBorder(at(index - 1)) : isBorder(at(index + 1)) || at(index + 1) == Dialect.carriageReturn
      if !isLegal { scan.isRegular = false }
    } else if !isInside, byte == Dialect.carriageReturn {
      returnCount += 1
      if at(index + 1) != Dialect.newline { scan.isRegular = false }
    } else if !isInside, byte == dialect.separator || byte == Dialect.newline {
      ends.append(UInt32(index + 1))
      if byte == Dialect.newline { scan.lineCount += 1 }
    }
  }
  scan.fieldCount = ends.count
  scan.hasCarriageReturns = returnCount > 0
  if isInside || (returnCount > 0 && returnCount != scan.lineCount) { scan.isRegular = false }
  return (scan, ends)
}

/// Runs both scans over a copy of `bytes` that starts `shift` bytes past an aligned address, and tells whether they
/// agree.
package func scansAgree(
  _ bytes: [UInt8], shift: Int, dialect: Dialect = Dialect(), kernels: FieldKernels = .widest
) -> Bool {
  let source = FileBytes([UInt8](repeating: 0x2C, count: shift) + bytes)
  let base = source.base + shift
  let expected = scanFieldsReference(bytes, dialect: dialect)
  let marks = MarkCounts(base, count: bytes.count, quote: dialect.quote, kernels: kernels)
  let ends = UnsafeMutablePointer<UInt32>.allocate(capacity: bytes.count + 64)
  defer { ends.deallocate() }
  let scan = scanFields(
    base, count: bytes.count, dialect: dialect, mayQuote: marks.quotes > 0, mayReturn: marks.returns > 0, into: ends,
    kernels: kernels)
  guard marks.lines == bytes.count(where: { $0 == Dialect.newline }) else { return false }
  // Past the first irregularity the offsets do not matter: the block is read another way.
  return scan.isRegular == expected.scan.isRegular
    && (!scan.isRegular || (scan == expected.scan
      && Array(UnsafeBufferPointer(start: ends, count: scan.fieldCount)) == expected.ends))
}
