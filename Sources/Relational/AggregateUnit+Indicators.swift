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

  private func countCodes<Code: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ groups: Range<Int>, _ buffer: Buffer<Code>, _ validity: Bitmap?, _ all: [AggregateRequest], _ sinks: [AggregateSink]
  ) {
    let (places, table, counters) = counterPlaces(all)
    let tableSlots = Scratch<UInt16>(repeating: 0, count: max(1, table.count)).slots
    for (index, place) in table.enumerated() { tableSlots[index] = place }
    let counts = Scratch<Int32>(count: counters).slots, view = buffer.view
    for group in groups {
      counts.fill(0)
      var size = 0
      for entry in rows.entries(of: group) {
        let row = rows.row(entry)
        if let filter, !filter[row] { continue }
        size += 1
        let code = Int(view[row])
        let isNull = validity.map { !$0[row] } ?? false
        counts[isNull ? 1 : code < tableSlots.count ? Int(tableSlots[code]) : 0] += 1
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
