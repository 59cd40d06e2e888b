import Kernels

/// Columns from pieces that were read side by side.
extension Column {
  /// Joins pieces in order. All hold what `type` asks for: integers, floats, or texts of one `dictionary`.
  public init(
    type: ColumnType, segments: [ColumnSegment], dictionary: [String] = [], execution: Execution
  ) throws {
    var starts: [Int] = [], count = 0
    for segment in segments {
      starts.append(count)
      count += segment.count
    }
    let storage: Storage = switch type {
    case .float: .floats(try Column.joinFloats(segments, starts, count, execution))
    case .text:
      .text(
        try Column.joinIntegers(
          segments, starts, count, .init(low: 0, high: Int64(max(0, dictionary.count - 1))), execution),
        TextDictionary(dictionary))
    default:
      .integers(try Column.joinIntegers(segments, starts, count, Column.width(of: segments), execution))
    }
    let validity = try Column.joinValidity(segments, starts, count, execution)
    self.init(type: type, count: count, validity: validity, storage: storage)
  }

  private static func width(of segments: [ColumnSegment]) -> IntegerWidth {
    segments.reduce(.w8) { width, segment in
      guard case .integers(let values) = segment.values else { return width }
      return max(width, values.width)
    }
  }

  private static func joinFloats(
    _ segments: [ColumnSegment], _ starts: [Int], _ count: Int, _ execution: Execution
  ) throws -> Buffer<Double> {
    if let whole = Buffer(joining: segments.map(\.floats)) { return whole }
    return try fill(count, segments, starts, execution) { (segment, out: UnsafeMutableBufferPointer<Double>) in
      switch segment.values {
      case .floats(let values): _ = out.update(fromContentsOf: values.view)
      case .allNull: out.update(repeating: 0)
      case .integers, .texts: preconditionFailure("a column of floats is made of floats")
      }
    }
  }

  private static func joinIntegers(
    _ segments: [ColumnSegment], _ starts: [Int], _ count: Int, _ width: IntegerWidth, _ execution: Execution
  ) throws -> IntegerBuffer {
    switch width {
    case .w8: .w8(try fill(count, segments, starts, execution, copy))
    case .w16: .w16(try fill(count, segments, starts, execution, copy))
    case .w32: .w32(try fill(count, segments, starts, execution, copy))
    case .w64: .w64(try fill(count, segments, starts, execution, copy))
    }
  }

  @Sendable
  private static func copy<T: FixedWidthInteger>(_ segment: ColumnSegment, _ out: UnsafeMutableBufferPointer<T>) {
    switch segment.values {
    case .allNull: out.update(repeating: 0)
    case .integers(let values): widen(values, out) { T(truncatingIfNeeded: $0) }
    case .texts(let codes, let columnCodes):
      // A piece without any text has no code to translate: its rows are null.
      guard !columnCodes.isEmpty else { return out.update(repeating: 0) }
      columnCodes.withUnsafeBufferPointer { codeOf in
        widen(codes, out) { T(truncatingIfNeeded: codeOf[Int($0)]) }
      }
    case .floats: preconditionFailure("a column of integers is made of integers")
    }
    if case .texts = segment.values {
      for row in 0..<(segment.nulls.isEmpty ? 0 : segment.count)
      where segment.nulls[row >> 6] >> UInt64(row & 63) & 1 == 1 { out[row] = 0 }
    }
  }

  @inline(__always)
  private static func widen<T: FixedWidthInteger>(
    _ values: IntegerSegment, _ out: UnsafeMutableBufferPointer<T>, _ convert: (Int64) -> T
  ) {
    @inline(__always)
    func each<From: FixedWidthInteger>(_ values: [From]) {
      precondition(values.count == out.count, "a segment has a value for each row")
      values.withUnsafeBufferPointer { values in
        for row in 0..<values.count { out[row] = convert(Int64(values[row])) }
      }
    }
    switch values {
    case .w8(let values): each(values)
    case .w16(let values): each(values)
    case .w32(let values): each(values)
    case .w64(let values): each(values)
    }
  }

  /// How many segments one piece of work copies.
  private static let segmentsPerTask = 32

  private static func fill<T: BitwiseCopyable & Sendable>(
    _ count: Int, _ segments: [ColumnSegment], _ starts: [Int], _ execution: Execution,
    _ copy: @Sendable (ColumnSegment, UnsafeMutableBufferPointer<T>) -> Void
  ) throws -> Buffer<T> {
    let scratch = Scratch<T>(count: count)
    try execution.forEach(count: (segments.count + segmentsPerTask - 1) / segmentsPerTask) { task in
      for index in task * segmentsPerTask..<min(segments.count, (task + 1) * segmentsPerTask) {
        // SAFETY: segments cover disjoint ranges that make up the whole scratch.
        let out = UnsafeMutableBufferPointer(start: scratch.base + starts[index], count: segments[index].count)
        copy(segments[index], out)
      }
    }
    return scratch.frozen()
  }

  private static func joinValidity(
    _ segments: [ColumnSegment], _ starts: [Int], _ count: Int, _ execution: Execution
  ) throws -> Bitmap? {
    guard segments.contains(where: { !$0.nulls.isEmpty }) else { return nil }
    try execution.checkCancelled()
    let words = Buffer<UInt64>(count: Bitmap.wordCount(count)) { words in
      for (segment, start) in zip(segments, starts) {
        for (index, nulls) in segment.nulls.enumerated() where nulls != 0 {
          let place = start + index << 6, shift = UInt64(place & 63)
          words[place >> 6] |= nulls << shift
          // A word that reaches into the next one has rows there.
          if shift > 0, nulls >> (64 - shift) != 0 { words[place >> 6 + 1] |= nulls >> (64 - shift) }
        }
      }
      for index in words.indices { words[index] = ~words[index] }
      if count & 63 != 0 { words[words.count - 1] &= (1 << UInt64(count & 63)) - 1 }
    }
    return Bitmap(words: words, count: count)
  }
}
