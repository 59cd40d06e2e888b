import Columns
import Kernels

/// Brings a column's values into the order of grouped rows, in the two steps in which the rows were sorted: reading in
/// row order and writing to few places at a time is several times faster than picking rows at random.
struct Arrangement: Sendable {
  /// The group of each row.
  let groups: Buffer<Int32>
  /// A row goes to the part `group >> shift`.
  let shift: Int
  let places: PartitionPlaces
  /// For each entry of the parts its place when sorted.
  let destinations: Buffer<Int32>

  /// The values in the order of the entries.
  func arranged<Value>(_ values: Buffer<Value>, execution: Execution) throws -> Buffer<Value> {
    let parted = Scratch<Value>(count: values.count)
    try execution.forBlocks(of: values.count) { block in
      var next = places.starts[block.lowerBound / Execution.blockSize]
      let (source, groups, slots) = (values.view, groups.view, parted.slots)
      for row in block {
        let part = Int(groups[row]) >> shift, place = next[part]
        next[part] = place + 1
        slots[place] = source[row]
      }
    }
    if shift == 0 { return parted.frozen() }
    let sorted = Scratch<Value>(count: values.count)
    try execution.forEach(count: places.partStarts.count - 1) { part in
      let (source, places, slots) = (parted.slots, destinations.view, sorted.slots)
      for entry in self.places.partStarts[part]..<self.places.partStarts[part + 1] {
        slots[Int(places[entry])] = source[entry]
      }
    }
    return sorted.frozen()
  }

  func arranged(_ values: IntegerBuffer, execution: Execution) throws -> IntegerBuffer {
    switch values {
    case .w8(let buffer): .w8(try arranged(buffer, execution: execution))
    case .w16(let buffer): .w16(try arranged(buffer, execution: execution))
    case .w32(let buffer): .w32(try arranged(buffer, execution: execution))
    case .w64(let buffer): .w64(try arranged(buffer, execution: execution))
    }
  }
}

extension AggregateUnit {
  /// The same unit with its values in the order of the entries.
  func arranged(execution: Execution) throws -> AggregateUnit {
    guard let arrangement = rows.arrangement else { return self }
    var unit = self
    switch input {
    case .floats(let buffer, let validity):
      unit.input = .floats(try arrangement.arranged(buffer, execution: execution), validity)
    case .integers(let values, let validity, let ranks):
      unit.input = .integers(try arrangement.arranged(values, execution: execution), validity, ranks: ranks)
    case .codes(let values, let validity):
      unit.input = .codes(try arrangement.arranged(values, execution: execution), validity)
    case .rows, .pairs, .places: return self
    }
    unit.isArranged = true
    return unit
  }
}
