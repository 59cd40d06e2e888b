import Columns
import Kernels

extension AggregateUnit {
  /// Counts how often each code occurs in each group, once for all indicators of one column.
  func runIndicators(
    _ groups: Range<Int>, _ codes: IntegerBuffer, _ validity: Bitmap?, _ all: [AggregateRequest],
    _ sinks: [AggregateSink]
  ) {
    let counters = CodeCounters(requests, all)
    // So many groups at a time that the counters stay in the nearest cache.
    let step = max(1, CodeCounters.limit / counters.width)
    for start in stride(from: groups.lowerBound, to: groups.upperBound, by: step) {
      let some = start..<min(groups.upperBound, start + step)
      let counts = switch codes {
      case .w8(let buffer): count(some, buffer, validity, counters)
      case .w16(let buffer): count(some, buffer, validity, counters)
      case .w32(let buffer): count(some, buffer, validity, counters)
      case .w64(let buffer): count(some, buffer, validity, counters)
      }
      for (place, request) in zip(counters.places, requests) {
        counts.write(all[request].function, place, some, sinks[request])
      }
    }
  }

  private func count<Code: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ groups: Range<Int>, _ buffer: Buffer<Code>, _ validity: Bitmap?, _ counters: CodeCounters
  ) -> CodeCounts {
    let counted = CodeCounts(groups: groups.count, width: counters.width)
    let (counts, sizes, width) = (counted.counts.cells, counted.sizes.cells, counters.width)
    let (table, last) = (counters.table.view, counters.table.count - 1)
    let offsets = rows.offsets.view, view = buffer.view, base = isArranged ? entryBase : 0, byEntry = isArranged
    let kept = filter?.view, present = validity?.view
    let permutation = byEntry && kept == nil && present == nil ? nil : rows.permutation?.view
    for index in 0..<groups.count {
      let first = index * width, group = groups.lowerBound + index
      let entries = Int(offsets[group])..<Int(offsets[group + 1])
      if kept == nil, present == nil, byEntry || permutation == nil {
        for entry in entries { counts[first + Int(table[min(Int(view[entry - base]), last)])] += 1 }
        sizes[index] = Int32(entries.count)
        continue
      }
      var size = 0
      for entry in entries {
        let row = permutation.map { Int($0[entry]) } ?? entry
        let isKept = kept.map { $0.bit(row) } ?? 1, isPresent = present.map { $0[row] } ?? true
        let code = min(Int(view[byEntry ? entry - base : row]), last)
        counts[first + (isPresent ? Int(table[code]) : CodeCounters.nulls)] += Int32(isKept)
        size += isKept
      }
      sizes[index] = Int32(size)
    }
    return counted
  }
}

/// Which counter counts which code.
private struct CodeCounters {
  /// Counts the codes that nobody asks for.
  static let others = 0
  static let nulls = 1
  /// How many counters are used at a time.
  static let limit = 1 << 12

  /// The counter of each request; nil for a code that no row has.
  let places: [Int?]
  /// The counter of each code; the last one stands for all higher codes.
  let table: Buffer<Int32>
  let width: Int

  init(_ requests: [Int], _ all: [AggregateRequest]) {
    var table: [Int32] = [], width = 2
    places = requests.map { request -> Int? in
      guard case .indicator(_, _, let code?)? = all[request].inputs.first?.storage else { return CodeCounters.nulls }
      let index = Int(code)
      if index < 0 { return nil }
      while table.count <= index { table.append(Int32(CodeCounters.others)) }
      if table[index] == CodeCounters.others {
        table[index] = Int32(width)
        width += 1
      }
      return Int(table[index])
    }
    self.table = Buffer(table + [Int32(CodeCounters.others)])
    self.width = width
  }
}

/// How often each counter's codes occur in some groups.
private struct CodeCounts {
  /// The counters of a group behind those of the group before.
  let counts: Slots<Int32>
  /// How many rows each group has after the filter.
  let sizes: Slots<Int32>
  let width: Int

  init(groups: Int, width: Int) {
    (counts, sizes) = (Scratch(repeating: 0, count: groups * width).slots, Scratch(count: groups).slots)
    self.width = width
  }

  /// Writes what a function of the 0 and 1 of one counter's indicator gives.
  func write(_ function: AggregateFunction, _ place: Int?, _ groups: Range<Int>, _ sink: AggregateSink) {
    let (counts, sizes, width, place) = (counts.view, sizes.view, width, place ?? -1)
    @inline(__always) func rows(_ index: Int) -> Int { Int(sizes[index]) }
    @inline(__always) func ones(_ index: Int) -> Int { place < 0 ? 0 : Int(counts[index * width + place]) }
    switch function {
    case .mean: sink.setFloats(groups) { rows($0) == 0 ? .nan : Double(ones($0)) / Double(rows($0)) }
    case .sum: sink.setIntegers(groups) { rows($0) == 0 ? nil : Int64(ones($0)) }
    case .count: sink.setIntegers(groups) { Int64(rows($0)) }
    case .nulls: sink.setIntegers(groups) { _ in 0 }
    case .min: sink.setIntegers(groups) { rows($0) == 0 ? nil : ones($0) == rows($0) ? 1 : 0 }
    case .max: sink.setIntegers(groups) { rows($0) == 0 ? nil : ones($0) > 0 ? 1 : 0 }
    case .nunique: sink.setIntegers(groups) { (ones($0) > 0 ? 1 : 0) + (ones($0) < rows($0) ? 1 : 0) }
    case .variance: sink.setFloats(groups) { CodeCounts.variance(rows: rows($0), ones: ones($0)) }
    case .std: sink.setFloats(groups) { CodeCounts.variance(rows: rows($0), ones: ones($0)).squareRoot() }
    default: break
    }
  }

  /// n₁·n₀ / (n (n − 1)), NaN for fewer than two rows.
  @inline(__always)
  private static func variance(rows: Int, ones: Int) -> Double {
    rows < 2 ? .nan : Double(ones) * Double(rows - ones) / (Double(rows) * Double(rows - 1))
  }
}
