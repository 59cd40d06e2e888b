import Columns
import Kernels

/// Where the results of one request go, one for each group.
enum AggregateSink: Sendable {
  /// NaN stands for null.
  case floats(Slots<Double>)
  /// A value and whether there is one.
  case integers(Slots<Int64>, Slots<UInt8>)
  /// The row that holds the result, −1 for null.
  case rows(Slots<Int32>)

  init(_ request: AggregateRequest, groupCount: Int) {
    let type = request.inputs.first?.type ?? .int
    if request.function.takesOrder {
      self = .rows(Scratch(count: groupCount).slots)
    } else if request.function.resultType(for: type) == .float {
      self = .floats(Scratch(count: groupCount).slots)
    } else {
      self = .integers(Scratch(count: groupCount).slots, Scratch(repeating: 1, count: groupCount).slots)
    }
  }

  /// Writes a float, null where it is nil.
  @inline(__always)
  func set(_ group: Int, _ value: Double?) {
    if case .floats(let slots) = self { slots[group] = value ?? .nan }
  }

  /// Writes an integer, null where it is nil.
  @inline(__always)
  func set(_ group: Int, _ value: Int64?) {
    guard case .integers(let slots, let present) = self else { return }
    slots[group] = value ?? 0
    if value == nil { present[group] = 0 }
  }

  @inline(__always)
  func set(_ group: Int, row: Int?) {
    if case .rows(let slots) = self { slots[group] = row.map(Int32.init) ?? -1 }
  }

  /// The column of all results.
  func column(_ request: AggregateRequest, execution: Execution) throws -> Column {
    switch self {
    case .floats(let slots): return try Column(doubles: slots.frozen(), execution: execution)
    case .rows(let slots):
      guard let input = request.inputs.first else { return Column(nulls: slots.count, type: .int) }
      return try input.taking(slots.frozen(), execution: execution)
    case .integers(let slots, let present):
      let flags = present.frozen()
      let validity = try Bitmap(count: flags.count, execution: execution) { flags.view[$0] == 1 }.unlessFull
      let input = request.inputs.first
      let type = request.function.resultType(for: input?.type ?? .int) ?? .int
      if type == .text, case .text(_, let dictionary)? = input?.storage {
        let codes = dictionary.sortedCodes()
        for group in 0..<slots.count where flags[group] == 1 { slots[group] = Int64(codes[Int(slots[group])]) }
        return Column(
          type: .text, count: flags.count, validity: validity,
          storage: .text(try IntegerBuffer(packing: slots.frozen(), execution: execution), dictionary))
      }
      return Column(
        type: type, count: flags.count, validity: validity,
        storage: .integers(try IntegerBuffer(packing: slots.frozen(), execution: execution)))
    }
  }
}
