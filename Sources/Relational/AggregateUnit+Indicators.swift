import Columns
import Kernels

extension AggregateUnit {
  /// Counts how often each code occurs in each group, once for all indicators of one column.
  func runIndicators(
    _ groups: Range<Int>, _ codes: IntegerBuffer, _ validity: Bitmap?, _ all: [AggregateRequest],
    _ sinks: [AggregateSink]
  ) {
    switch codes {
    case .w8(let buffer): countCodes(groups, buffer, validity, all, sinks)
    case .w16(let buffer): countCodes(groups, buffer, validity, all, sinks)
    case .w32(let buffer): countCodes(groups, buffer, validity, all, sinks)
    case .w64(let buffer): countCodes(groups, buffer, validity, all, sinks)
    }
  }

  /// The place of each asked code among the counters: 0 collects all other codes, 1 the nulls.
  private func counterPlaces(_ all: [AggregateRequest]) -> (places: [Int], table: [UInt16], counters: Int) {
    var table: [UInt16] = [], counters = 2
    let places = requests.map { request -> Int in
      guard case .indicator(_, _, let code?)? = all[request].inputs.first?.storage else { return 1 }
      let index = Int(code)
      if index < 0 { return 0 }
      while table.count <= index { table.append(0) }
      if table[index] == 0 {
        table[index] = UInt16(counters)
        counters += 1
      }
      return Int(table[index])
    }
    return (places, table, counters)
  }

  @inline(__always)
  private func counter(_ code: Int, _ table: Slots<UInt16>) -> Int { code < table.count ? Int(table[code]) : 0 }

  private func countCodes<Code: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ groups: Range<Int>, _ buffer: Buffer<Code>, _ validity: Bitmap?, _ all: [AggregateRequest],
    _ sinks: [AggregateSink]
  ) {
    let (places, table, counters) = counterPlaces(all)
    let tableSlots = Scratch<UInt16>(repeating: 0, count: max(1, table.count)).slots
    for (index, place) in table.enumerated() { tableSlots[index] = place }
    let counts = Scratch<Int32>(count: counters).slots, view = buffer.view, offsets = rows.offsets.view
    let permutation = rows.permutation?.view, (kept, present) = (filter?.view, validity?.view)
    for group in groups {
      counts.fill(0)
      let entries = Int(offsets[group])..<Int(offsets[group + 1])
      var size = entries.count
      if kept == nil, present == nil, isArranged || permutation == nil {
        for entry in entries { counts[counter(Int(view[entry]), tableSlots)] += 1 }
      } else {
        for entry in entries {
          let row = permutation.map { Int($0[entry]) } ?? entry
          if let kept, !kept[row] {
            size -= 1
            continue
          }
          let isNull = present.map { !$0[row] } ?? false
          counts[isNull ? 1 : counter(Int(view[isArranged ? entry : row]), tableSlots)] += 1
        }
      }
      for (index, request) in requests.enumerated() {
        IndicatorSummary(rows: size, ones: Int(places[index] == 0 ? 0 : counts[places[index]]))
          .write(all[request].function, group, sinks[request])
      }
    }
  }
}

/// How often an indicator is 1 in a group.
private struct IndicatorSummary {
  let rows: Int
  let ones: Int

  func write(_ function: AggregateFunction, _ group: Int, _ sink: AggregateSink) {
    switch function {
    case .mean: sink.set(group, rows == 0 ? nil : Double(ones) / Double(rows))
    case .sum: sink.set(group, rows == 0 ? nil : Int64(ones))
    case .count: sink.set(group, Int64(rows))
    case .nulls: sink.set(group, Int64(0))
    case .min: sink.set(group, rows == 0 ? nil : Int64(ones == rows ? 1 : 0))
    case .max: sink.set(group, rows == 0 ? nil : Int64(ones > 0 ? 1 : 0))
    case .nunique: sink.set(group, Int64((ones > 0 ? 1 : 0) + (ones < rows ? 1 : 0)))
    case .variance: sink.set(group, variance)
    case .std: sink.set(group, variance.map { $0.squareRoot() })
    default: break
    }
  }

  /// n₁·n₀ / (n (n − 1)).
  private var variance: Double? {
    rows < 2 ? nil : Double(ones) * Double(rows - ones) / (Double(rows) * Double(rows - 1))
  }
}
