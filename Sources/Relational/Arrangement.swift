import Columns
import Kernels

/// Brings a column's values into the order of grouped rows, in the two steps in which the rows were sorted: reading in
/// row order and writing to few places at a time is several times faster than picking rows at random.
///
/// The second step is done for one part at a time, just before the part's groups are looked at, so that the sorted
/// values never leave the cache.
struct Arrangement: Sendable {
  /// The group of each row.
  let groups: Buffer<Int32>
  /// A row goes to the part `group >> shift`.
  let shift: Int
  let places: PartitionPlaces
  /// For each entry of the parts its place when sorted.
  let destinations: Buffer<Int32>

  var partCount: Int { places.partStarts.count - 1 }

  func entries(of part: Int) -> Range<Int> { places.partStarts[part]..<places.partStarts[part + 1] }

  /// The first step: the values in the order of the parts, in row order within each.
  func parted<Value>(_ values: Buffer<Value>, execution: Execution) throws -> Buffer<Value> {
    let parted = Scratch<Value>(count: values.count)
    try forBlocks(of: values.count, execution) { block, next in
      let source = values.view, groups = groups.view, slots = parted.slots
      for row in block {
        let part = Int(groups[row]) >> shift, place = next[part]
        next[part] = place + 1
        slots[place] = source[row]
      }
    }
    return parted.frozen()
  }

  /// The first step of floats, with NaN for nulls, so that nobody has to look up which rows are null after the sorting.
  func parted(_ values: Buffer<Double>, _ validity: Bitmap, execution: Execution) throws -> Buffer<Double> {
    let parted = Scratch<Double>(count: values.count)
    try forBlocks(of: values.count, execution) { block, next in
      let source = values.view, present = validity.view, groups = groups.view, slots = parted.slots
      for row in block {
        let part = Int(groups[row]) >> shift, place = next[part]
        next[part] = place + 1
        // Not a branch: gaps are irregular.
        let gap = UInt64(truncatingIfNeeded: present.bit(row) - 1)
        slots[place] = Double(bitPattern: source[row].bitPattern | gap)
      }
    }
    return parted.frozen()
  }

  /// Calls `body` with blocks of rows, and where the next row of each part goes.
  private func forBlocks(
    of count: Int, _ execution: Execution, _ body: @Sendable (Range<Int>, SlotCells<Int>) -> Void
  ) throws {
    try execution.forBlocks(of: count) { block in
      let slots = Scratch(copying: places.starts[block.lowerBound / Execution.blockSize]).slots
      withExtendedLifetime(slots) { body(block, slots.cells) }
    }
  }

  /// The second step: the values of one part in the order of its entries.
  func sorted<Value>(_ part: Int, of parted: Buffer<Value>) -> Buffer<Value> {
    let entries = entries(of: part), first = entries.lowerBound
    let sorted = Scratch<Value>(count: entries.count), slots = sorted.slots
    let (source, places) = (parted.view, destinations.view)
    for entry in entries { slots[Int(places[entry]) - first] = source[entry] }
    return sorted.frozen()
  }

  func parted(_ values: IntegerBuffer, execution: Execution) throws -> IntegerBuffer {
    switch values {
    case .w8(let buffer): .w8(try parted(buffer, execution: execution))
    case .w16(let buffer): .w16(try parted(buffer, execution: execution))
    case .w32(let buffer): .w32(try parted(buffer, execution: execution))
    case .w64(let buffer): .w64(try parted(buffer, execution: execution))
    }
  }

  func sorted(_ part: Int, of parted: IntegerBuffer) -> IntegerBuffer {
    switch parted {
    case .w8(let buffer): .w8(sorted(part, of: buffer))
    case .w16(let buffer): .w16(sorted(part, of: buffer))
    case .w32(let buffer): .w32(sorted(part, of: buffer))
    case .w64(let buffer): .w64(sorted(part, of: buffer))
    }
  }
}

extension AggregateUnit {
  /// Whether the unit reads values that an arrangement can bring into the order of the entries.
  var isArrangeable: Bool {
    if rows.arrangement == nil { return false }
    switch input {
    case .floats, .integers, .codes: return true
    case .rows, .pairs, .places: return false
    }
  }

  /// The same unit with its values in the order of the parts.
  func parted(_ arrangement: Arrangement, execution: Execution) throws -> AggregateUnit {
    if filter == nil, case .floats(let buffer, let validity?) = input {
      var unit = self
      unit.input = .floats(try arrangement.parted(buffer, validity, execution: execution), validity)
      unit.nullsAreNaN = true
      return unit
    }
    return try replacing { try arrangement.parted($0, execution: execution) } integers: {
      try arrangement.parted($0, execution: execution)
    }
  }

  /// The same unit with only the values of one part, in the order of the entries.
  func sorted(_ part: Int, _ arrangement: Arrangement) -> AggregateUnit {
    // Without a shift every part is one group, and is sorted already.
    var unit = self
    if arrangement.shift > 0 {
      unit = replacing { arrangement.sorted(part, of: $0) } integers: { arrangement.sorted(part, of: $0) }
      unit.entryBase = arrangement.entries(of: part).lowerBound
    }
    unit.isArranged = true
    return unit
  }

  private func replacing(
    _ floats: (Buffer<Double>) throws -> Buffer<Double>, integers: (IntegerBuffer) throws -> IntegerBuffer
  ) rethrows -> AggregateUnit {
    var unit = self
    switch input {
    case .floats(let buffer, let validity): unit.input = .floats(try floats(buffer), validity)
    case .integers(let values, let validity, let ranks):
      unit.input = .integers(try integers(values), validity, ranks: ranks)
    case .codes(let values, let validity): unit.input = .codes(try integers(values), validity)
    case .rows, .pairs, .places: break
    }
    return unit
  }
}
